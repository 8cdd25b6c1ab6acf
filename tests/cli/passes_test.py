"""`cupola passes`: what it refuses, its three formats, the schools of a mission, and skyfield's opinion."""

import datetime
import json
import math
import os
import re
import subprocess

import pytest

SET = (
    "ISS (ZARYA)\n"
    "1 25544U 98067A   22021.68747065 -.00000457  00000-0  00000+0 0  9996\n"
    "2 25544  51.6270 342.0904 0006847  44.2808  14.3181 15.49598315322461\n"
)
ZURICH = ("--at", "47.3744,8.5410")
EVENING = ("--from", "2022-01-21T16:30:00Z", "--days", "1")


@pytest.fixture(name="elements")
def _elements(tmp_path):
    file = tmp_path / "iss.tle"
    file.write_text(SET)
    return ("--elements", file)


def passes(*arguments):
    return subprocess.run(
        [os.environ["CUPOLA"], "passes", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=False,
    )  # fmt: skip


def refused(status, *arguments):
    answer = passes(*arguments)
    assert answer.returncode == status, answer
    assert answer.stdout == b""
    return answer.stderr.decode().splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ((), "say where with --at LAT,LON"),
        (("--at", "Zurich"), '--at: "Zurich" is no place; write latitude,longitude'),
        (("--at", "47"), "is no place"),
        (("--at", "47,8,9,10"), "is no place"),
        (("--at", "47,8x"), "is no place"),
        (("--at", "91,8"), "the latitude of a place must be -90 to 90 degrees"),
        (("--at", "47,8,500000"), "the height of a place must be -1 to 100 km"),
        (("--at", "nan,8"), "the latitude"),
        ((*ZURICH, "--from", "tomorrow"), '--from: "tomorrow" is no time in UTC'),
        ((*ZURICH, "--days", "0"), "--days must be above 0"),
        ((*ZURICH, "--days", "1000"), "--days must be above 0"),
        ((*ZURICH, "--min-elevation", "90"), "the least elevation of a pass"),
        ((*ZURICH, "--max-sun", "nan"), "the highest Sun"),
        ((*ZURICH, "--format", "pdf"), "--format"),
        ((*ZURICH, "--timezone", "Mars/Olympus"), '"Mars/Olympus" is no time zone'),
        ((*ZURICH, "--timezone", "../../../etc/passwd"), "is no time zone"),
        ((*ZURICH, "--satellite", "HUBBLE"), 'no element set of "HUBBLE"'),
        (("--mission", "/nowhere"), "--mission needs --log"),
        ((*ZURICH, "--mission", "/nowhere"), "say where with --at LAT,LON, or name a mission"),
        ((*ZURICH, "--ut1", "/etc/os-release"), "--ut1: /etc/os-release:1: "),
    ],
)
def test_wrong_usage_is_status_2_and_says_what_would_be_right(elements, arguments, part):
    mine = () if "--satellite" in arguments else elements
    assert part in refused(2, *arguments, *mine, *(() if "--from" in arguments else ("--from", "2022-01-21T16:30:00Z")))


def test_json_has_the_fields_of_the_contract(elements):
    answer = passes(*ZURICH, *EVENING, *elements, "--format", "json")
    assert answer.returncode == 0 and answer.stderr == b""
    rows = json.loads(answer.stdout)
    assert len(rows) == 6
    seen = [row for row in rows if row["visible"]]
    assert len(seen) == 1
    (row,) = seen
    for name in ("rise", "culmination", "set"):
        assert set(row[name]) == {"utc", "azimuth_deg", "elevation_deg", "range_km"}
    assert row["rise"]["utc"] == "2022-01-21T18:02:20.829Z"
    assert row["rise"]["elevation_deg"] == pytest.approx(10, abs=1e-3)
    assert row["visible"]["to"]["utc"] == row["shadow_entry_utc"]
    assert row["shadow_exit_utc"] is None
    assert row["magnitude"] == pytest.approx(-4.0, abs=0.2)
    assert row["sun_elevation_deg"] < -6
    unseen = rows[0]
    assert unseen["magnitude"] is None and unseen["sun_elevation_deg"] > -6


