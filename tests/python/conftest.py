"""A hat for every test, on the memory backend and on a board: the same cases must hold for both."""
import pytest
from test_board import Board

import sense_hat
from sense_hat import SenseHat, _backend


def put_on(monkeypatch, board):
    """From now on SenseHat() stands on this board."""
    monkeypatch.setattr(_backend, '_opened', {})    # the numbers of closed descriptors come back
    monkeypatch.setenv('SENSE_HAT_BACKEND', 'auto')
    monkeypatch.setenv('CUPOLA_BOARD', board.name)


@pytest.fixture
def board(monkeypatch):
    """A fresh board with the readings of the memory backend; hats made in this test stand on it."""
    board = Board('flight')
    board.humidity(45, 20)
    board.pressure(1013, 20)
    board.motion(1, (0, 0, 1), (0, 0, 0), (33, 0, 0))
    board.light(4, 5, 4, 12)
    put_on(monkeypatch, board)
    return board


@pytest.fixture(params=['memory', 'board'])
def backend(request, monkeypatch):
    """Every test that uses it runs on both backends."""
    if request.param == 'board':
        return request.getfixturevalue('board')
    monkeypatch.setattr(_backend, '_opened', {})
    return None


@pytest.fixture
def hat(backend):
    hat = SenseHat()
    yield hat
    hat.stick.close()


@pytest.fixture
def physical(backend):
    """Reads what the LEDs hold, whatever the rotation of the hat under test; from outside where there is one."""
    if backend is None:
        return SenseHat().get_pixels
    return lambda: (backend.frames() or [[[0, 0, 0]] * 64])[-1]


@pytest.fixture
def no_sleep(monkeypatch):
    """Collects the sleeps of the library instead of sleeping."""
    sleeps = []
    monkeypatch.setattr(sense_hat.sense_hat.time, 'sleep', sleeps.append)
    return sleeps
