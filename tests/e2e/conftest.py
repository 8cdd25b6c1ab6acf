"""What the whole-road tests share: the command, and one flight of the sample mission."""
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CUPOLA = os.environ.get("CUPOLA", str(ROOT / "build/release/bin/cupola"))
SAMPLE = ROOT / "examples/mission"


def run_cupola(*arguments, timeout=120, **options):
    """Runs `cupola`; returns the finished process with text output."""
    return subprocess.run([CUPOLA, *map(str, arguments)], capture_output=True, text=True, timeout=timeout, **options)


@pytest.fixture(scope="session")
def cupola():
    return run_cupola


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The folder of one whole run of the demo script, and what it printed."""
    work = tmp_path_factory.mktemp("demo")
    done = subprocess.run([SAMPLE / "demo", work], capture_output=True, text=True, timeout=240,
                          env={**os.environ, "CUPOLA": CUPOLA})
    assert done.returncode == 0, done.stdout + done.stderr
    return work, done.stdout