def test_text_shows_what_can_be_seen_in_the_time_of_a_zone(elements):
    text = passes(*ZURICH, *EVENING, *elements, "--timezone", "Europe/Zurich").stdout.decode()
    assert "Passes of the ISS over 47.37° N, 8.54° E, times in Europe/Zurich" in text
    assert "2022-01-21  19:02:20  10° WSW  19:05:41  88° NNW" in text
    assert "5 more in daylight or in the Earth's shadow: --all shows them" in text
    assert passes(*ZURICH, *EVENING, *elements, "--all").stdout.decode().count("in the Earth's shadow") == 3


def unfolded(calendar):
    assert calendar.endswith(b"\r\n") and b"\n" not in calendar.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in calendar.split(b"\r\n"))
    return calendar.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def test_the_calendar_keeps_to_rfc_5545(elements):
    answer = passes(*ZURICH, "--from", "2022-01-21T16:30:00Z", "--days", "3", *elements, "--format", "ics")
    lines = unfolded(answer.stdout)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert lines[1] == "VERSION:2.0" and lines[2].startswith("PRODID:")
    depth = []
    for line in lines:
        assert re.match(r"[A-Z-]+[:;]", line), line
        if line.startswith("BEGIN:"):
            depth.append(line[6:])
        if line.startswith("END:"):
            assert depth.pop() == line[4:]
    assert depth == []
    events = "\n".join(lines).split("BEGIN:VEVENT\n")[1:]
    assert len(events) == 4
    for event in events:
        fields = dict(line.split(":", 1) for line in event.split("\nBEGIN:VALARM")[0].splitlines())
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(fields)
        assert all(re.fullmatch(r"\d{8}T\d{6}Z", fields[name]) for name in ("DTSTAMP", "DTSTART", "DTEND"))
        assert fields["DTSTART"] < fields["DTEND"]
        assert fields["SUMMARY"].startswith("The ISS rises in the ")
        assert "TRIGGER:-PT10M" in event and "ACTION:DISPLAY" in event
    assert len({line for line in lines if line.startswith("UID:")}) == len(events)
    again = passes(*ZURICH, "--from", "2022-01-21T16:30:00Z", "--days", "3", *elements, "--format", "ics")
    assert again.stdout == answer.stdout


def test_an_old_set_is_warned_about_and_a_fallen_satellite_is_named(elements, tmp_path):
    answer = passes(*ZURICH, *elements, "--from", "2022-02-20T00:00:00Z", "--days", "1")
    assert answer.returncode == 0
    assert b"warning: the nearest element set (epoch 2022-01-21T16:29:57.464Z) is 30.3 days before 2022-02-21" in answer.stderr
    assert b"minutes early or late" in answer.stderr
    early = passes(*ZURICH, *elements, "--from", "2022-01-01T00:00:00Z", "--days", "1")
    assert b"is 20.7 days after 2022-01-01" in early.stderr
    file = tmp_path / "falling.tle"
    file.write_text(
        "1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534\n"
        "2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708\n"
    )
    assert "satellite 28872: decayed" in refused(1, "--elements", file, *ZURICH, "--from", "2005-11-30T00:00:00Z")


def test_ut1_shifts_the_passes_by_what_the_earth_is_ahead(elements, tmp_path):
    table = tmp_path / "ut1.txt"
    table.write_text("2022-01-20 0.9\n2022-01-30 0.9\n")
    plain = json.loads(passes(*ZURICH, *EVENING, *elements, "--format", "json").stdout)
    turned = json.loads(passes(*ZURICH, *EVENING, *elements, "--format", "json", "--ut1", table).stdout)
    assert len(plain) == len(turned)
    assert plain != turned
    outside = passes(*ZURICH, "--from", "2022-02-10T00:00:00Z", *elements, "--ut1", table)
    assert b"the UT1 table holds 2022-01-20 to 2022-01-30 and not all of the time asked for" in outside.stderr


