"""Inside a virtual machine: flies programs while the clock is set by an hour, forth and back, as a Pi without a battery
does. No limit may move, every step must be in the journal, and the times by the clock nobody sets must be right.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

CUPOLA = pathlib.Path(sys.argv[1]) / "cupola"
LIMIT_S = 6.0
HOUR = 3600.0
# What a program does, how far the clock is set one second after its start, and the verdict.
ENTRIES = [
    ("import time\ntime.sleep(600)\n", HOUR, "cut-at-limit"),
    ("import time\ntime.sleep(600)\n", -HOUR, "cut-at-limit"),
    ("import time\nbegin = time.monotonic()\nwhile time.monotonic() < begin + 3: pass\n", HOUR, "finished"),
    ("import time\nbegin = time.monotonic()\nwhile time.monotonic() < begin + 3: pass\n", -HOUR, "finished"),
    ("import time\ntime.sleep(600)\n", 0, "cut-at-limit"),
]


def run(*arguments):
    done = subprocess.run([CUPOLA, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def records(log):
    try:
        lines = (log / "journal.jsonl").read_text().splitlines()
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines if line.endswith("}")]


def wait_for(log, kind, entry, flight):
    while flight.poll() is None:
        if any(each["type"] == kind and each["entry"] == entry for each in records(log) if "entry" in each):
            return
        time.sleep(0.05)
    raise AssertionError(f"the flight ended before {kind} of {entry}")


def set_clock(by_s):
    before = time.clock_gettime(time.CLOCK_REALTIME)
    time.clock_settime(time.CLOCK_REALTIME, before + by_s)
    moved = time.clock_gettime(time.CLOCK_REALTIME) - before
    assert abs(moved - by_s) < 5, f"the clock moved by {moved} s"


def fly(folder):
    (folder / "programs").mkdir()
    for number, (program, _, _) in enumerate(ENTRIES):
        (folder / "programs" / f"e{number}.py").write_text(program)
    run("intake", folder / "mission", "--programs", folder / "programs")
    run("pack", folder / "mission", "-o", folder / "bundle", "--all")
    log = folder / "log"
    flight = subprocess.Popen([CUPOLA, "fly", folder / "bundle", "--log", log, "--limit", str(LIMIT_S)])
    for number, (_, by_s, _) in enumerate(ENTRIES):
        wait_for(log, "INTENT", str(number + 1), flight)
        time.sleep(1)
        if by_s:
            set_clock(by_s)
    assert flight.wait(120) == 0
    return records(log)


def check(journal):
    ends = [each for each in journal if each["type"] == "END"]
    for end, (_, by_s, verdict) in zip(ends, ENTRIES, strict=True):
        monotonic_s = (end["end_monotonic_ns"] - end["start_monotonic_ns"]) * 1e-9
        print(f"entry {end['entry']}: clock set by {by_s:+.0f} s, {end['verdict']} after {monotonic_s:.3f} s")
        assert end["verdict"] == verdict, end
        assert abs(end["duration_s"] - monotonic_s) < 0.01, end
        if verdict == "cut-at-limit":
            assert LIMIT_S <= monotonic_s < LIMIT_S + 1.5, end
    steps = [each["offset_s"] for each in journal if each["type"] == "STEP"]
    print("steps in the journal:", steps)
    wanted = [by_s for _, by_s, _ in ENTRIES if by_s]
    assert len(steps) == len(wanted), steps
    assert all(abs(step - by_s) < 5 for step, by_s in zip(steps, wanted, strict=True)), steps


def main():
    with tempfile.TemporaryDirectory() as name:
        check(fly(pathlib.Path(name)))


main()
