"""The packet rules of CZML 1.0 (Cesium's "CZML Structure" and "CZML Content" pages), as far as `cupola track` uses them."""

import datetime
import re

# What a packet or property may hold; a name that is not here is none Cesium knows, or none these rules can judge.
DOCUMENT = {"id", "name", "version", "clock"}
CLOCK = {"interval", "currentTime", "multiplier", "range", "step"}
PACKET = {"id", "name", "description", "availability", "position", "point", "label", "path"}
POSITION = {"epoch", "interpolationAlgorithm", "interpolationDegree", "cartographicDegrees"}
POINT = {"pixelSize", "color"}
LABEL = {"text", "font", "horizontalOrigin", "pixelOffset"}
PATH = {"material", "width", "resolution"}


def known(thing, names):
    assert isinstance(thing, dict) and thing and set(thing) <= names, thing


def time_of(text):
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", text), text
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def interval_of(text):
    begin, end = map(time_of, text.split("/"))
    assert begin <= end, text
    return begin, end


def number(value, least, most=float("inf")):
    assert isinstance(value, (int, float)) and not isinstance(value, bool) and least <= value <= most, value


def check_colour(colour):
    known(colour, {"rgba"})
    assert len(colour["rgba"]) == 4
    for part in colour["rgba"]:
        number(part, 0, 255)


def check_position(position, availability):
    known(position, POSITION)
    values = position["cartographicDegrees"]
    # Without an epoch three numbers stand for all time; with one, fours beginning with the seconds since then.
    width = 4 if "epoch" in position else 3
    assert len(values) % width == 0 and (width == 4 or len(values) == 3), len(values)
    for at in range(0, len(values), width):
        longitude, latitude, height = values[at + width - 3 : at + width]
        number(longitude, -180, 180)
        number(latitude, -90, 90)
        number(height, -12_000)
    if width == 3:
        return
    seconds = values[::4]
    assert all(a < b for a, b in zip(seconds, seconds[1:])), "times must rise"
    epoch = time_of(position["epoch"])
    begin, end = interval_of(availability)
    assert epoch + datetime.timedelta(seconds=seconds[0]) <= begin, "available before there is a place"
    assert epoch + datetime.timedelta(seconds=seconds[-1]) >= end, "available after the last place"
    assert position.get("interpolationAlgorithm", "LINEAR") in ("LINEAR", "LAGRANGE", "HERMITE")
    degree = position.get("interpolationDegree", 1)
    assert isinstance(degree, int) and 1 <= degree < len(seconds), degree


def check_packet(packet):
    known(packet, PACKET)
    assert isinstance(packet["id"], str) and packet["id"]
    check_position(packet["position"], packet.get("availability"))
    known(packet["point"], POINT)
    number(packet["point"]["pixelSize"], 1)
    check_colour(packet["point"]["color"])
    known(packet["label"], LABEL)
    assert packet["label"]["horizontalOrigin"] in ("LEFT", "CENTER", "RIGHT")
    assert len(packet["label"]["pixelOffset"]["cartesian2"]) == 2
    if "path" in packet:
        known(packet["path"], PATH)
        check_colour(packet["path"]["material"]["solidColor"]["color"])


def check_czml(packets):
    """An AssertionError names what Cesium would not take."""
    assert isinstance(packets, list) and len({packet["id"] for packet in packets}) == len(packets)
    document, *others = packets
    known(document, DOCUMENT)
    assert document["id"] == "document" and document["version"] == "1.0"
    if "clock" in document:
        clock = document["clock"]
        known(clock, CLOCK)
        begin, end = interval_of(clock["interval"])
        assert begin <= time_of(clock["currentTime"]) <= end
        number(clock["multiplier"], 1e-9)
        assert clock["range"] in ("UNBOUNDED", "CLAMPED", "LOOP_STOP")
        assert clock["step"] in ("SYSTEM_CLOCK", "SYSTEM_CLOCK_MULTIPLIER", "TICK_DEPENDENT")
    assert others
    for packet in others:
        check_packet(packet)
