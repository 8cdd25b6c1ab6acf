"""The type stubs say what the modules are: names, parameters, kinds and defaults, in both directions."""
import importlib
import inspect
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PACKAGES = Path(os.environ['CUPOLA_BUILD_DIR']) / 'python'
SCRATCH = Path(os.environ['CUPOLA_BUILD_DIR']) / 'tests/python'    # stubtest leaves its cache there
MODULES = ['sense_hat', 'sense_hat.colour', 'sense_hat.exceptions', 'sense_hat.sense_hat', 'sense_hat.stick']


def stubtest(packages):
    """What mypy's stubtest says of the packages in a folder."""
    environment = {**os.environ, 'PYTHONPATH': str(packages), 'MYPYPATH': str(packages)}
    return subprocess.run(
        [sys.executable, '-m', 'mypy.stubtest', 'sense_hat', 'sense_emu', '--allowlist', HERE / 'stubs_allowed.txt'],
        env=environment, cwd=SCRATCH, capture_output=True, text=True, timeout=100, check=False)


def test_the_stubs_are_those_of_the_modules():
    result = stubtest(PACKAGES)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize('file, old, new', [
    ('sense_hat/stick.pyi', 'def get_events(self)', 'def get_event(self)'),
    ('sense_hat/sense_hat.pyi', 'scroll_speed: float = 0.1', 'scroll_speed: float = 0.2'),
    ('sense_hat/sense_hat.pyi', 'def flip_h(self, redraw: bool = True)', 'def flip_h(self, draw: bool = True)'),
    ('sense_hat/colour.pyi', 'integration_cycles: int = 1', '*, integration_cycles: int = 1'),
], ids=['name', 'default', 'parameter', 'kind'])
def test_a_difference_is_found(tmp_path, file, old, new):
    packages = tmp_path / 'python'
    shutil.copytree(PACKAGES, packages, ignore=shutil.ignore_patterns('__pycache__'))
    text = (packages / file).read_text(encoding='utf-8')
    assert old in text
    (packages / file).write_text(text.replace(old, new), encoding='utf-8')
    assert stubtest(packages).returncode != 0


def public_members():
    """Every public class, function, method and property, by its name."""
    for name in MODULES:
        module = importlib.import_module(name)
        for part, value in vars(module).items():
            if part.startswith('_') or not callable(value) or getattr(value, '__module__', '') not in MODULES:
                continue
            yield part, value
            if inspect.isclass(value):
                for member, _ in inspect.getmembers(value):
                    if not member.startswith('_'):
                        yield f'{part}.{member}', inspect.getattr_static(value, member)


def test_every_public_name_has_a_docstring():
    without = sorted({name for name, value in public_members()
                      if (callable(value) or isinstance(value, property)) and not inspect.getdoc(value)})
    assert without == ['I2C.' + name for name in without]   # those say what their base says
