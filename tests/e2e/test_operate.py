"""What an operator does with a flight, from the command line alone."""
import json
import os
import shutil
import signal
import socket
import subprocess
import time

import pytest

from conftest import CUPOLA, ROOT

LIGHT = "from sense_hat import SenseHat\nSenseHat().clear({red}, 100, 0)\n"


@pytest.fixture
def bundle(cupola, tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    for number in range(25):
        (programs / f"team{number:02}.py").write_text(LIGHT.format(red=number))
    assert cupola("intake", tmp_path / "mission", "--programs", programs).returncode == 0
    packed = cupola("pack", tmp_path / "mission", "-o", tmp_path / "bundle", "--all")
    assert packed.returncode == 0, packed.stderr
    return tmp_path / "bundle"


def test_rehearsal(cupola, bundle, tmp_path):
    log = tmp_path / "rehearsal"
    rehearsed = cupola("fly", bundle, "--log", log, "--rehearse", "--limit", "3")
    assert rehearsed.returncode == 0, rehearsed.stdout + rehearsed.stderr
    assert rehearsed.stderr == ""
    for probe in ("network", "files", "devices", "processes", "endless", "memory", "finds"):
        assert any(line.startswith(probe + " ") for line in rehearsed.stdout.splitlines()), rehearsed.stdout
    records = [json.loads(line) for line in (log / "journal.jsonl").read_text().splitlines()]
    flown = [each["entry"] for each in records if each["type"] == "END" and not each["entry"].startswith("probe-")]
    assert flown == [str(number) for number in (*range(1, 11), *range(16, 26))]

    # The rehearsal's log is not the flight's.
    mistaken = cupola("fly", bundle, "--log", log)
    assert mistaken.returncode == 2
    assert "another bundle" in mistaken.stderr and len(mistaken.stderr.splitlines()) == 1


LAB = """import os, pathlib
here = pathlib.Path(__file__).parent.resolve()
(here / "result.txt").write_text("7.66")
os.symlink("/etc/passwd", here / "stolen")
os.link(here / "result.txt", here / "twice")
(here / "two words").write_text("x")
(here / "deep").mkdir()
try:
    with open(here / "huge.bin", "wb", 0) as big:
        for each in range(251):
            big.write(bytes(1000000))
except OSError as error:
    print(error.errno)
try:
    for number in range(1000000):
        open(here / f"zz{number}", "w").close()
except OSError as error:
    print(error.errno)
"""


def test_mission_space_lab(cupola, tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "hostile.py").write_text(LAB)
    (programs / "speed.py").write_text('open("result.txt", "w").write("7.6612")\n')
    mission = tmp_path / "mission"
    assert cupola("intake", mission, "--programs", programs, "--rules", "mission-space-lab").returncode == 0
    limits = json.loads((mission / "mission.json").read_text())["limits"]
    assert limits["wall_s"] == 600 and limits["results_bytes"] == 250_000_000
    packed = cupola("pack", mission, "-o", tmp_path / "bundle", "--all")
    assert packed.returncode == 0, packed.stderr
    flown = cupola("fly", tmp_path / "bundle", "--log", tmp_path / "log")
    assert flown.returncode == 0, flown.stdout + flown.stderr

    log = tmp_path / "log"
    assert (log / "output/1.1.out").read_text() == "28\n28\n"
    assert (log / "results/2.1/result.txt").read_text() == "7.6612"
    kept = sorted(path.name for path in (log / "results/1.1").iterdir())
    assert not {"stolen", "twice", "result.txt", "two words", "deep", "1.py"} & set(kept)
    assert len(kept) <= 1000
    told = (log / "output/1.1.results").read_text()
    for line in ("left out stolen: ", "left out twice: ", "left out two?words: ", "left out deep: "):
        assert line in told, told[-2000:]
    ends = [json.loads(line) for line in (log / "journal.jsonl").read_text().splitlines() if '"END"' in line]
    assert ends[1]["results"] == {"files": 1, "bytes": 6}
    assert ends[0]["results"]["files"] == len(kept)


def heard(listener, seconds):
    """What the service manager hears in that time."""
    messages = []
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        listener.settimeout(left)
        try:
            messages.append(listener.recv(4096).decode())
        except TimeoutError:
            break
    return messages


def test_watchdog_is_fed_by_the_loop_and_not_while_it_hangs(cupola, tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "long.py").write_text("import time\ntime.sleep(60)\n")
    assert cupola("intake", tmp_path / "mission", "--programs", programs).returncode == 0
    assert cupola("pack", tmp_path / "mission", "-o", tmp_path / "bundle", "--all").returncode == 0
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        environment = {**os.environ, "NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "1000000"}
        flight = subprocess.Popen([CUPOLA, "fly", tmp_path / "bundle", "--log", tmp_path / "log"], env=environment,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            messages = heard(listener, 5)
            assert messages[0].startswith("READY=1\n"), messages
            assert messages.count("WATCHDOG=1") >= 3, messages
            flight.send_signal(signal.SIGSTOP)
            heard(listener, 0.5)
            assert heard(listener, 2) == []
            flight.send_signal(signal.SIGCONT)
            assert "WATCHDOG=1" in heard(listener, 5)
        finally:
            flight.kill()
            flight.wait()


def test_the_bundle_carries_the_hours(cupola, bundle, tmp_path):
    path = tmp_path / "mission/mission.json"
    mission = json.loads(path.read_text())
    mission["hours"] = {"not_before": "2200-01-01T00:00:00Z"}
    path.write_text(json.dumps(mission))
    later = tmp_path / "later"
    assert cupola("pack", tmp_path / "mission", "-o", later, "--all").returncode == 0
    flight = subprocess.Popen([CUPOLA, "fly", later, "--log", tmp_path / "log"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        held = None
        while held is None and time.monotonic() < deadline:
            time.sleep(0.1)
            status = cupola("status", tmp_path / "log", "--json")
            held = json.loads(status.stdout)["held"] if status.returncode == 0 else None
        assert held == "not before 2200-01-01T00:00:00.000Z"
        # Whoever starts another one must not think that this one has stopped.
        second = cupola("fly", later, "--log", tmp_path / "log")
        assert second.returncode == 3
        assert "another flight is writing this log" in second.stderr and "stopped" not in second.stderr
        assert len(second.stderr.splitlines()) == 1
        assert cupola("stop", tmp_path / "log").returncode == 0
        assert flight.wait(60) == 1
    finally:
        flight.kill()
        flight.wait()


def test_the_unit_file_is_one(tmp_path):
    verifier = shutil.which("systemd-analyze")
    if not verifier:
        pytest.skip("no systemd-analyze here")
    unit = (ROOT / "packaging/cupola-flight.service").read_text().replace("/usr/bin/cupola", CUPOLA)
    (tmp_path / "cupola-flight.service").write_text(unit)
    verified = subprocess.run([verifier, "verify", tmp_path / "cupola-flight.service"],
                              capture_output=True, text=True, timeout=60)
    assert verified.returncode == 0 and verified.stderr == "", verified.stderr


def test_a_small_disk_stops_the_flight_and_more_room_lets_it_go_on(cupola, bundle, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1100k", "small", disk], capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        stopped = cupola("fly", bundle, "--log", disk / "log")
        assert stopped.returncode == 3, stopped.stdout + stopped.stderr
        assert "No space left on device" in stopped.stderr and "go on" in stopped.stderr
        before = json.loads(cupola("status", disk / "log", "--json").stdout)
        assert 0 < before["flown"] < 25 and before["damaged_lines"] == 0
        subprocess.run(["mount", "-o", "remount,size=8m", disk], check=True)
        flown = cupola("fly", bundle, "--log", disk / "log")
        assert flown.returncode == 0, flown.stdout + flown.stderr
        ends = [json.loads(line)["entry"] for line in (disk / "log/journal.jsonl").read_text().splitlines()
                if '"END"' in line]
        assert ends == [str(number + 1) for number in range(25)]
    finally:
        subprocess.run(["umount", "-l", disk], check=False)
