"""The emulator's window on a display nobody sees, drawn in software: start, idling, drawing, latency, memory.

The existing emulator does not run here; its published figures stand beside ours.
"""
import contextlib
import pathlib
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'gui'))

IDLE_S = 10.0
DRAWING_S = 10.0

DRAWS_25 = """from time import sleep
from sense_hat import SenseHat
hat = SenseHat()
print('ready')
for k in range(100000):
    hat.set_pixels([((k * 7 + i * 3) % 256, (k * 5) % 256, (i * 11) % 256) for i in range(64)])
    sleep(0.04)
"""

DRAWS_AND_STAMPS = """from time import monotonic_ns, sleep
from sense_hat import SenseHat
hat = SenseHat()
pictures = [[(255, 0, 0)] * 64, [(0, 0, 255)] * 64]
sleep(1)
for k in range({count}):
    before = monotonic_ns()
    hat.set_pixels(pictures[k % 2])
    print(before)
    sleep(0.11 + k % 7 * 0.013)
print('done')
"""

DRAWS_FAST = """from time import perf_counter
from sense_hat import SenseHat
hat = SenseHat()
red, blue = [(255, 0, 0)] * 64, [(0, 0, 255)] * 64
end = perf_counter() + 2
count = 0
while perf_counter() < end:
    for _ in range(100):
        hat.set_pixels(red)
        hat.set_pixels(blue)
    count += 200
print(count / 2)
"""


def processor_s(pid):
    """Processor time of all threads of a process so far (the kernel's clock of another process)."""
    return time.clock_gettime(~pid << 3 | 2)


def load_percent(pid, seconds):
    """How much of one processor a process takes."""
    before, begun = processor_s(pid), time.monotonic()
    time.sleep(seconds)
    return 100 * (processor_s(pid) - before) / (time.monotonic() - begun)


def resident_mb(pid):
    """Resident memory, in units of 10⁶ bytes."""
    for line in pathlib.Path(f'/proc/{pid}/status').read_text(encoding='ascii').splitlines():
        if line.startswith('VmRSS:'):
            return int(line.split()[1]) * 1024 / 1e6
    raise ValueError(f'process {pid} has no memory')


def shown(path):
    """(kind, woken, seen) of each picture, s on the monotonic clock."""
    lines = path.read_text(encoding='ascii').splitlines() if path.exists() else []
    return [(kind, int(woken) / 1e9, int(seen) / 1e9) for kind, woken, seen in map(str.split, lines)]


def latencies(stamps, pictures):
    """For each change of the board: seconds until the window's loop woke, and until the picture was shown."""
    found = []
    for change in stamps:
        picture = next((each for each in pictures if each[1] >= change), None)
        if picture is not None:
            found.append((picture[1] - change, picture[2] - change))
    return found


