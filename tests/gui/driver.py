"""A real window on a display of its own, pressed by label: what the window tests and the benchmark drive it with."""
import ctypes
import json
import os
import pathlib
import shutil
import subprocess
import time

from PIL import ImageGrab

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("CUPOLA_BUILD_DIR", ROOT / "build/release"))
EMULATOR = BUILD / "bin/cupola-emulator"
PYTHON = "/usr/bin/python3"
SETTLED = 3     # pictures until panels have found their size
NEEDED = ("Xvfb", "xdotool")


def missing_tools():
    """What of the tools a window needs is not installed."""
    return [tool for tool in NEEDED if shutil.which(tool) is None]


def end(process):
    """Ends a process that we started, for certain."""
    if process.poll() is None:
        process.kill()
    process.wait(timeout=10)


def wait_until(look, what, timeout=30.0):
    """The first true answer of `look`; fails with `what` it waited for."""
    deadline = time.monotonic() + timeout
    while True:
        answer = look()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"waited {timeout:g} s in vain for {what}"
        time.sleep(0.02)


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent, padded to the size of XEvent."""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("padding", ctypes.c_long * 12)]


def ask_to_close(display_name, window):
    """What a window manager sends when the cross of a window is pressed (WM_DELETE_WINDOW); here is no manager."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(display_name.encode()))

    def atom(name):
        return x11.XInternAtom(display, name.encode(), 0)
    message = _ClientMessage(type=33, window=window, message_type=atom("WM_PROTOCOLS"), format=32)
    message.data[0] = atom("WM_DELETE_WINDOW")
    x11.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
    x11.XCloseDisplay(display)


class Display:
    """An X server nobody sees."""

    def __init__(self, width=1280, height=800):
        read, write = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read, encoding="ascii") as file:
            number = file.readline().strip()
        assert number, "Xvfb did not start"
        self.name = f":{number}"

    def close(self):
        end(self._server)


