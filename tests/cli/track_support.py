"""What the tests of `cupola track` share: the command, and the element set of the sample flight."""

import os
import subprocess

LINE1 = "1 25544U 98067A   18032.92935684  .00002966  00000-0  52197-4 0  9991"
LINE2 = "2 25544  51.6438 332.9972 0003094  62.2964  46.0975 15.54039537 97480"
SET = f"ISS (ZARYA)\n{LINE1}\n{LINE2}\n"


def track(*arguments, out=subprocess.PIPE):
    """Runs `cupola track` with a time-out; its answer as subprocess gives it, texts as UTF-8."""
    return subprocess.run(
        [os.environ["CUPOLA"], "track", *map(str, arguments)],
        stdout=out, stderr=subprocess.PIPE, encoding="utf-8", timeout=30, check=False,
    )  # fmt: skip
