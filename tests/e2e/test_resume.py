"""kill -9 during the flight, again and again: no entry lost, none flown twice."""
import json
import random
import subprocess
import time

from conftest import CUPOLA

PROGRAM = """from sense_hat import SenseHat
import time
hat = SenseHat()
hat.clear({red}, 100, 0)
time.sleep(3)
"""
COUNT = 40


def journal(log):
    lines = (log / "journal.jsonl").read_bytes().split(b"\n")
    records = []
    for line in lines:
        try:
            records.append(json.loads(line))
        except ValueError:
            pass  # the torn tail of a killed writer
    return records


def make_bundle(cupola, folder):
    programs = folder / "programs"
    programs.mkdir()
    for k in range(COUNT):
        (programs / f"team{k:02}.py").write_text(PROGRAM.format(red=k))
    assert cupola("intake", folder / "mission", "--programs", programs).returncode == 0
    bundle = folder / "bundle.zip"
    packed = cupola("pack", folder / "mission", "-o", bundle, "--all")
    assert packed.returncode == 0, packed.stderr
    return bundle


def ends_in(log):
    return sum(r["type"] == "END" for r in journal(log)) if (log / "journal.jsonl").exists() else 0


def kill_after(flight, log, ends, delay_s):
    """kill -9 once the journal holds so many ENDs: by progress, not by the clock, so that no machine is too fast."""
    deadline = time.monotonic() + 120
    while flight.poll() is None and ends_in(log) < ends:
        assert time.monotonic() < deadline, f"no {ends} ends in two minutes"
        time.sleep(0.002)
    time.sleep(delay_s)
    killed = flight.poll() is None
    flight.kill()
    flight.wait()
    return killed


def test_killed_again_and_again(cupola, tmp_path):
    bundle = make_bundle(cupola, tmp_path)
    log = tmp_path / "log"
    dice = random.Random(2018)
    kills = 0

    def fly():
        start = ["--start", "2018-02-01T09:00:00Z"] if not (log / "journal.jsonl").exists() else []
        return subprocess.Popen([CUPOLA, "fly", bundle, "--log", log, "--clock", "virtual", *start],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    for _ in range(8):
        kills += kill_after(fly(), log, ends_in(log) + dice.randint(0, 3), dice.uniform(0, 0.03))
    assert kills >= 6, "the flight was over before it could be killed often enough"
    last = fly()
    _, said = last.communicate(timeout=120)
    assert last.returncode == 0, said
    ends = [r for r in journal(log) if r["type"] == "END"]
    finished = [r["entry"] for r in ends if r["verdict"] == "finished"]
    assert len(finished) == COUNT
    assert len(set(finished)) == COUNT
    starts = [r["start_utc"] for r in ends]
    assert starts == sorted(starts)
    status = json.loads(cupola("status", log, "--json").stdout)
    assert (status["entries"], status["flown"], status["remaining"]) == (COUNT, COUNT, 0)


def test_a_second_flight_on_the_same_log_is_refused_while_one_runs(cupola, tmp_path):
    bundle = make_bundle(cupola, tmp_path)
    log = tmp_path / "log"
    flight = subprocess.Popen([CUPOLA, "fly", bundle, "--log", log], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 20
        while not (log / "journal.jsonl").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        second = cupola("fly", bundle, "--log", log)
        assert second.returncode == 3
        assert str(log) in second.stderr
        assert len(second.stderr.strip().splitlines()) == 1
    finally:
        flight.kill()
        flight.wait()
