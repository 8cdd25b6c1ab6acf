"""Every bad input of the road: one clear line, the right exit status, nothing half-written."""
import json
import os
import subprocess

import pytest

from conftest import ROOT

GOOD = "from sense_hat import SenseHat\nSenseHat().clear(255, 0, 0)\n"
HEADER = "id,program,team\n"


@pytest.fixture
def programs(tmp_path):
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "good.py").write_text(GOOD)
    return folder


def intake(cupola, tmp_path, programs, table):
    csv = tmp_path / "entries.csv"
    csv.write_bytes(table if isinstance(table, bytes) else table.encode())
    return cupola("intake", tmp_path / "mission", "--csv", csv, "--programs", programs)


def taken(tmp_path):
    listing = tmp_path / "mission/entries.jsonl"
    return [json.loads(line)["id"] for line in listing.read_text().splitlines()] if listing.exists() else []


@pytest.mark.parametrize("row, words", [
    ("2,missing.py,Team", ["missing.py"]),
    ("1,good.py,Again", ["id", "1"]),
    ("2,folder.py,Team", ["folder.py"]),
    ("2,large.py,Team", ["large.py"]),
    ("a b,good.py,Team", ["id", "a b"]),
])
def test_one_bad_row_is_one_line_and_the_others_are_taken(cupola, tmp_path, programs, row, words):
    (programs / "folder.py").mkdir()
    (programs / "large.py").write_bytes(b"#" * 5_000_000)
    done = intake(cupola, tmp_path, programs, HEADER + "1,good.py,First\n" + row + "\n3,good.py,Third\n")
    assert done.returncode == 1, done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert "entries.csv:3" in lines[0]
    for word in words:
        assert word in lines[0]
    assert taken(tmp_path) == ["1", "3"]
    assert sorted(p.name for p in (tmp_path / "mission/programs").iterdir()) == ["1.py", "3.py"]


@pytest.mark.parametrize("table, words", [
    ("", ["entries.csv"]),
    ("id,program,teem\n1,good.py,x\n", ["teem"]),
    ("id,team\n1,x\n", ["program"]),
    (b"id,program,team\n1,good.py,caf\xe9\n", ["UTF-8"]),
])
def test_a_table_that_cannot_be_read_is_refused_whole(cupola, tmp_path, programs, table, words):
    done = intake(cupola, tmp_path, programs, table)
    assert done.returncode in (1, 2)
    assert len(done.stderr.strip().splitlines()) == 1
    for word in words:
        assert word in done.stderr
    assert taken(tmp_path) == []


LINE1 = "1 25544U 98067A   18032.92935684  .00002966  00000-0  52197-4 0  9991"
LINE2 = "2 25544  51.6438 332.9972 0003094  62.2964  46.0975 15.54039537 97480"


@pytest.mark.parametrize("text, words", [
    (f"{LINE1[:-1]}2\n{LINE2}\n", ["checksum"]),
    (f"{LINE1[:40]}\n{LINE2}\n", ["69"]),
    (f"{LINE1} {LINE2}\n", ["line 1"]),
    ("", ["element set"]),
])
def test_a_bad_element_set_is_named_with_its_line(cupola, tmp_path, text, words):
    elements = tmp_path / "iss.tle"
    elements.write_text(text)
    done = cupola("track", "--elements", elements, "--at", "2018-02-01T12:00:00Z")
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert "iss.tle" in done.stderr
    for word in words:
        assert word in done.stderr.lower()


@pytest.fixture
def bundle(cupola, tmp_path, programs):
    assert cupola("intake", tmp_path / "mission", "--programs", programs).returncode == 0
    packed = cupola("pack", tmp_path / "mission", "-o", tmp_path / "bundle.zip")
    assert packed.returncode == 0, packed.stderr
    return tmp_path / "bundle.zip"


