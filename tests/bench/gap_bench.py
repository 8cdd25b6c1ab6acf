"""The gap between two programs: a flight against loops that start the same programs one after the other.

From the last statement of one program to the first statement of the next, as the programs themselves stamp them.
"""
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile

from table import Row
from timing import interleave

COUNT = 8
PROGRAM = '''{imports}import time
first = time.monotonic_ns()
time.sleep(0.3)
print(first, time.monotonic_ns())
'''
NUMPY = 'import numpy\n'
BWRAP = ['bwrap', '--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/tmp', '--unshare-all',
         '--die-with-parent', 'timeout', '30', '/usr/bin/python3', '-I']


class Loop:
    """A shell that starts the program COUNT times in a row."""

    def __init__(self, command, program):
        words = ' '.join([*command, str(program)])
        self._command = ['bash', '-c', f'for i in {{1..{COUNT}}}; do {words}; done']
        self.gaps_s = []

    def turn(self, _turn_s=None):
        text = subprocess.run(self._command, check=True, capture_output=True, text=True).stdout
        stamps = [tuple(map(int, line.split())) for line in text.splitlines()]
        self.gaps_s += [(after[0] - before[1]) * 1e-9 for before, after in zip(stamps, stamps[1:])]


class Flight:
    """A real flight into a new log each turn; flight_bench.cpp says what its columns are."""

    def __init__(self, build, program, log):
        self._command = [build / 'bench' / 'flight_bench', log, program, str(COUNT)]
        self._log = log
        self._environment = {**os.environ, 'CUPOLA_HOME': str(build)}
        self.rows_s = []

    def column(self, number):
        return [row[number] for row in self.rows_s]

    def turn(self, _turn_s=None):
        shutil.rmtree(self._log, ignore_errors=True)
        text = subprocess.run(self._command, check=True, capture_output=True, text=True, env=self._environment).stdout
        self.rows_s += [[float(word) * 1e-3 for word in line.split()] for line in text.splitlines()]


def percentile(values, percent):
    """The value that so many percent of them do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


def _measure(build, folder, imports, turns):
    program = folder / f'program{len(imports)}.py'
    program.write_text(PROGRAM.format(imports=imports), encoding='utf-8')
    flight = Flight(build, program, folder / 'log')
    loops = [Loop(['timeout', '30', '/usr/bin/python3'], program), Loop(BWRAP, program), Loop(['/usr/bin/python3', '-I'], program)]
    interleave([flight, *loops], turns)
    return flight, loops


def rows(build, effort=1.0):
    """All rows, medians; an effort of 1 takes about three minutes. The log lies in the build folder, on a real disk."""
    build = pathlib.Path(build)
    names = ('a loop of timeout 30 python3', 'a loop of bwrap timeout 30 python3 -I', 'a loop of python3 -I')
    result = []
    with tempfile.TemporaryDirectory(prefix='bench-', dir=build) as name:
        folder = pathlib.Path(name)
        turns = max(1, int(8 * effort))
        for imports, title in (('', ''), (NUMPY, ', numpy imported')):
            flight, loops = _measure(build, folder, imports, turns)
            gap = statistics.median(flight.column(0))
            times = 4 if imports else 3
            plain = statistics.median(loops[0].gaps_s)
            for peer, loop in zip(names, loops):
                limit = plain / times if loop is loops[0] else None
                result.append(Row(f'last statement to the first of the next{title}', gap, peer, statistics.median(loop.gaps_s), limit))
            if imports:
                continue
            woken, boundary = flight.column(3), flight.column(1)
            result += [Row('GO to the first statement, median', statistics.median(woken), 'bare start, above', plain, 1e-3),
                       Row('GO to the first statement, 99 of 100', percentile(woken, 99), 'bare start, above', plain, 5e-3),
                       Row('death to GO: reap, reset, record, sync; median', statistics.median(boundary), 'bare start, above', plain, 2e-3)]
    return result
