"""Text that scrolls while the program goes on. An addition of this library."""
import atexit
from threading import Event, Thread, current_thread


class ScrollingMessage:
    """A message under way: what scroll_message() returns. An addition of this library.

    It ends when the text has passed, when stop() is called, and with the program.
    """

    def __init__(self, draw, frames, scroll_speed):
        """Draws the first column at once, so that a wrong colour is reported where it was given."""
        self._draw, self._frames, self._scroll_speed = draw, frames, scroll_speed
        self._ending, self._done = Event(), Event()     # not is_alive(): it is wrong after Ctrl+C in join()
        draw(0)
        self._thread = Thread(target=self._run, name='scroll_message', daemon=True)
        atexit.register(self._end)      # before the interpreter goes: a daemon thread alone would be cut off anywhere
        self._thread.start()

    def _run(self):
        try:
            for start in range(1, self._frames):
                if self._ending.wait(self._scroll_speed):
                    return
                self._draw(start)
            self._ending.wait(self._scroll_speed)
            atexit.unregister(self._end)
        finally:
            self._done.set()

    def _end(self):
        """At the program's end: a drawing that hangs must not keep it from ending."""
        self._ending.set()
        self.wait(1)

    @property
    def done(self):
        """True when nothing more will be drawn: the text has passed, or was stopped."""
        return self._done.is_set()

    def stop(self):
        """Ends the message; returns when nothing more will be drawn. The LEDs stay as they are."""
        self._ending.set()
        atexit.unregister(self._end)
        self.wait()

    def wait(self, timeout=None):
        """Waits until the message is done, `timeout` seconds at most (None: as long as it takes); returns `done`."""
        if self._thread is not current_thread():
            self._done.wait(timeout)
        return self.done
