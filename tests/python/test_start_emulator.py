"""SENSE_HAT_BACKEND=auto with no board running: a `cupola-emulator` on PATH is started and used."""
import json
import os
import signal
import subprocess
import sys

import pytest

EMULATOR = '''#!%s
import json, os
from test_board import Board
board = Board('v1')
board.humidity(61, 20)
facts = {'pid': os.getpid(), 'session': os.getsid(0), 'streams': [os.readlink('/proc/self/fd/%%d' %% fd) for fd in range(3)],
         'stray': os.path.exists('/proc/self/fd/77')}
with open(os.environ['XDG_RUNTIME_DIR'] + '/facts', 'w') as file:
    json.dump(facts, file)
board.serve('emulator', 60)
''' % sys.executable

PROGRAM = '''
import os, sense_hat
os.dup2(1, 77, inheritable=True)
try:
    print(sense_hat.SenseHat().humidity)
except OSError as error:
    print(error.args)
try:
    print(os.waitpid(-1, os.WNOHANG))
except ChildProcessError:
    print('no child')
'''


@pytest.fixture
def machine(tmp_path):
    """Runs the program on a machine with this PATH folder and display; ends the emulator that it started."""
    def run(display):
        environment = {**os.environ, 'PATH': str(tmp_path), 'XDG_RUNTIME_DIR': str(tmp_path), 'DISPLAY': display,
                       'WAYLAND_DISPLAY': '', 'SENSE_HAT_BACKEND': 'auto', 'CUPOLA_BOARD': ''}
        return subprocess.run([sys.executable, '-B', '-c', PROGRAM], capture_output=True, text=True, timeout=60,
                              env=environment)
    yield run
    if (tmp_path / 'facts').exists():
        os.kill(json.loads((tmp_path / 'facts').read_text())['pid'], signal.SIGKILL)


def install(folder, text):
    (folder / 'cupola-emulator').write_text(text)
    (folder / 'cupola-emulator').chmod(0o755)
    return str(folder / 'cupola-emulator')


def test_without_a_display_nothing_is_started(machine, tmp_path):
    install(tmp_path, EMULATOR)
    done = machine('')
    assert done.stdout == "('Cannot detect RPi-Sense FB device',)\nno child\n"
    assert 'starting' not in done.stderr and done.stderr.count('\n') == 1
    assert not (tmp_path / 'facts').exists()


def test_without_an_emulator_the_remedy_names_it(machine):
    done = machine(':99')
    assert done.stdout == "('Cannot detect RPi-Sense FB device',)\nno child\n"
    assert done.stderr.startswith('sense_hat: no emulator is running and no cupola-emulator is on PATH: ')
    assert done.stderr.count('\n') == 1


def test_an_emulator_that_dies_at_once_is_an_os_error(machine, tmp_path):
    path = install(tmp_path, '#!/bin/sh\nexit 1\n')
    done = machine(':99')
    assert done.stdout == "('Cannot detect RPi-Sense FB device',)\nno child\n"
    first, second = done.stderr.splitlines()
    assert first == 'sense_hat: no emulator is running: starting ' + path
    assert second.startswith('sense_hat: cupola-emulator was started but gave no board: ')


def test_the_emulator_is_started_used_and_outlives_the_program(machine, tmp_path):
    path = install(tmp_path, EMULATOR)
    done = machine(':99')
    assert done.stdout == '61.0\nno child\n', done.stderr
    assert done.stderr == 'sense_hat: no emulator is running: starting %s\n' % path
    facts = json.loads((tmp_path / 'facts').read_text())
    assert facts['streams'] == ['/dev/null'] * 3 and not facts['stray']
    assert facts['session'] != os.getsid(0)
    again = machine(':99')
    assert again.stdout == '61.0\nno child\n' and again.stderr == ''
