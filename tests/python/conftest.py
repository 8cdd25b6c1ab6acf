"""A hat for every test: the memory backend is one HAT per process, so each test starts from a dark, upright one."""
import pytest

import sense_hat
from sense_hat import SenseHat


@pytest.fixture
def hat():
    hat = SenseHat()
    hat.gamma_reset()
    hat.clear()
    yield hat
    hat.stick.close()


@pytest.fixture
def physical():
    """Reads what the LEDs hold, whatever the rotation of the hat under test."""
    return SenseHat().get_pixels


@pytest.fixture
def no_sleep(monkeypatch):
    """Collects the sleeps of the library instead of sleeping."""
    sleeps = []
    monkeypatch.setattr(sense_hat.sense_hat.time, 'sleep', sleeps.append)
    return sleeps
