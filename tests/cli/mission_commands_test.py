"""The commands of a mission, driven as an operator drives them: bad input gets one line and the right exit status."""

import json
import os
import signal
import subprocess
import time

import pytest

CUPOLA = os.environ["CUPOLA"]


def cupola(*arguments):
    return subprocess.run([CUPOLA, *map(str, arguments)], capture_output=True, text=True, timeout=60)


def one_line(result):
    """The one line that a refusal is."""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


@pytest.fixture
def desk(tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    lit = "from sense_hat import SenseHat\nSenseHat().clear(255, 0, 0)\n"
    (programs / "a.py").write_text(lit + "print('a')\n")
    (programs / "b.py").write_text(lit + "print('b')\n")
    (programs / "dark.py").write_text("print('no LED')\n")
    return tmp_path


def take(desk, form, *options):
    (desk / "form.csv").write_bytes(form if isinstance(form, bytes) else form.encode())
    return cupola("intake", desk / "mission", "--csv", desk / "form.csv", "--programs", desk / "programs", *options)


@pytest.mark.parametrize("form, said", [
    ("", "form.csv:1: file: is empty"),
    ("program,team\n", "form.csv:1: file: has a header but no rows"),
    ("program,shoe\na.py,40\n", 'form.csv:1: "shoe": unknown column'),
    ("program,team\nnone.py,Alpha\n", 'form.csv:2: program: "none.py" is not in'),
    ("program,team\nfolder.py,Alpha\n", 'form.csv:2: program: "folder.py" is a folder'),
    ("program,team\nbig.py,Alpha\n", 'form.csv:2: program: "big.py" has 5000000 bytes'),
    (b"program,team\na.py,Ren\xe9\n", "form.csv:2: file: byte 9 of this line is not UTF-8"),
    ("program,team\na.py,B\x07ell\n", "form.csv:2: team: holds a control character"),
])
def test_a_form_with_nothing_right_makes_no_mission(desk, form, said):
    (desk / "programs" / "folder.py").mkdir()
    (desk / "programs" / "big.py").write_bytes(b"#" * 5_000_000)
    result = take(desk, form)
    assert result.returncode == 1
    assert said in one_line(result)
    assert not (desk / "mission").exists()


def test_the_rest_of_a_form_goes_on(desk):
    result = take(desk, "id,program\nx,a.py\nx,b.py\ny,none.py\nz,b.py\n", "--json")
    assert result.returncode == 1
    report = json.loads(result.stdout)
    assert report["entries"] == 2
    assert [problem.split(": ")[1] for problem in report["problems"]] == ["id", "program"]
    ids = [json.loads(line)["id"] for line in (desk / "mission" / "entries.jsonl").read_text().splitlines()]
    assert ids == ["x", "z"]


def test_wrong_usage_is_two(desk):
    assert cupola("intake", desk / "mission").returncode == 2
    assert take(desk, "program\na.py\n", "--rules", "no-such-season").returncode == 2
    assert cupola("fly", desk / "x.bundle").returncode == 2
    assert cupola("fly", desk / "x.bundle", "--log", desk / "log", "--limit", "0").returncode == 2
    assert cupola("status").returncode == 2


def test_what_is_not_there_is_one_line(desk):
    for arguments in (["pack", desk / "none", "-o", desk / "x"], ["status", desk],
                      ["intake", desk / "mission", "--programs", desk / "none"]):
        result = cupola(*arguments)
        assert result.returncode == 1
        one_line(result)


def packed(desk, *options):
    assert take(desk, "program,id,team\na.py,a,Alpha\nb.py,b,Beta\ndark.py,d,Delta\n").returncode == 0
    result = cupola("pack", desk / "mission", "-o", desk / "x.bundle", "--json", *options)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_a_damaged_bundle_is_not_flown(desk):
    packed(desk, "--all")
    content = bytearray((desk / "x.bundle").read_bytes())
    content[100] ^= 1
    (desk / "x.bundle").write_bytes(content)
    result = cupola("fly", desk / "x.bundle", "--log", desk / "log", "--clock", "virtual")
    assert result.returncode == 1
    assert "x.bundle: is not what was packed" in one_line(result)
    assert not (desk / "log").exists()


def test_a_log_that_cannot_be_made_is_three(desk):
    packed(desk, "--all")
    (desk / "file").write_text("in the way")
    result = cupola("fly", desk / "x.bundle", "--log", desk / "file" / "log", "--clock", "virtual")
    assert result.returncode == 3
    assert f"make the folder {desk}/file: Not a directory" in one_line(result)


def test_packing_runs_missing_checks_and_leaves_refused_entries_out(desk):
    report = packed(desk)
    assert report["packed"] == 2
    assert [each["entry"] for each in report["left_out"]] == ["d"]
    assert report["left_out"][0]["reason"]
    again = packed(desk, "--all")
    assert again["packed"] == 3 and again["without_flight_status"] == 1


def test_a_mission_flies_once(desk):
    packed(desk, "--all")
    start = ["--start", "2018-02-01T09:00:00Z"]
    fly = ["fly", desk / "x.bundle", "--log", desk / "log", "--clock", "virtual"]
    first = cupola(*fly, *start, "--json")
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["verdicts"] == {"finished": 3}
    journal = (desk / "log" / "journal.jsonl").read_bytes()
    assert b"Alpha" not in journal
    assert cupola(*fly).returncode == 0
    assert (desk / "log" / "journal.jsonl").read_bytes() == journal
    assert cupola(*fly, *start).returncode == 2
    status = json.loads(cupola("status", desk / "log", "--json").stdout)
    assert status["entries"] == status["flown"] == 3
    assert status["running"] is None and status["remaining"] == 0
    assert status["started_utc"] == "2018-02-01T09:00:00.000Z"
    assert (desk / "log" / "output" / "a.1.out").read_text() == "a\n"
    assert (desk / "log" / "films" / "b.1.film").exists()


def wait_for(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("how, status", [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 1)])
def test_killed_or_stopped_while_a_program_flies_nothing_is_lost_or_flown_twice(desk, how, status):
    (desk / "programs" / "dark.py").write_text("import time\nprint('up', flush=True)\ntime.sleep(0.5)\n")
    packed(desk, "--all")
    command = [CUPOLA, "fly", desk / "x.bundle", "--log", desk / "log"]
    flight = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    journal = desk / "log" / "journal.jsonl"
    wait_for(lambda: journal.exists() and b'"type":"INTENT","entry":"b"' in journal.read_bytes())
    flight.send_signal(how)
    assert flight.wait(30) == status
    wait_for(lambda: cupola(*command[1:]).returncode == 0)
    records = [json.loads(line) for line in journal.read_text().splitlines()]
    ends = [record["entry"] for record in records if record["type"] == "END"]
    assert sorted(ends) == ["a", "b", "d"]
    assert sum(record["type"] == "HEADER" for record in records) == 2