class Bench:
    """One display; each measurement has a window and folders of its own."""

    def __init__(self, display, folder):
        self._display = display
        self._folder = pathlib.Path(folder)
        self._count = 0

    @contextlib.contextmanager
    def _window(self, *options):
        import driver
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        home = driver.Home(folder, self._display)
        begun = time.monotonic()
        window = driver.Window(home, '--shown', folder / 'shown', *options, watched=False)
        try:
            driver.wait_until(lambda: len(shown(folder / 'shown')) >= driver.SETTLED, 'the first pictures')
            yield home, window, begun
        finally:
            window.close()

    def _program(self, home, name, text):
        import driver
        return driver.Program(home, home.write(name, text))

    def first_picture_s(self):
        """From the start of the process until its first picture is seen."""
        with self._window() as (home, _, begun):
            return shown(home.folder / 'shown')[0][2] - begun

    def idle_percent(self, turns):
        with self._window() as (_, window, _):
            time.sleep(2)
            return min(load_percent(window.process.pid, IDLE_S) for _ in range(turns))

    def drawing(self, turns):
        """Percent of a processor at 25 pictures a second, and memory in MB afterwards."""
        import driver
        with self._window() as (home, window, _):
            program = self._program(home, 'draws.py', DRAWS_25)
            try:
                driver.wait_until(program.lines, 'the program to draw')
                pid = window.process.pid
                return min(load_percent(pid, DRAWING_S / turns) for _ in range(turns)), resident_mb(pid)
            finally:
                program.close()

    def latency_s(self, count):
        """Medians from a change of the board until the window woke, and until it showed the picture."""
        import driver
        with self._window() as (home, _, _):
            program = self._program(home, 'stamps.py', DRAWS_AND_STAMPS.format(count=count))
            try:
                driver.wait_until(lambda: 'done' in program.lines(), 'the program to end', timeout=60 + count)
                stamps = [int(line) / 1e9 for line in program.lines() if line.isdigit()]
            finally:
                program.close()
            found = latencies(stamps, shown(home.folder / 'shown'))
        return [statistics.median(column) for column in zip(*found)]

    def fast_rate(self, *options):
        """Pictures per second of a program that draws without a pause."""
        import driver
        with self._window(*options) as (home, _, _):
            return self._fast(driver, home)

    def fast_rate_without_window(self):
        """The same while an emulator without a window has the board."""
        import driver
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        home = driver.Home(folder, self._display)
        emulator = driver.start_headless(home)
        try:
            return self._fast(driver, home)
        finally:
            driver.end(emulator)

    def _fast(self, driver, home):
        program = self._program(home, 'fast.py', DRAWS_FAST)
        try:
            driver.wait_until(lambda: program.process.poll() is not None, 'the program to end')
            return float(program.lines()[-1])
        finally:
            program.close()


def _row(what, ours, text, published, limit):
    kept = '' if limit is None else f"{text.format(limit)} {'kept' if ours <= limit else 'MISSED'}"
    return what, text.format(ours), '' if published is None else text.format(published), kept


def measured(bench, effort):
    """All rows: what, Cupola, the existing emulator as published, limit."""
    turns = max(1, round(3 * effort))
    first_s = min(bench.first_picture_s() for _ in range(max(2, round(10 * effort))))
    idle = bench.idle_percent(turns)
    drawing, memory = bench.drawing(turns)
    woken_s, seen_s = bench.latency_s(max(10, round(100 * effort)))
    rates = [(bench.fast_rate(), bench.fast_rate_without_window()) for _ in range(turns)]
    with_window, without = (max(column) for column in zip(*rates))
    return [_row('start of the process to its first picture', first_s * 1000, '{:.0f} ms', 1700, 300),
            _row('processor while nothing changes', idle, '{:.2f} %', 3.8, 0.2),
            _row('processor while a program draws 25 pictures/s, 1280×800', drawing, '{:.0f} %', None, 65),
            _row('board change to the window being awake, median', woken_s * 1000, '{:.2f} ms', None, 1),
            _row('board change to the picture shown, median', seen_s * 1000, '{:.1f} ms', None, 33),
            _row('resident memory', memory, '{:.0f} MB', 141, 140),
            _row('pictures/s of a program that never pauses, window open', with_window, '{:.0f}', None, None),
            _row('the same, without a window', without, '{:.0f}', None, None)]


def table(effort=1.0):
    """The rows as a Markdown table; an effort of 1 takes about two minutes."""
    import driver
    missing = driver.missing_tools()
    if missing:
        return f"The window was NOT measured; not installed: {' '.join(missing)}"
    display = driver.Display()
    try:
        with tempfile.TemporaryDirectory(prefix='cupola-bench-') as folder:
            rows = measured(Bench(display, folder), effort)
    finally:
        display.close()
    lines = [('the window, drawn in software', 'Cupola', 'existing emulator (published)', 'limit'), *rows]
    widths = [max(map(len, column)) for column in zip(*lines)]
    lines.insert(1, tuple('-' * width for width in widths))
    return '\n'.join('| ' + ' | '.join(cell.ljust(width) for cell, width in zip(line, widths)) + ' |' for line in lines)


if __name__ == '__main__':
    print(table(float(sys.argv[1]) if len(sys.argv) == 2 else 1.0))
