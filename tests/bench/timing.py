"""Times contenders against each other: turn by turn, so that a busy moment of the machine hits all of them, minimum of many."""
import resource
import subprocess
import time
import timeit


class Timed:
    """A statement that is timed many times over; `per_call_s` is the least so far.

    With `clock=time.process_time` it is processor time: for turns so long that somebody always disturbs them.
    """

    def __init__(self, statement, names, calls=1, clock=time.perf_counter):
        self._timer = timeit.Timer(statement, globals=names, timer=clock)
        self._calls = calls
        self._number = 0
        self.per_call_s = float('inf')

    def _calibrate(self, turn_s):
        number, taken = 1, 0.0
        while taken < turn_s / 4:
            taken = self._timer.timeit(number)
            number = max(number * 2, int(number * turn_s / max(taken, 1e-9) / 2))
        self._number = max(1, int(number / taken * turn_s / 2))

    def turn(self, turn_s):
        """One turn of about `turn_s` seconds."""
        if not self._number:
            self._calibrate(turn_s)
        taken = self._timer.timeit(self._number)
        self.per_call_s = min(self.per_call_s, taken / self._number / self._calls)


class Process:
    """A command whose wall time is taken from start to reaped."""

    def __init__(self, command, **options):
        self._command = command
        self._options = {'check': True, 'stdout': subprocess.DEVNULL, **options}
        self.per_call_s = float('inf')

    def turn(self, _turn_s=None):
        before = time.perf_counter()
        subprocess.run(self._command, **self._options)
        self.per_call_s = min(self.per_call_s, time.perf_counter() - before)


def _children_s():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class ProcessorTime(Process):
    """A command whose processor time is taken, with that of all it waited for."""

    def turn(self, _turn_s=None):
        before = _children_s()
        subprocess.run(self._command, **self._options)
        self.per_call_s = min(self.per_call_s, _children_s() - before)


def interleave(contenders, turns, turn_s=0.004):
    """Gives every contender a turn, `turns` times over."""
    for _ in range(turns):
        for contender in contenders:
            contender.turn(turn_s)
