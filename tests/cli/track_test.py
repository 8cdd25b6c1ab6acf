"""`cupola track`: what it refuses, what it warns about, and its five formats."""

import csv
import io
import json
import xml.etree.ElementTree

import pytest
from track_support import LINE1, LINE2, SET, track

NOON = "2018-02-01T12:00:00Z"
HOUR_AND_A_HALF = ("--from", "2018-02-01T09:00:00Z", "--to", "2018-02-01T10:30:00Z", "--step", "60")


def refused(status, *arguments):
    """The one line on stderr of a call that must print nothing else and end with `status`."""
    answer = track(*arguments)
    assert answer.returncode == status, answer
    assert answer.stdout == ""
    return answer.stderr.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--at", "yesterday"), '--at: "yesterday" is no time in UTC; write it like 2018-02-01T09:00:00Z'),
        (("--from", NOON), "--to"),
        (("--to", NOON), "--from"),
        (("--at", NOON, "--from", NOON, "--to", NOON), "--at"),
        (("--step", "60"), "--from"),
        (("--format", "pdf"), "--format"),
        (("--from", NOON, "--to", "2018-02-01T11:00:00Z"), "--to lies before --from"),
        (("--from", NOON, "--to", NOON, "--step", "0"), "--step must be"),
        (("--from", NOON, "--to", NOON, "--step", "nan"), "--step must be"),
        (("--from", "2008-01-01T00:00:00Z", "--to", NOON, "--step", "1"), "take a longer --step"),
        (("--satellite", "HUBBLE"), 'no element set of "HUBBLE"'),
    ],
)
def test_wrong_usage_is_status_2_and_says_what_would_be_right(arguments, part):
    assert part in refused(2, *arguments)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (SET.replace("52197-4 0  9991", "52197-4 0  9997"), ":2: TLE line 1, column 69 (checksum): found"),
        (SET.replace("15.54039537 97480", "15.5403"), ":3: TLE line 2 has"),
        (f"ISS\n{LINE1}{LINE1[:-1]}2\n{LINE2}\n", ":2: TLE line 1 is printed twice on one line"),
        (f"{LINE1}\n", ":1: TLE line 1 is not followed by its line 2"),
        ("", ":1: holds no element set"),
        ('[{"OBJECT_NAME": "ISS"}]', ":1: OMM in JSON: the message has no NORAD_CAT_ID"),
    ],
)
def test_a_bad_element_set_is_status_1_with_file_and_line(tmp_path, text, part):
    file = tmp_path / "sets.tle"
    file.write_text(text)
    assert f"{file}{part}" in refused(1, "--elements", file, "--at", NOON)


def test_what_cannot_be_read_is_status_1_and_named(tmp_path):
    assert str(tmp_path / "none.tle") in refused(1, "--elements", tmp_path / "none.tle", "--at", NOON)
    assert "holds no element sets" in refused(1, "--elements", tmp_path, "--at", NOON)


def test_deep_space_and_decay_are_answers_not_numbers(tmp_path):
    file = tmp_path / "sets.tle"
    file.write_text(
        "GEO\n1 04632U 70093B   04031.91070959 -.00000084  00000-0  10000-3 0  9955\n"
        "2 04632  11.4628 273.1101 1450506 207.6000 143.9350  1.20231981 44145\n"
    )
    assert "deep space" in refused(1, "--elements", file, "--at", "2004-02-01T00:00:00Z")
    file.write_text(
        "1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534\n"
        "2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708\n"
    )
    answer = track("--elements", file, "--from", "2005-11-29T00:30:00Z", "--to", "2005-11-29T03:00:00Z", "--format", "json")
    assert answer.returncode == 1
    assert "satellite 28872 at 2005-11-29T01:" in answer.stderr and "decayed" in answer.stderr
    # From the epoch until it touches the ground, and never up again.
    assert len(json.loads(answer.stdout)) == 51


def test_a_bad_set_costs_only_itself(tmp_path):
    (tmp_path / "a.tle").write_text(SET)
    (tmp_path / "b.txt").write_text(SET.replace("62.2964", "62.2965"))
    (tmp_path / "notes.md").write_text("not looked at")
    answer = track("--elements", tmp_path, "--at", NOON, "--format", "json")
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1 and f"{tmp_path / 'b.txt'}:3: " in answer.stderr
    assert json.loads(answer.stdout)["element_set_epoch"] == "2018-02-01T22:18:16.430Z"


