"""The gap between programs: a flight of programs that do nothing, against loops that start them one after the other."""
import datetime
import json
import pathlib
import shutil
import statistics
import subprocess
import tempfile

from table import Row
from timing import Process, interleave

PROGRAMS = 40
TIMEOUT = 'timeout 30 /usr/bin/python3 -I "$program"'
BWRAP = ('bwrap --ro-bind / / --dev /dev --proc /proc --tmpfs /tmp --unshare-all --die-with-parent '
         'timeout 30 /usr/bin/python3 -I "$program"')


class Flight:
    """`cupola fly` on the real clock into a new log each turn, and the gaps that its journal shows."""

    def __init__(self, cupola, bundle, log):
        self._log = log
        self._process = Process([cupola, 'fly', bundle, '--log', log])
        self.gaps_s = []

    @property
    def per_call_s(self):
        """The least wall time of a whole flight."""
        return self._process.per_call_s

    def turn(self, _turn_s=None):
        """One flight."""
        shutil.rmtree(self._log, ignore_errors=True)
        self._process.turn()
        self.gaps_s += gaps_in((self._log / 'journal.jsonl').read_text(encoding='utf-8'))


def _moment(text):
    return datetime.datetime.fromisoformat(text.replace('Z', '+00:00'))


def gaps_in(journal):
    """Seconds from the death of each program to the first line of the next, of a journal's text."""
    records = [json.loads(line) for line in journal.splitlines()]
    ends = [record for record in records if record['type'] == 'END']
    return [(_moment(after['start_utc']) - _moment(before['end_utc'])).total_seconds()
            for before, after in zip(ends, ends[1:])]


def _bundle(cupola, folder):
    programs = folder / 'programs'
    programs.mkdir()
    for number in range(PROGRAMS):
        (programs / f'{number:04}.py').write_text('pass\n', encoding='utf-8')
    quiet = {'check': True, 'stdout': subprocess.DEVNULL}
    subprocess.run([cupola, 'intake', folder / 'mission', '--programs', programs], **quiet)
    subprocess.run([cupola, 'pack', folder / 'mission', '-o', folder / 'bundle.zip', '--all'], **quiet)
    return programs, folder / 'bundle.zip'


def _loop(command, programs):
    return Process(['bash', '-c', f'for program in {programs}/*.py; do {command}; done'])


def rows(build, effort=1.0):
    """All rows; an effort of 1 takes about half a minute. The log lies in the build folder, on a real disk."""
    cupola = pathlib.Path(build) / 'bin' / 'cupola'
    with tempfile.TemporaryDirectory(prefix='bench-', dir=build) as name:
        folder = pathlib.Path(name)
        programs, bundle = _bundle(cupola, folder)
        flight = Flight(cupola, bundle, folder / 'log')
        plain, boxed = _loop(TIMEOUT, programs), _loop(BWRAP, programs)
        interleave([flight, plain, boxed], max(1, int(5 * effort)))
    each = [contender.per_call_s / PROGRAMS for contender in (flight, plain, boxed)]
    gap = statistics.median(flight.gaps_s)
    what = 'cupola fly, for each program that does nothing'
    return [Row(what, each[0], 'a loop of timeout 30 python3 -I', each[1]),
            Row(what, each[0], 'a loop of bwrap timeout 30 python3 -I', each[2]),
            Row('end of a program to the first line of the next (median)', gap, 'a loop of timeout 30 python3 -I',
                each[1])]