class Home:
    """A person's folders and board, away from everybody else's."""

    def __init__(self, folder, display):
        self.folder = pathlib.Path(folder)
        self.environment = {**os.environ, "DISPLAY": display.name, "HOME": str(self.folder),
                            "PYTHONPATH": str(BUILD / "python"), "SDL_VIDEODRIVER": "x11", "PYTHONDONTWRITEBYTECODE": "1"}
        for variable, name in (("XDG_RUNTIME_DIR", "run"), ("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state")):
            (self.folder / name).mkdir(mode=0o700)
            self.environment[variable] = str(self.folder / name)
        for variable in ("CUPOLA_BOARD", "CUPOLA_HOME", "SENSE_HAT_BACKEND", "WAYLAND_DISPLAY"):
            self.environment.pop(variable, None)

        # The tour of a first start would darken everything else.
        settings = folder / "config" / "cupola" / "settings.json"
        settings.parent.mkdir()
        settings.write_text(json.dumps({"schema": "cupola-settings", "version": 1, "tour_shown": True, "language": "en"}))

    def write(self, name, text):
        """A file of this person; its path."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def session(self):
        """What the window would begin with after a crash, as it lies on the disk."""
        path = self.folder / "state/cupola/session.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


class Program:
    """A program that somebody starts from a terminal."""

    def __init__(self, home, path):
        self._out = home.folder / f"{pathlib.Path(path).stem}.out"
        with open(self._out, "wb") as out:
            self.process = subprocess.Popen([PYTHON, "-u", str(path)], env=home.environment, stdin=subprocess.DEVNULL,
                                            stdout=out, stderr=subprocess.STDOUT)

    def lines(self):
        """What it has printed so far, whole lines."""
        return self._out.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]

    def close(self):
        end(self.process)


def start_headless(home):
    """An emulator without a window, once programs find it; end it with `end`."""
    process = subprocess.Popen([EMULATOR, "--headless"], env=home.environment, stdin=subprocess.DEVNULL)
    wait_until(lambda: any((home.folder / "run").rglob("emulator*")), "the board")
    return process


class Window:
    """The emulator's window, with its widgets by label; one that is not watched has none."""

    def __init__(self, home, *arguments, watched=True):
        self._home = home
        self._widgets = home.folder / "widgets.json"
        self._widgets.unlink(missing_ok=True)
        self._errors = home.folder / "emulator.err"
        options = ["--widgets", self._widgets] if watched else []
        with open(self._errors, "ab") as errors:
            self.process = subprocess.Popen([EMULATOR, *options, *map(str, arguments)], env=home.environment,
                                            stdin=subprocess.DEVNULL, stderr=errors)
        if not watched:
            return
        try:
            wait_until(self._drawn_or_dead, "the first picture")
            self._id = wait_until(self._find, "the window")
            self._xdotool("windowfocus", self._id)
        except BaseException:
            self.close()
            raise

    def _drawn_or_dead(self):
        assert self.process.poll() is None, self.errors()
        return self._widgets.exists() and self.picture()["picture"] >= SETTLED

    def errors(self):
        """What it wrote to stderr."""
        return self._errors.read_text(encoding="utf-8", errors="replace")

    def _find(self):
        found = self._xdotool("search", "--onlyvisible", "--pid", self.process.pid, check=False).split()
        return found[0] if found else None

    def _xdotool(self, *arguments, check=True):
        done = subprocess.run(["xdotool", *map(str, arguments)], env=self._home.environment, text=True, timeout=60,
                              capture_output=True)
        assert done.returncode == 0 or not check, done.stderr
        return done.stdout

    def picture(self):
        """What the window shows now: the number of the picture and its widgets."""
        return json.loads(self._widgets.read_text(encoding="utf-8"))

    def labels(self):
        return [each["label"] for each in self.picture()["widgets"] if each["shown"]]

    def shows(self, label):
        return label in self.labels()

    def widget(self, label, timeout=30.0):
        """A widget that can be pressed."""
        def find():
            return next((each for each in self.picture()["widgets"] if each["label"] == label and each["shown"]), None)
        return wait_until(find, f"the widget {label!r}; there are {self.labels()}", timeout)

    def place(self, label, across=0.5, down=0.5):
        """A point in a widget, px in the window."""
        at = self.widget(label)
        return (round(at["left"] + (at["right"] - at["left"]) * across),
                round(at["top"] + (at["bottom"] - at["top"]) * down))

    def click(self, label, across=0.5, down=0.5):
        x, y = self.place(label, across, down)
        self._xdotool("mousemove", "--window", self._id, x, y, "click", 1)

    def drag(self, label, right, down):
        """Presses a widget in its middle, moves by so many pixels, lets go."""
        x, y = self.place(label)
        steps = []
        for k in range(1, 9):
            steps += ["mousemove", "--window", self._id, x + right * k // 8, y + down * k // 8, "sleep", "0.01"]
        self._xdotool("mousemove", "--window", self._id, x, y, "mousedown", 1, *steps, "mouseup", 1)

    def key(self, *keys):
        """Keys one after the other; a modifier ("ctrl+s") is held as long as a hand would."""
        for key in keys:
            *modifiers, last = key.split("+")
            down = [word for each in modifiers for word in ("keydown", each)]
            up = [word for each in modifiers for word in ("keyup", each)]
            wait = ["sleep", "0.4"] if modifiers else []
            self._xdotool(*down, *wait, "key", last, *wait, *up)

    def type(self, text):
        self._xdotool("type", "--delay", "2", text)

    def point_away(self):
        """The pointer where it covers nothing."""
        self._xdotool("mousemove", "--window", self._id, 2, 2)

    def grab(self):
        """The window's pixels."""
        geometry = dict(line.split("=") for line in
                        self._xdotool("getwindowgeometry", "--shell", self._id).split() if "=" in line)
        left, top, width, height = (int(geometry[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))
        box = (max(0, left), max(0, top), left + width, top + height)
        return ImageGrab.grab(bbox=box, xdisplay=self._home.environment["DISPLAY"]).convert("RGB")

    def quit(self):
        """Closes the window as its owner does, and waits for the process to end."""
        ask_to_close(self._home.environment["DISPLAY"], int(self._id))
        assert self.process.wait(timeout=30) == 0, self.errors()

    def close(self):
        end(self.process)

