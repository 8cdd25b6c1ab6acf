"""`cupola certify` as operators give it its options, on a mission that was really flown."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

CUPOLA = os.environ["CUPOLA"]
PROGRAM = "from sense_hat import SenseHat\nSenseHat().clear(255, 0, 0)\n"
DEGREES_PER_SECOND = 360.9856 / 86400  # of UT1: so fast the Earth turns


def cupola(*arguments, status=0):
    done = subprocess.run([CUPOLA, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    assert done.returncode == status, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def flown(tmp_path_factory):
    """A mission of one entry with keys that are trusted, and its log."""
    desk = tmp_path_factory.mktemp("flown")
    (desk / "programs").mkdir()
    (desk / "programs" / "a.py").write_text(PROGRAM)
    (desk / "form.csv").write_text("id,program,team\na,a.py,Alpha\n")
    cupola("intake", desk / "mission", "--csv", desk / "form.csv", "--programs", desk / "programs", "--name", "Zero")
    cupola("seal", "init", desk / "mission")
    cupola("pack", desk / "mission", "-o", desk / "bundle.zip", "--all")
    cupola("fly", desk / "bundle.zip", "--log", desk / "log", "--clock", "virtual", "--start", "2018-02-01T09:00:00Z")
    return desk


@pytest.fixture
def desk(flown, tmp_path):
    """A copy that a test may change."""
    # A flight's socket is no file to copy.
    return Path(shutil.copytree(flown, tmp_path / "desk", ignore=shutil.ignore_patterns("control")))


def certify(desk, *options, status=0):
    return cupola("certify", desk / "mission", "--log", desk / "log", *options, status=status)


def sealed_place(desk, folder):
    """Degrees north and east, as the seal on the page has them (to 0.0001)."""
    answer = cupola("verify", folder / "a.pdf", "--key", desk / "mission" / "keys" / "seal.pub", "--json")
    told = json.loads(answer.stdout)
    return told["latitude_deg"], told["longitude_deg"]


def test_a_ut1_table_moves_the_certificate_by_as_much_as_the_earth_turned(desk):
    table = desk / "ut1.txt"
    table.write_text("2018-02-01 0.8\n2018-02-02 0.8\n")
    certify(desk, "-o", desk / "plain")
    assert certify(desk, "-o", desk / "turned", "--ut1", table).stderr == ""
    plain, turned = sealed_place(desk, desk / "plain"), sealed_place(desk, desk / "turned")
    assert plain[1] - turned[1] == pytest.approx(0.8 * DEGREES_PER_SECOND, abs=1.1e-4)
    assert plain[0] == turned[0]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2018-02-01\n", ":1: "),
        ("2018-02-01 0.1\n2018-02-02 many\n", ":2: "),
        ("", ":1: "),
        ("\0\1\2 nothing of a table\n", ":1: "),
    ],
)
def test_a_bad_ut1_table_is_one_line_and_makes_nothing(desk, text, part):
    table = desk / "ut1.txt"
    table.write_text(text)
    refused = certify(desk, "-o", desk / "out", "--ut1", table, status=2)
    assert refused.stdout == "" and refused.stderr.count("\n") == 1
    assert f"--ut1: {table}{part}" in refused.stderr
    assert not (desk / "out").exists()


def test_a_ut1_table_that_is_not_there_is_named(desk):
    refused = certify(desk, "-o", desk / "out", "--ut1", desk / "none.txt", status=2)
    assert str(desk / "none.txt") in refused.stderr
    assert not (desk / "out").exists()


def test_a_ut1_table_of_other_days_is_said(desk):
    table = desk / "ut1.txt"
    table.write_text("2022-01-01 0.8\n2022-01-02 0.8\n")
    answer = certify(desk, "-o", desk / "out", "--ut1", table)
    assert answer.stderr == (
        "cupola: warning: the UT1 table holds 2022-01-01 to 2022-01-02 and not the time of 1 run; "
        "UT1 = UTC is taken there (up to 417 m)\n"
    )