def test_a_full_disk_is_status_3():
    with open("/dev/full", "w") as full:
        answer = track("--at", NOON, out=full)
    assert answer.returncode == 3
    assert answer.stderr.startswith("cupola: write standard output: ")


def test_a_set_more_than_three_days_away_is_warned_about(tmp_path):
    file = tmp_path / "sets.tle"
    file.write_text(SET)
    near = track("--elements", file, "--at", "2018-02-04T22:00:00Z")
    far = track("--elements", file, "--at", "2018-02-04T23:00:00Z")
    assert near.returncode == far.returncode == 0
    assert near.stderr == ""
    assert "warning: the nearest element set is 3.0 days from 2018-02-04T23:00:00.000Z" in far.stderr


def test_one_moment_as_json_is_an_object_with_the_fields_of_the_contract():
    row = json.loads(track("--at", NOON, "--format", "json").stdout)
    assert row["utc"] == "2018-02-01T12:00:00.000Z"
    assert row["element_set_epoch"] == "2018-02-01T22:18:16.430Z"
    assert row["age_days"] == pytest.approx(-0.4294, abs=1e-4)
    assert 1 < row["uncertainty_km"] < 3
    assert 395 < row["altitude_km"] < 430
    assert row["speed_km_s"] == pytest.approx(7.66, abs=0.02)
    assert isinstance(row["sunlit"], bool)
    assert row["below"]
    assert abs(row["latitude_deg"]) < 52 and abs(row["longitude_deg"]) <= 180


def test_a_track_is_the_same_in_json_and_csv():
    rows = json.loads(track(*HOUR_AND_A_HALF, "--format", "json").stdout)
    lines = list(csv.DictReader(io.StringIO(track(*HOUR_AND_A_HALF, "--format", "csv").stdout)))
    assert len(rows) == len(lines) == 91
    assert {row["sunlit"] for row in rows} == {True, False}
    for row, line in zip(rows, lines):
        assert list(row) == list(line)
        assert float(line["latitude_deg"]) == row["latitude_deg"]
        assert float(line["longitude_deg"]) == row["longitude_deg"]
        assert line["utc"] == row["utc"] and line["below"] == row["below"]
        assert line["sunlit"] == str(row["sunlit"]).lower()


def test_a_track_of_one_moment_is_still_an_array():
    assert len(json.loads(track("--from", NOON, "--to", NOON, "--format", "json").stdout)) == 1


def assert_split_at_date_line(pieces):
    """Each piece is a line, none jumps across the map, and where one ends the next begins on the other side."""
    assert len(pieces) >= 2
    for piece in pieces:
        assert len(piece) >= 2
        assert all(abs(a[0] - b[0]) < 180 for a, b in zip(piece, piece[1:]))
    for piece, following in zip(pieces, pieces[1:]):
        assert piece[-1][0] == -following[0][0] == 180
        assert piece[-1][1] == pytest.approx(following[0][1], abs=1e-6)


def test_geojson_and_kml_are_split_at_the_date_line():
    collection = json.loads(track(*HOUR_AND_A_HALF, "--format", "geojson").stdout)
    (feature,) = collection["features"]
    assert feature["geometry"]["type"] == "MultiLineString"
    assert_split_at_date_line(feature["geometry"]["coordinates"])
    document = xml.etree.ElementTree.fromstring(track(*HOUR_AND_A_HALF, "--format", "kml").stdout)
    lines = [
        [tuple(map(float, point.split(","))) for point in element.text.split()]
        for element in document.iter("{http://www.opengis.net/kml/2.2}coordinates")
    ]
    assert_split_at_date_line(lines)
    track_of_moments = document.find(".//{http://www.google.com/kml/ext/2.2}Track")
    assert len(track_of_moments.findall("{http://www.opengis.net/kml/2.2}when")) == 91
    assert len(track_of_moments.findall("{http://www.google.com/kml/ext/2.2}coord")) == 91
    assert all(395_000 < point[2] < 430_000 for line in lines for point in line)


def test_one_moment_is_a_point_on_the_map():
    (feature,) = json.loads(track("--at", NOON, "--format", "geojson").stdout)["features"]
    assert feature["geometry"]["type"] == "Point"
    assert "<Point>" in track("--at", NOON, "--format", "kml").stdout


