"""`cupola certify` as operators give it its options, on a mission that was really flown."""

import email
import email.policy
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
    """A mission with keys and its log: a flew, b stopped with an error; both of one mentor."""
    desk = tmp_path_factory.mktemp("flown")
    (desk / "programs").mkdir()
    (desk / "programs" / "a.py").write_text(PROGRAM)
    (desk / "programs" / "b.py").write_text("raise ValueError\n")
    (desk / "form.csv").write_text("id,program,team,mentor,email\na,a.py,Alpha,M,m@y.example\nb,b.py,Beta,M,m@y.example\n")
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


def packed(desk):
    """The class pack of both."""
    certify(desk, "--participation", "--packs")
    return desk / "mission" / "certificates" / "packs" / "a.pdf"


def test_every_page_of_a_pack_is_verified_and_the_sum_told(desk):
    pack, key = packed(desk), desk / "mission" / "keys" / "seal.pub"
    told = cupola("verify", pack, "--key", key, status=1).stdout
    assert "1 of 2: GENUINE\n  entry a of mission" in told
    assert "2 of 2: NO SEAL" in told and "one of participation has no seal" in told
    assert told.endswith("2 in it: 1 genuine, 1 no seal\n")
    answer = json.loads(cupola("verify", pack, "--key", key, "--json", status=1).stdout)
    assert [page["genuine"] for page in answer["pages"]] == [True, False] and answer["genuine"] is False
    certify(desk, "--packs")
    assert json.loads(cupola("verify", pack, "--key", key, "--json").stdout)["entry"] == "a"


def mail(desk):
    """The bodies of the mails that would go out."""
    done = cupola("mail", desk / "mission", "--from", "Team <team@example.org>")
    assert done.stderr == ""
    mails = sorted((desk / "mission" / "outbox").glob("*.eml"))
    bodies = [email.message_from_bytes(each.read_bytes(), policy=email.policy.default).get_body() for each in mails]
    return [body.get_content().replace("\r\n", "\n") for body in bodies]


def test_one_of_participation_is_mailed_though_it_has_no_seal_and_says_what_to_change(desk):
    packed(desk)
    (body,) = mail(desk)
    assert "  Alpha (a.pdf)\n  Beta (b.pdf)\n" in body
    assert cupola("check", desk / "mission", status=1)
    refusals = [finding["text"] for line in (desk / "mission" / "checks.jsonl").read_text().splitlines()
                for finding in json.loads(line)["findings"] if finding["severity"] == "refuse"]  # fmt: skip
    assert refusals
    (body,) = mail(desk)
    assert f"  Alpha (a.pdf)\n  Beta (b.pdf)\n      – {refusals[0]}\n" in body
