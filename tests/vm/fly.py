"""Inside a virtual machine, with a simulated HAT behind the kernel's own drivers (hat_of_guest.cpp): flies a bundle with
`cupola fly --hat hardware` and runs a program with `cupola run --hat hardware`, while the framebuffer is watched. Pictures
must come through it, and darkness before, between and after them; the joystick and the chips' values must arrive; the
journal must say which HAT it was; and nobody else may have it meanwhile.
"""
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import threading
import time

BIN = pathlib.Path(sys.argv[1])
CUPOLA = BIN / "cupola"
# What vfb makes of them: it has red in the lowest bits.
COLOURS = {0x0000: "dark", 0x001F: "red", 0x07E0: "green", 0xF800: "blue", 0xFFFF: "white"}
HEAD = "import time\nfrom sense_hat import SenseHat\nsense = SenseHat()\ntime.sleep(1)\n"
PROGRAMS = [
    (HEAD + "sense.clear(255, 0, 0)\ntime.sleep(1)\n", "finished"),
    (HEAD + "sense.clear(0, 0, 255)\nevent = sense.stick.wait_for_event()\nassert event.direction == 'left', event\n"
     "sense.clear(0, 255, 0)\ntime.sleep(1)\n", "finished"),
    (HEAD + "sense.clear(255, 255, 255)\ntime.sleep(1)\nraise RuntimeError\n", "error"),
]
READ = ("from sense_hat import SenseHat\nsense = SenseHat()\n"
        "print(sense.get_pressure(), sense.get_humidity(), sense.get_temperature(), sense.has_colour_sensor())\n")
PATIENCE_S = 300


class Framebuffer:
    """What the LEDs showed: whole pictures of one colour, each once in a row."""

    def __init__(self):
        self.seen = []
        self._file = os.open("/dev/fb0", os.O_RDONLY)
        self._watching = True
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self):
        while self._watching:
            pixels = set(struct.unpack("<64H", os.pread(self._file, 128, 0)))
            shown = COLOURS.get(pixels.pop(), "another colour") if len(pixels) == 1 else None  # None: half of it is written
            if shown and self.seen[-1:] != [shown]:
                self.seen.append(shown)
            time.sleep(0.002)

    def wait_for(self, colour, meanwhile):
        deadline = time.monotonic() + PATIENCE_S
        while colour not in self.seen:
            assert time.monotonic() < deadline, f"{colour} did not come, only {self.seen}"
            meanwhile()
            time.sleep(0.2)

    def finish(self):
        self._watching = False
        self._thread.join()
        return self.seen


def run(*arguments, status=0):
    done = subprocess.run([CUPOLA, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def move_joystick(hat):
    hat.stdin.write("left\n")
    hat.stdin.flush()


def check_in_use(flight):
    parts = json.loads(run("doctor", "--json"))["HAT"]
    assert len(parts) == 1 and f"in use by process {flight.pid} (cupola)" in parts[0]["what"], parts
    print("doctor:", parts[0]["what"])


def fly(folder, hat):
    (folder / "programs").mkdir()
    for number, (program, _) in enumerate(PROGRAMS):
        (folder / "programs" / f"e{number}.py").write_text(program)
    run("intake", folder / "mission", "--programs", folder / "programs")
    run("pack", folder / "mission", "-o", folder / "bundle", "--all")
    framebuffer = Framebuffer()
    flight = subprocess.Popen([CUPOLA, "fly", folder / "bundle", "--log", folder / "log", "--hat", "hardware"])
    try:
        framebuffer.wait_for("red", lambda: None)
        check_in_use(flight)
        framebuffer.wait_for("blue", lambda: None)
        framebuffer.wait_for("green", lambda: move_joystick(hat))
        assert flight.wait(PATIENCE_S) == 0
    finally:
        flight.kill()
        seen = framebuffer.finish()
    print("LEDs:", *seen)
    assert seen == ["dark", "red", "dark", "blue", "green", "dark", "white", "dark"], seen


def check_journal(log):
    records = [json.loads(line) for line in (log / "journal.jsonl").read_text().splitlines()]
    header = records[0]
    print("header:", header["hat"], header["profile"], header["clock"])
    assert (header["hat"], header["profile"], header["clock"]) == ("hardware", "retail-v2", "real"), header
    verdicts = [each["verdict"] for each in records if each["type"] == "END"]
    assert verdicts == [verdict for _, verdict in PROGRAMS], verdicts


def check_run(folder):
    (folder / "read.py").write_text(READ)
    report = json.loads(run("run", folder / "read.py", "--hat", "hardware", "--json"))
    print("read:", report["stdout"].strip())
    assert report["hat"] == "hardware" and report["verdict"] == "finished", report
    assert report["stdout"] == "1013.25 45.0 20.0 True\n", report


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        hat = subprocess.Popen([BIN.parent / "tests/hat_of_guest"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            bus = hat.stdout.readline().strip()
            print("bus:", bus)
            os.environ["CUPOLA_I2C_BUS"] = bus
            fly(folder, hat)
            check_journal(folder / "log")
            check_run(folder)
        finally:
            hat.kill()


main()