def test_czml_is_a_document_and_a_flight_that_cesium_can_play():
    document, flight = json.loads(track(*HOUR_AND_A_HALF, "--format", "czml").stdout)
    assert document["id"] == "document" and document["version"] == "1.0"
    assert document["clock"]["interval"] == flight["availability"] == "2018-02-01T09:00:00.000Z/2018-02-01T10:30:00.000Z"
    position = flight["position"]
    numbers = position["cartographicDegrees"]
    assert position["epoch"] == "2018-02-01T09:00:00.000Z" and len(numbers) == 4 * 91
    assert numbers[0::4] == [60 * i for i in range(91)]
    assert all(abs(longitude) <= 180 for longitude in numbers[1::4])
    assert all(abs(latitude) < 52 for latitude in numbers[2::4])
    assert all(395_000 < height < 430_000 for height in numbers[3::4])
    _, still = json.loads(track("--at", NOON, "--format", "czml").stdout)
    assert len(still["position"]["cartographicDegrees"]) == 3 and "availability" not in still


OMM = """OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,NORAD_CAT_ID,BSTAR
ISS (ZARYA),1998-067A,2018-02-01T22:18:16.430976,15.54039537,.0003094,51.6438,332.9972,62.2964,46.0975,25544,.52197E-4
"""


def test_an_omm_gives_the_same_as_the_tle(tmp_path):
    (tmp_path / "iss.csv").write_text(OMM)
    (tmp_path / "iss.tle").write_text(SET)
    answers = [track("--elements", tmp_path / name, "--at", NOON, "--format", "json") for name in ("iss.csv", "iss.tle")]
    assert all(answer.returncode == 0 and answer.stderr == "" for answer in answers)
    assert answers[0].stdout == answers[1].stdout
    assert track("--elements", tmp_path, "--at", NOON).returncode == 0


def test_a_ut1_table_moves_the_place_and_a_bad_one_is_refused(tmp_path):
    table = tmp_path / "ut1.txt"
    table.write_text("2018-02-01 0.9\n2018-02-02 0.9\n")
    plain = json.loads(track("--at", NOON, "--format", "json").stdout)
    turned = json.loads(track("--at", NOON, "--format", "json", "--ut1", table).stdout)
    assert plain["longitude_deg"] - turned["longitude_deg"] == pytest.approx(0.9 * 360.9856 / 86400, abs=1e-5)
    assert "the UT1 table holds 2018-02-01 to 2018-02-02" in track("--at", "2018-03-01T00:00:00Z", "--ut1", table).stderr
    table.write_text("2018-02-01\n")
    assert f"--ut1: {table}:1: " in refused(2, "--at", NOON, "--ut1", table)


def test_the_table_can_be_read():
    lines = track(*HOUR_AND_A_HALF).stdout.splitlines()
    assert lines[1].split() == ["time", "(UTC)", "latitude", "longitude", "height", "speed", "light", "above"]
    assert len(lines) == 2 + 91 + 1
    assert lines[-1].startswith("Worked out from the element set of 2018-02-01 22:18:16.430 UTC, 0.6 days later")
    assert len({line.index("km  ") for line in lines[2:-1]}) == 1


def test_without_a_time_it_is_now():
    answer = track()
    assert answer.returncode == 0
    assert answer.stdout.startswith("ISS (ZARYA) at 20")


def test_the_satellite_is_chosen_by_name_or_number(tmp_path):
    other = "1 88888U          80275.98708465  .00073094  13844-3  66816-4 0    87\n"
    other += "2 88888  72.8435 115.9689 0086731  52.6988 110.5714 16.05824518  1058\n"
    file = tmp_path / "sets.tle"
    file.write_text(SET + other)
    assert track("--elements", file, "--at", NOON).stdout.startswith("ISS (ZARYA) at")
    assert track("--elements", file, "--at", NOON, "--satellite", "ISS (ZARYA)").stdout.startswith("ISS (ZARYA) at")
    at_its_epoch = ("--at", "1980-10-02T00:00:00Z", "--satellite", "88888")
    assert track("--elements", file, *at_its_epoch).stdout.startswith("satellite 88888 at")
    file.write_text(other + SET.replace("25544", "25545").replace("9991", "9992").replace("97480", "97481"))
    assert "2 satellites to choose from" in refused(2, "--elements", file, "--at", NOON)
