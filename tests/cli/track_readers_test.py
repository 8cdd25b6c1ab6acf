"""What `cupola track` exports, opened by what knows nothing of Cupola: xmllint; GDAL, through which QGIS reads; CZML's rules."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from czml_rules import check_czml
from track_support import track

NOON = ("--at", "2018-02-01T12:00:00Z")
# An orbit that crosses the date line.
ORBIT = ("--from", "2018-02-01T09:00:00Z", "--to", "2018-02-01T10:30:00Z", "--step", "60")
KML_SCHEMA = Path(__file__).with_name("track_kml.rng")


def need(program, package):
    if shutil.which(program) is None:
        text = f"no {program}; apt-get install {package}; what it would read is NOT tested"
        if os.environ.get("CUPOLA_ORACLES_MUST_WORK") == "1":
            pytest.fail(text)
        pytest.skip(text)


def ask(*command):
    """Its standard output; a complaint is a failure even where the status is 0."""
    done = subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0 and "ERROR" not in done.stderr and "Warning" not in done.stderr, done
    return done.stdout


def exported(folder, name, *times):
    """A file as a person would make one."""
    answer = track(*times, "--format", name)
    assert answer.returncode == 0, answer.stderr
    file = folder / f"track.{name}"
    file.write_text(answer.stdout, encoding="utf-8")
    return file


def rows(*times):
    found = json.loads(track(*times, "--format", "json").stdout)
    return found if isinstance(found, list) else [found]


def features(file, *options):
    """The features GDAL reads, as GeoJSON of its own making."""
    return json.loads(ask("ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=6", "/vsistdout/", file, *options))["features"]


def degrees(points):
    return [pytest.approx((row["longitude_deg"], row["latitude_deg"]), abs=2e-6) for row in points]


@pytest.mark.parametrize("times", [NOON, ORBIT], ids=["moment", "orbit"])
def test_kml_holds_to_the_standards_order(tmp_path, times):
    need("xmllint", "libxml2-utils")
    ask("xmllint", "--noout", "--nonet", "--relaxng", KML_SCHEMA, exported(tmp_path, "kml", *times))


def test_the_kml_schema_refuses_what_is_out_of_order(tmp_path):
    need("xmllint", "libxml2-utils")
    file = exported(tmp_path, "kml", *NOON)
    text = file.read_text(encoding="utf-8")
    style = "<styleUrl>#track</styleUrl>\n"
    file.write_text(text.replace(style, "").replace("<Placemark>\n", "<Placemark>\n" + style))
    done = subprocess.run(["xmllint", "--noout", "--relaxng", KML_SCHEMA, file], capture_output=True, timeout=60, check=False)
    assert done.returncode != 0


@pytest.mark.parametrize("name", ["geojson", "kml"])
def test_gdal_reads_an_orbit_as_lines_over_the_whole_map(tmp_path, name):
    need("ogrinfo", "gdal-bin")
    file = exported(tmp_path, name, *ORBIT)
    summary = ask("ogrinfo", "-ro", "-al", "-so", file)
    west, south, east, north = map(float, re.search(r"Extent: \((.*), (.*)\) - \((.*), (.*)\)", summary).groups())
    assert west == -180 and east == 180 and -52 < south < north < 52
    assert "WGS 84" in summary
    lines = [each["geometry"] for each in features(file) if each["geometry"]["type"] in ("MultiLineString", "GeometryCollection")]
    assert len(lines) == 1
    pieces = lines[0].get("coordinates") or [each["coordinates"] for each in lines[0]["geometries"]]
    points = [tuple(point[:2]) for piece in pieces for point in piece if abs(point[0]) != 180]
    assert points == degrees(rows(*ORBIT))


@pytest.mark.parametrize("name", ["geojson", "kml"])
def test_gdal_reads_a_moment_as_a_point_with_its_height(tmp_path, name):
    need("ogr2ogr", "gdal-bin")
    (point,) = features(exported(tmp_path, name, *NOON))
    (row,) = rows(*NOON)
    assert point["geometry"]["type"] == "Point"
    longitude, latitude, height = point["geometry"]["coordinates"]
    assert [(longitude, latitude)] == degrees([row])
    assert height == pytest.approx(row["altitude_km"] * 1000, abs=1)


def test_gdal_reads_csv_as_points_with_typed_columns(tmp_path):
    need("ogrinfo", "gdal-bin")
    file = exported(tmp_path, "csv", *ORBIT)
    columns = ("-oo", "X_POSSIBLE_NAMES=longitude_deg", "-oo", "Y_POSSIBLE_NAMES=latitude_deg", "-oo", "AUTODETECT_TYPE=YES")
    summary = ask("ogrinfo", "-ro", "-al", "-so", *columns, file)
    for column, kind in (("utc", "DateTime"), ("altitude_km", "Real"), ("speed_km_s", "Real"), ("below", "String"),
                         ("element_set_epoch", "DateTime"), ("age_days", "Real")):  # fmt: skip
        assert f"\n{column}: {kind}" in summary, summary
    points = features(file, *columns)
    assert [tuple(each["geometry"]["coordinates"]) for each in points] == degrees(rows(*ORBIT))
    assert [each["properties"]["below"] for each in points] == [row["below"] for row in rows(*ORBIT)]


@pytest.mark.parametrize("times", [NOON, ORBIT], ids=["moment", "orbit"])
def test_czml_holds_to_the_packet_rules(tmp_path, times):
    check_czml(json.loads(exported(tmp_path, "czml", *times).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "damage",
    [
        lambda document, flight: document.update(version="2.0"),
        lambda document, flight: document["clock"].update(currentTime="2018-02-01T12:00:00Z"),
        lambda document, flight: flight.update(id="document"),
        lambda document, flight: flight.update(availability="2018-02-01T09:00:00Z/2018-02-01T11:00:00Z"),
        lambda document, flight: flight["position"]["cartographicDegrees"].pop(),
        lambda document, flight: flight["position"]["cartographicDegrees"].__setitem__(4, 0),
        lambda document, flight: flight["position"].update(interpolationDegree=0),
        lambda document, flight: flight["point"]["color"]["rgba"].__setitem__(0, 256),
        lambda document, flight: flight.update(colour="red"),
    ],
)
def test_the_packet_rules_refuse(tmp_path, damage):
    packets = json.loads(exported(tmp_path, "czml", *ORBIT).read_text(encoding="utf-8"))
    damage(*packets)
    with pytest.raises(AssertionError):
        check_czml(packets)