@pytest.mark.parametrize(("start", "while_running"), [("2022-01-21T18:04:00Z", 1), ("2022-01-21T18:20:00Z", 0)])
def test_every_school_learns_when_the_iss_came_by_while_programs_ran(tmp_path, elements, start, while_running):
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("a.py", "b.py", "c.py"):
        (programs / name).write_text("from sense_hat import SenseHat\nSenseHat().clear(255, 0, 0)\n")
    (tmp_path / "form.csv").write_text(
        "program,team,school,place,timezone\n"
        'a.py,Alpha,School of Zurich,"47.3744,8.5410",Europe/Zurich\n'
        'b.py,Beta,School of Zurich,"47.3744,8.5410",Europe/Zurich\n'
        "c.py,Gamma,Nowhere,,\n"
    )
    desk, log = tmp_path / "mission", tmp_path / "log"
    for command in (
        ("intake", desk, "--csv", tmp_path / "form.csv", "--programs", programs),
        ("pack", desk, "-o", tmp_path / "bundle.zip", "--all"),
        ("fly", tmp_path / "bundle.zip", "--log", log, "--hat", "emulated", "--clock", "virtual", "--start", start),
    ):
        done = subprocess.run([os.environ["CUPOLA"], *map(str, command)], capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
    answer = passes("--mission", desk, "--log", log, *elements, "--format", "json")
    assert answer.returncode == 0
    assert b"note: 1 entry names no place" in answer.stderr
    (school,) = json.loads(answer.stdout)
    assert school["school"] == "School of Zurich" and len(school["entries"]) == 2
    assert len(school["passes"]) == while_running
    assert school["next"]["rise"]["utc"].startswith("2022-01-21T19:39:3")
    text = passes("--mission", desk, "--log", log, *elements).stdout.decode()
    assert "2 entries, times in Europe/Zurich" in text
    assert ("19:02:20  10° WSW" in text) == bool(while_running)
    assert ("it did not come over while programs ran" in text) != bool(while_running)


def test_skyfield_sees_the_same_passes_and_the_same_heights_and_directions(elements, tmp_path):
    """Its find_events stops up to a second early, so its own altitude at our moments is what is compared."""
    skyfield = pytest.importorskip("skyfield.api", reason="no skyfield; apt-get install python3-skyfield")
    scale = skyfield.load.timescale(builtin=True)
    satellite = skyfield.EarthSatellite(*SET.splitlines()[1:])
    place = skyfield.wgs84.latlon(47.3744, 8.5410)
    begin = scale.utc(2022, 1, 21, 16, 40)
    end = scale.utc(2022, 1, 23, 16, 40)
    _, kinds = satellite.find_events(place, begin, end, altitude_degrees=10)
    table = tmp_path / "ut1.txt"
    table.write_text(f"2022-01-20 {begin.dut1}\n2022-01-30 {end.dut1}\n")
    answer = passes(*ZURICH, "--from", "2022-01-21T16:40:00Z", "--days", "2", *elements, "--ut1", table, "--format", "json")
    rows = json.loads(answer.stdout)
    assert len(rows) == list(kinds).count(0) > 8
    for row in rows:
        for name in ("rise", "culmination", "set"):
            moment = datetime.datetime.fromisoformat(row[name]["utc"].replace("Z", "+00:00"))
            altitude, azimuth, distance = (satellite - place).at(scale.from_datetime(moment)).altaz()
            assert row[name]["elevation_deg"] == pytest.approx(altitude.degrees, abs=1e-3)
            turned = (row[name]["azimuth_deg"] - azimuth.degrees + 180) % 360 - 180
            assert abs(turned) * math.cos(altitude.radians) < 2e-3
            assert row[name]["range_km"] == pytest.approx(distance.km, abs=0.02)
