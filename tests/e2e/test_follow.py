"""cupola status --follow over links that drop: it only reads, so it may end and begin again at any moment."""
import json
import os
import pty
import select
import signal
import subprocess

import pytest

from conftest import CUPOLA

PATIENCE_S = 120
PROGRAM = """from sense_hat import SenseHat
import time
SenseHat().clear({red}, 100, 0)
time.sleep(0.3)
"""
COUNT = 20


@pytest.fixture(scope="module")
def bundle(cupola, tmp_path_factory):
    folder = tmp_path_factory.mktemp("follow")
    programs = folder / "programs"
    programs.mkdir()
    for number in range(COUNT):
        (programs / f"team{number:02}.py").write_text(PROGRAM.format(red=number))
    assert cupola("intake", folder / "mission", "--programs", programs).returncode == 0
    packed = cupola("pack", folder / "mission", "-o", folder / "bundle.zip", "--all")
    assert packed.returncode == 0, packed.stderr
    return folder / "bundle.zip"


def follow(log, **streams):
    return subprocess.Popen([CUPOLA, "status", log, "--follow", "--json"],
                            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams})


def next_line(stream):
    """The next line of an unbuffered stream; it must come."""
    line = b""
    while not line.endswith(b"\n"):
        assert select.select([stream], [], [], PATIENCE_S)[0], f"nothing more after {line!r}"
        byte = os.read(stream.fileno(), 1)
        assert byte, f"ended after {line!r}"
        line += byte
    return line.decode()


def ended(process):
    process.stdout.close()
    process.stderr.close()
    return process.wait(PATIENCE_S)


def hang_up(follower):
    follower.send_signal(signal.SIGHUP)
    assert ended(follower) == -signal.SIGHUP


def kill(follower):
    follower.kill()
    assert ended(follower) == -signal.SIGKILL


def close_the_pipe(follower):
    """Ends by itself, whether or not anything happens in the flight."""
    ended(follower)


def test_dropped_links_do_not_disturb_the_flight(cupola, bundle, tmp_path):
    log = tmp_path / "log"
    flight = subprocess.Popen([CUPOLA, "fly", bundle, "--log", log], stdout=subprocess.PIPE, text=True)
    try:
        while not (log / "journal.jsonl").exists():
            assert flight.poll() is None
        seen = []
        drops = 0
        while flight.poll() is None:
            follower = follow(log)
            seen.append(json.loads(next_line(follower.stdout)))
            (hang_up, kill, close_the_pipe)[drops % 3](follower)
            drops += 1
        assert "20 of 20 entries flown: 20 finished" in flight.communicate(timeout=PATIENCE_S)[0]
        assert flight.returncode == 0
    finally:
        flight.kill()
        flight.wait()
    assert drops >= 3
    flown = [status["flown"] for status in seen]
    assert flown == sorted(flown)
    for status in seen:
        assert status["damaged_lines"] == 0
        # Before the first record is on the disk there are no entries yet.
        running = status["running"] is not None
        assert status["entries"] in (0, COUNT)
        assert status["flown"] + status["remaining"] + running == status["entries"]
    types = [json.loads(line)["type"] for line in (log / "journal.jsonl").read_text().splitlines()]
    assert (types.count("HEADER"), types.count("INTENT"), types.count("END")) == (1, COUNT, COUNT)
    last = cupola("status", log, "--follow", "--json")
    assert last.returncode == 0 and json.loads(last.stdout)["flown"] == COUNT


@pytest.fixture(scope="module")
def journal(cupola, bundle, tmp_path_factory):
    log = tmp_path_factory.mktemp("flown") / "log"
    assert cupola("fly", bundle, "--log", log, "--clock", "virtual").returncode == 0
    return (log / "journal.jsonl").read_bytes().splitlines(keepends=True)


def half_a_flight(folder, journal):
    folder.mkdir()
    (folder / "journal.jsonl").write_bytes(b"".join(journal[:12]))
    return folder


def test_a_log_that_goes_and_comes_back(journal, tmp_path):
    log = half_a_flight(tmp_path / "log", journal)
    follower = follow(log)
    try:
        before = json.loads(next_line(follower.stdout))
        assert 0 < before["flown"] < COUNT
        for _ in range(2):
            log.rename(tmp_path / "away")
            told = next_line(follower.stderr)
            assert str(log) in told and "waiting for it to come back" in told
            (tmp_path / "away").rename(log)
            assert json.loads(next_line(follower.stdout)) == before
        # A mount point without its mount.
        log.rename(tmp_path / "away")
        assert "waiting" in next_line(follower.stderr)
        log.mkdir()
        log.rmdir()
        (tmp_path / "away").rename(log)
        assert json.loads(next_line(follower.stdout)) == before
        with open(log / "journal.jsonl", "ab") as file:
            file.write(b"".join(journal[12:]))
        while json.loads(next_line(follower.stdout))["flown"] < COUNT:
            pass
        assert follower.wait(PATIENCE_S) == 0
    finally:
        follower.kill()
        follower.wait()


def test_a_downlink_that_is_half_copied(cupola, journal, tmp_path):
    log = half_a_flight(tmp_path / "log", journal)
    part, whole = tmp_path / "part.gz", tmp_path / "whole.gz"
    assert cupola("fly", "--log", log, "--downlink", part).returncode == 0
    (log / "journal.jsonl").write_bytes(b"".join(journal))
    assert cupola("fly", "--log", log, "--downlink", whole).returncode == 0
    follower = follow(part)
    try:
        next_line(follower.stdout)
        part.write_bytes(whole.read_bytes()[:200])
        assert "part.gz" in next_line(follower.stderr)
        part.write_bytes(whole.read_bytes())
        assert json.loads(next_line(follower.stdout))["flown"] == COUNT
        assert follower.wait(PATIENCE_S) == 0
    finally:
        follower.kill()
        follower.wait()


def test_a_follower_that_ignores_the_hangup_ends_with_its_terminal(journal, tmp_path):
    log = half_a_flight(tmp_path / "log", journal)
    terminal, end = pty.openpty()
    follower = follow(log, stdout=end, start_new_session=True,
                      preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    os.close(end)
    try:
        assert select.select([terminal], [], [], PATIENCE_S)[0]
        os.close(terminal)
        follower.wait(PATIENCE_S)
    finally:
        follower.kill()
        follower.wait()


def test_a_follower_without_a_reader_ends_though_it_ignores_the_broken_pipe(journal, tmp_path):
    log = half_a_flight(tmp_path / "log", journal)
    follower = follow(log, preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN), restore_signals=False)
    try:
        next_line(follower.stdout)
        follower.stdout.close()
        with open(log / "journal.jsonl", "ab") as file:
            file.write(journal[12])
        follower.wait(PATIENCE_S)
    finally:
        follower.kill()
        follower.wait()
