"""A long flight of mixed programs with the limit scaled down: order kept, each exactly once, memory flat.

Runs CUPOLA_SOAK entries (default 30; the flight of 2018 had 1771) under a limit of 0.3 s on the real clock, and tells
the sum of the gaps between the end of one program and the start of the next; beside them, taken in turns on the same disk, how long
the least thing takes that survives a power cut: 4 KiB appended and synced.
"""
import datetime
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

CUPOLA = os.environ["CUPOLA"]
COUNT = int(os.environ.get("CUPOLA_SOAK", "30"))
LIMIT_S = 0.3

KINDS = [
    ("finished", "from sense_hat import SenseHat\nSenseHat().clear({red}, 100, 0)\n"),
    ("cut-at-limit", "import time\nwhile True:\n    time.sleep(0.01)\n"),
    ("error", "print('about to fail')\nraise RuntimeError('entry {red}')\n"),
    ("finished", "import time\ntime.sleep(0.05)\nprint('x' * 5000)\n"),
    ("cut-at-limit", "while True:\n    pass\n"),
    ("output-limit", "while True:\n    print('y' * 4000)\n"),
    ("finished", "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(60)\n"),
    ("signal", "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n"),
]


def run(*arguments):
    done = subprocess.run([CUPOLA, *map(str, arguments)], capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def pack(folder):
    programs = folder / "programs"
    programs.mkdir()
    for number in range(COUNT):
        program = KINDS[number % len(KINDS)][1].format(red=number % 256)
        (programs / f"e{number:05}.py").write_text(program)
    run("intake", folder / "mission", "--programs", programs)
    run("pack", folder / "mission", "-o", folder / "bundle", "--all")
    return folder / "bundle"


def resident_kib(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def sync_once(file):
    """Appends 4 KiB and syncs; gives the seconds."""
    block = bytes(4096)
    begin = time.monotonic()
    os.write(file, block)
    os.fdatasync(file)
    return time.monotonic() - begin


def fly(bundle, log):
    """Flies; gives the memory of the flight's process over time, and what a bare sync takes meanwhile."""
    floor = os.open(log.parent / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    process = subprocess.Popen([CUPOLA, "fly", bundle, "--log", log, "--limit", str(LIMIT_S)],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    memory = []
    syncs = []
    while process.poll() is None:
        try:
            memory.append(resident_kib(process.pid))
        except OSError:
            break
        syncs.append(sync_once(floor))
        time.sleep(0.5)
    os.close(floor)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, out + err
    return [each for each in memory if each], syncs


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def check_runs(log):
    """Order, number and verdicts of all runs; gives the gaps between them in seconds."""
    records = [json.loads(line) for line in (log / "journal.jsonl").read_text().splitlines()]
    ends = [each for each in records if each["type"] == "END" and each["verdict"] != "internal"]
    entries = [each["entry"] for each in ends]
    assert entries == [str(number + 1) for number in range(COUNT)], entries[:20]
    wrong = [(each["entry"], each["verdict"]) for number, each in enumerate(ends)
             if each["verdict"] not in (KINDS[number % len(KINDS)][0], "cut-at-limit")]
    assert not wrong, wrong[:5]
    assert all(each["duration_s"] < LIMIT_S + 0.25 for each in ends), max(each["duration_s"] for each in ends)
    return [(after["start_monotonic_ns"] - before["end_monotonic_ns"]) * 1e-9
            for before, after in zip(ends, ends[1:])], ends


def main():
    with tempfile.TemporaryDirectory(prefix="cupola-soak-") as name:
        folder = pathlib.Path(name)
        memory, syncs = fly(pack(folder), folder / "log")
        gaps, ends = check_runs(folder / "log")
    quarter = max(1, len(memory) // 4)
    begin, end = max(memory[:2 * quarter]), max(memory[-quarter:])
    print(f"{COUNT} entries, limit {LIMIT_S} s: {sum(each['duration_s'] for each in ends):.1f} s of programs, "
          f"{sum(gaps):.1f} s of gaps (median {statistics.median(gaps) * 1e3:.1f} ms, longest {max(gaps) * 1e3:.0f} ms)")
    print(f"4 KiB appended and synced meanwhile: median {statistics.median(syncs) * 1e3:.1f} ms")
    print(f"memory of the flight: {begin} KiB in the first half, {end} KiB in the last quarter")
    # The list of what flew grows by some hundred bytes a run.
    assert end < begin + 2048 + COUNT, "the flight's memory grows"
    return 0


sys.exit(main())
