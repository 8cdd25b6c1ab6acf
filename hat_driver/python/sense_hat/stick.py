"""The joystick."""
import struct
from collections import namedtuple
from time import sleep

from . import _core
from ._backend import backend

DIRECTION_UP = 'up'
DIRECTION_DOWN = 'down'
DIRECTION_LEFT = 'left'
DIRECTION_RIGHT = 'right'
DIRECTION_MIDDLE = 'middle'

ACTION_PRESSED = 'pressed'
ACTION_RELEASED = 'released'
ACTION_HELD = 'held'

#: What happened: seconds since 1970, one of the DIRECTION_ and one of the ACTION_ constants.
InputEvent = namedtuple('InputEvent', ('timestamp', 'direction', 'action'))

_ANY = 'any'
#: How long the callback thread rests when nothing happened, in seconds.
_REST = 0.01


def _takes_no_event(callback):
    """Whether a callback is called without the event; a ValueError if it can be called in neither way."""
    import inspect
    refusal = ValueError('value must be a callable which accepts up to one mandatory parameter')
    if inspect.isbuiltin(callback):
        return True
    try:
        signature = inspect.signature(callback)
    except ValueError:      # made in C and does not say: a type is refused, anything else called like a builtin
        if isinstance(callback, type):
            raise refusal from None
        return True
    for arguments in ((), (None,)):
        try:
            signature.bind(*arguments)
            return not arguments
        except TypeError:
            pass
    raise refusal


class _Callbacks:
    """The thread that waits for events and calls back."""

    def __init__(self, reader):
        self._reader = reader
        self._closing = False
        self._calls = {}
        self._thread = None

    def get(self, direction):
        """The function assigned to a direction, or None."""
        return self._calls.get(direction, (None, None))[0]

    def set(self, direction, callback):
        """Assigns a function; the first one starts the thread."""
        if callback is None:
            self._calls.pop(direction, None)
            return
        if not callable(callback):
            raise ValueError('value must be None or a callable')
        if _takes_no_event(callback):
            self._calls[direction] = (callback, lambda event: callback())
        else:
            self._calls[direction] = (callback, callback)
        if self._thread is None:
            from threading import Thread
            self._thread = Thread(target=self._run, daemon=True)
            self._thread.start()

    def start_at(self, cursor):
        """The first event to call back for, unless the thread runs already."""
        if self._thread is None:
            self._reader.cursor = cursor

    def close(self):
        """Ends the thread; a callback that runs just now is not waited for longer than a second."""
        from threading import current_thread
        self._closing = True
        if self._thread is not None and self._thread is not current_thread():
            self._thread.join(1)

    def _run(self):
        while not self._closing:
            event = self._reader.next()
            if event is None:
                sleep(_REST)
                continue
            event = InputEvent._make(event)
            for direction in (event.direction, _ANY):
                if direction in self._calls:
                    self._call(self._calls[direction][1], event)

    def _call(self, call, event):
        try:
            call(event)
        except BaseException:   # reported, and the next event still arrives
            import sys
            import threading
            threading.excepthook(threading.ExceptHookArgs(sys.exc_info() + (self._thread,)))


def _direction_property(direction):
    def getter(self):
        return self._callbacks.get(direction)

    def setter(self, callback):
        self._set_callback(direction, callback)

    return property(getter, setter, doc="""
        What is called when the joystick is moved (%s): a function without parameters, or with one, which is the
        InputEvent. None for nothing. Callbacks run one after the other in a thread of their own.""" % direction)


class SenseStick:
    """The joystick. Directions are those of the board and do not follow the rotation of the LEDs.

    Every SenseStick sees every event, whoever else reads them.
    """

    SENSE_HAT_EVDEV_NAME = 'Raspberry Pi Sense HAT Joystick'
    EVENT_FORMAT = 'llHHI'
    EVENT_SIZE = struct.calcsize(EVENT_FORMAT)
    EV_KEY = 0x01
    STATE_RELEASE = 0
    STATE_PRESS = 1
    STATE_HOLD = 2
    KEY_UP = 103
    KEY_LEFT = 105
    KEY_RIGHT = 106
    KEY_DOWN = 108
    KEY_ENTER = 28

    def __init__(self):
        self._reader = _core.Stick(backend())
        self._callbacks = _Callbacks(_core.Stick(backend()))

    def close(self):
        """Ends the use of the joystick: later calls are a TypeError. A second time does nothing."""
        if self._reader is not None:
            self._callbacks.close()
            self._reader = None

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.close()

    def _open_reader(self):
        if self._reader is None:
            raise TypeError('the joystick has been closed')
        return self._reader

    def _set_callback(self, direction, callback):
        # Events since the joystick was opened are still to come, as they are for get_events().
        self._callbacks.start_at(self._open_reader().cursor)
        self._callbacks.set(direction, callback)

    def wait_for_event(self, emptybuffer=False, *, timeout=None):
        """Waits for the next event and returns it.

        With emptybuffer=True events that are already there are thrown away first. An addition of this library:
        with a timeout (seconds) it returns None when that has passed without an event.
        """
        reader = self._open_reader()
        if emptybuffer:
            self.get_events()
        event = reader.wait(timeout)
        return None if event is None else InputEvent._make(event)

    def get_events(self):
        """Returns a list of all InputEvents since the last call, oldest first, perhaps empty; does not wait."""
        reader = self._open_reader()
        return [InputEvent._make(event) for event in iter(reader.next, None)]

    direction_up = _direction_property(DIRECTION_UP)
    direction_down = _direction_property(DIRECTION_DOWN)
    direction_left = _direction_property(DIRECTION_LEFT)
    direction_right = _direction_property(DIRECTION_RIGHT)
    direction_middle = _direction_property(DIRECTION_MIDDLE)
    direction_any = _direction_property(_ANY)
