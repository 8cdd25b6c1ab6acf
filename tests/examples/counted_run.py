"""Runs one program with the real library on a memory board, counting its sleeps instead of sleeping, and prints what came of it.

counted_run.py PROGRAM → {"slept_s", "lit", "error": null or {"type", "line"}, "cut"}; cut: it had slept more than 60 s.
"""

import json
import runpy
import sys
import time
import traceback

import sense_hat

LIMIT_S = 60


class Cut(BaseException):
    """Not an Exception: no program may catch it by accident."""


class Watch:
    def __init__(self):
        self.slept_s = 0.0
        self.lit = False
        self.hat = None

    def sleep(self, seconds):
        if self.hat is not None:
            self.lit = self.lit or any(any(pixel) for pixel in self.hat.get_pixels())
        self.slept_s += seconds
        if self.slept_s > LIMIT_S:
            raise Cut


def error_of(exception, program):
    if isinstance(exception, SyntaxError):
        return {"type": type(exception).__name__, "line": exception.lineno}
    lines = [each.lineno for each in traceback.extract_tb(exception.__traceback__) if each.filename == program]
    return {"type": type(exception).__name__, "line": lines[-1] if lines else 0}


def main(program):
    watch = Watch()
    time.sleep = watch.sleep
    real_init = sense_hat.SenseHat.__init__

    def init(self, *arguments, **keywords):
        real_init(self, *arguments, **keywords)
        watch.hat = self

    sense_hat.SenseHat.__init__ = init
    error, cut = None, False
    try:
        runpy.run_path(program, run_name="__main__")
    except Cut:
        cut = True
    except Exception as exception:  # pylint: disable=broad-except
        error = error_of(exception, program)
    print(json.dumps({"slept_s": watch.slept_s, "lit": watch.lit, "error": error, "cut": cut}), file=sys.__stderr__)


if __name__ == "__main__":
    main(sys.argv[1])
