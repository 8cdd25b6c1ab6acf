"""`cupola watch`, `play` and `emulator` beside a real headless emulator, in a pipe and on a terminal."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time

import pytest

CUPOLA = os.environ["CUPOLA"]
EMULATOR = os.environ["CUPOLA_EMULATOR"]
PATIENCE_S = 30


class Lines:
    """What a process writes, waited for line by line."""

    def __init__(self, fd):
        self.fd, self.text = fd, ""

    def until(self, part):
        """All that was read up to and with `part`, which is taken away."""
        deadline = time.monotonic() + PATIENCE_S
        while part not in self.text:
            assert time.monotonic() < deadline, f"no {part!r} in {self.text!r}"
            if not select.select([self.fd], [], [], 0.2)[0]:
                continue
            try:
                got = os.read(self.fd, 4096)
            except OSError:
                got = b""
            assert got, f"ended without {part!r}: {self.text!r}"
            self.text += got.decode().replace("\r\n", "\n")
        before, self.text = self.text.split(part, 1)
        return before + part


@pytest.fixture
def machine(tmp_path):
    """An environment with boards of its own, and whatever was started in it ended afterwards."""

    class Machine:
        env = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "PATH": str(tmp_path) + ":" + os.environ["PATH"]}
        env.pop("CUPOLA_BOARD", None)
        folder = tmp_path
        started = []

        def start(self, *command, **more):
            process = subprocess.Popen([*map(str, command)], env=self.env, **more)
            self.started.append(process)
            return process

        def emulator(self, *options):
            process = self.start(EMULATOR, "--headless", *options)
            deadline = time.monotonic() + PATIENCE_S
            while not (tmp_path / "cupola" / "emulator.control").exists():
                assert process.poll() is None and time.monotonic() < deadline
                time.sleep(0.01)
            return process

        def watch(self, *options):
            process = self.start(CUPOLA, "watch", *options, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
            return process, Lines(process.stdout.fileno())

        def program(self, text):
            return self.start(sys.executable, "-c", text, stdin=subprocess.PIPE)

    machine = Machine()
    machine.started = []
    yield machine
    for process in machine.started:
        process.kill()
        process.wait()


def run(machine, *command):
    return subprocess.run([*map(str, command)], env=machine.env, capture_output=True, text=True, timeout=PATIENCE_S)


def test_without_a_board_there_is_one_line_and_status_1(machine):
    result = run(machine, CUPOLA, "watch")
    assert result.returncode == 1
    assert result.stderr.startswith("cupola: no board called emulator is running")
    assert len(result.stderr.splitlines()) == 1
    assert run(machine, CUPOLA, "watch", "--board", "../x").returncode == 2


def test_in_a_pipe_lights_programs_and_sensors_are_lines(machine):
    machine.emulator()
    process, lines = machine.watch()
    assert "watching the board emulator" in lines.until("sensors: ")
    lines.until("temperature 2")
    program = machine.program("from sense_hat import SenseHat\ns = SenseHat()\ns.clear()\ninput()\n"
                              "s.set_pixel(2, 1, 255, 0, 0)\ninput()\n")
    lines.until(f"(process {program.pid}) uses the board\n")
    program.stdin.write(b"\n")
    program.stdin.flush()
    assert "red" in lines.until("row 2") + lines.until("\n")
    program.kill()
    lines.until("has ended; the lights stay as they are\n")
    machine.program("from sense_hat import SenseHat\nSenseHat().show_message('Hello', scroll_speed=0.01)\n")
    lines.until('scrolling text: "Hello"\n')
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE_S) == 0


def test_the_end_of_the_emulator_is_the_end_of_watching(machine):
    emulator = machine.emulator()
    process, lines = machine.watch()
    lines.until("sensors")
    emulator.terminate()
    lines.until("the emulator has ended\n")
    assert process.wait(PATIENCE_S) == 0


def test_on_a_terminal_arrows_are_the_joystick_and_the_terminal_is_left_as_it_was(machine):
    machine.emulator()
    here, there = pty.openpty()
    before = termios.tcgetattr(there)
    process = machine.start(CUPOLA, "watch", stdin=there, stdout=there, stderr=there, start_new_session=True)
    lines = Lines(here)
    lines.until("q quits.\n")
    program = machine.program(
        "from sense_hat import SenseHat\ns = SenseHat()\ns.clear(0, 0, 255)\ns.stick.get_events()\n"
        "while True:\n    e = s.stick.wait_for_event()\n"
        "    if e.direction == 'left' and e.action == 'pressed': s.clear(255, 0, 0)\n")
    lines.until("uses the board")
    lines.until("blue")
    os.write(here, b"\x1b[D")
    lines.until("red")
    os.write(here, b"l")
    lines.until("r = red")
    os.write(here, b"q")
    assert process.wait(PATIENCE_S) == 0
    assert termios.tcgetattr(there) == before
    assert program.poll() is None


def test_ctrl_c_leaves_the_terminal_as_it_was(machine):
    machine.emulator()
    here, there = pty.openpty()
    before = termios.tcgetattr(there)
    process = machine.start(CUPOLA, "watch", stdin=there, stdout=there, stderr=there, start_new_session=True)
    Lines(here).until("q quits.\n")
    assert termios.tcgetattr(there) != before
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE_S) == 0
    assert termios.tcgetattr(there) == before


def test_speech_says_the_newest_and_waits_for_the_voice(machine):
    said = machine.folder / "said"
    voice = machine.folder / "spd-say"
    voice.write_text(f"#!/bin/sh\nfor word; do :; done\necho \"$word\" >> {said}\n")
    voice.chmod(0o755)
    machine.emulator()
    _, lines = machine.watch("--speak")
    lines.until("sensors")
    machine.program("from sense_hat import SenseHat\ns = SenseHat()\ns.clear(0, 255, 0)\ninput()\n")
    lines.until("green")
    deadline = time.monotonic() + PATIENCE_S
    while not said.exists() or "green" not in said.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_emulator_can_be_started_through_cupola(machine):
    result = run(machine, CUPOLA, "emulator", "--version")
    assert result.returncode == 0 and result.stdout.startswith("cupola-emulator ")
    assert run(machine, CUPOLA, "emulator", "--no-such").returncode == 2


def recording(machine, *pressures):
    path = machine.folder / "desk.csv"
    rows = [f"2026-01-01 00:00:0{i}.000000,{value}" for i, value in enumerate(pressures)]
    path.write_text("\r\n".join(["timestamp,pressure", *rows, ""]))
    return path


def test_a_recording_plays_into_a_board_of_its_own(machine):
    process = machine.start(CUPOLA, "play", recording(machine, 700, 700), "--loop", "--board", "past")
    machine.env = {**machine.env, "CUPOLA_BOARD": "past"}
    deadline = time.monotonic() + PATIENCE_S
    while not (machine.folder / "cupola" / "past").exists():
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    result = run(machine, sys.executable, "-c", "from sense_hat import SenseHat; print(SenseHat().pressure)")
    assert result.stdout == "700.0\n", result.stderr
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE_S) == 0


def test_what_cannot_be_played_is_said_in_one_line(machine):
    machine.emulator()
    taken = run(machine, CUPOLA, "play", recording(machine, 700, 701))
    assert taken.returncode == 1
    assert taken.stderr.startswith('cupola: the board "emulator" belongs to cupola-emulator, process ')
    missing = run(machine, CUPOLA, "play", machine.folder / "none.csv")
    assert missing.returncode == 1 and len(missing.stderr.splitlines()) == 1
    bad = machine.folder / "bad.hat"
    bad.write_bytes(b"rubbish")
    assert run(machine, CUPOLA, "play", bad).returncode == 1
    ended = run(machine, CUPOLA, "play", recording(machine, 700), "--board", "past")
    assert ended.returncode == 0


def test_a_script_of_the_headless_emulator_reaches_a_program(machine):
    script = machine.folder / "world.jsonl"
    script.write_text(json.dumps({"at": 0, "pressure": 812, "response": "instant", "noise": False}) + "\n")
    machine.emulator("--script", script)
    _, lines = machine.watch()
    lines.until("pressure 812 hPa")


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", __file__]))
