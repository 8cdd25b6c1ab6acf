"""What the window tests share: a display, a person's folders, and windows that are ended whatever happens."""
import os

import pytest

from driver import Display, Home, Program, Window, missing_tools


@pytest.fixture(scope="session")
def display():
    missing = missing_tools()
    if missing:
        text = f"not installed: {' '.join(missing)}; the real window is NOT tested"
        if os.environ.get("CUPOLA_WINDOW_MUST_WORK"):
            pytest.fail(text)
        pytest.skip(text)
    server = Display()
    yield server
    server.close()


@pytest.fixture
def home(tmp_path, display):
    return Home(tmp_path, display)


class Starter:
    """Starts windows and programs for one test."""

    def __init__(self, home):
        self.home = home
        self._started = []

    def window(self, *arguments):
        return self._keep(Window(self.home, *arguments))

    def program(self, path):
        return self._keep(Program(self.home, path))

    def _keep(self, thing):
        self._started.append(thing)
        return thing

    def close(self):
        for thing in reversed(self._started):
            thing.close()


@pytest.fixture
def start(home):
    starter = Starter(home)
    yield starter
    starter.close()