def test_a_log_folder_that_cannot_be_written_is_named(cupola, tmp_path, bundle):
    (tmp_path / "file").write_text("in the way")
    done = cupola("fly", bundle, "--log", tmp_path / "file/log", "--clock", "virtual")
    assert done.returncode == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert "/file: Not a directory" in done.stderr
    assert "could not begin" in done.stderr and "stopped" not in done.stderr


def test_a_bundle_or_a_key_that_is_not_there_is_named_before_anything_begins(cupola, tmp_path, bundle):
    for arguments in (["nowhere.zip"], [bundle, "--key", "nowhere.pub"]):
        done = cupola("fly", *arguments, "--log", tmp_path / "log", cwd=tmp_path)
        assert done.returncode == 3
        assert "could not begin: read nowhere" in done.stderr and len(done.stderr.splitlines()) == 1
        assert not (tmp_path / "log").exists()


def test_a_run_without_a_film_is_named_with_what_to_ask(cupola, tmp_path, bundle):
    log = tmp_path / "log"
    assert cupola("fly", bundle, "--log", log, "--clock", "virtual").returncode == 0
    done = cupola("film", log, "99")
    assert done.returncode == 1
    assert f'{log}: "99" has no run in this log; cupola status {log} --list finished' in done.stderr


def test_a_bundle_in_which_a_byte_differs_is_refused(cupola, tmp_path, bundle):
    content = bytearray(bundle.read_bytes())
    content[len(content) // 3] ^= 0x20
    bundle.write_bytes(content)
    done = cupola("fly", bundle, "--log", tmp_path / "log", "--clock", "virtual")
    assert done.returncode in (1, 2)
    assert "bundle.zip" in done.stderr
    assert not (tmp_path / "log/journal.jsonl").exists()


def test_a_program_that_leaves_its_board_shows_nothing_and_is_refused(cupola, tmp_path):
    program = tmp_path / "private.py"
    program.write_text("import os\nos.environ['SENSE_HAT_BACKEND'] = 'memory'\n" + GOOD +
                       "assert SenseHat().get_pixel(0, 0) is not None\n")
    report = json.loads(cupola("run", program, "--json").stdout)
    assert report["verdict"] == "finished"
    assert (report["frames"], report["pictures"], report["claims"]["leds_used"]) == (0, 0, False)
    checked = cupola("check", program)
    assert checked.returncode == 1 and "lights no LED" in checked.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small tmpfs needs root")
def test_a_full_disk_stops_the_flight_clearly_and_it_can_be_resumed(cupola, tmp_path, programs):
    for k in range(12):
        (programs / f"noisy{k:02}.py").write_text(GOOD + "print('x' * 60000)\n")
    cupola("intake", tmp_path / "mission", "--programs", programs)
    bundle = tmp_path / "bundle.zip"
    assert cupola("pack", tmp_path / "mission", "-o", bundle).returncode == 0
    small = tmp_path / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", small], check=True)
    try:
        done = cupola("fly", bundle, "--log", small / "log", "--clock", "virtual", "--start", "2018-02-01T09:00:00Z")
        assert done.returncode == 3
        assert len(done.stderr.strip().splitlines()) == 1
        assert "No space left on device" in done.stderr
        subprocess.run(["mount", "-o", "remount,size=4m", small], check=True)
        again = cupola("fly", bundle, "--log", small / "log", "--clock", "virtual")
        assert again.returncode == 0, again.stderr
        status = json.loads(cupola("status", small / "log", "--json").stdout)
        assert status["flown"] == status["entries"] == 13
    finally:
        subprocess.run(["umount", small], check=True)


def test_wrong_usage_is_status_2(cupola):
    for arguments in ([], ["nonsense"], ["run"], ["fly"], ["track", "--format", "poem"]):
        assert cupola(*arguments).returncode == 2


@pytest.mark.parametrize("command", ["run", "intake", "check", "pack", "fly", "status", "certify", "track"])
def test_every_command_explains_itself(cupola, command):
    done = cupola(command, "--help")
    assert done.returncode == 0
    assert "--help" in done.stdout


def test_the_readme_has_the_two_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "./dev demo" in readme and "./dev test" in readme
