"""The joystick as far as it goes without anybody to move it."""
import functools
import signal
import time

import pytest

from sense_hat import InputEvent, SenseStick


def test_names():
    assert SenseStick.EVENT_FORMAT == 'llHHI' and SenseStick.KEY_ENTER == 28
    event = InputEvent(1.5, 'up', 'pressed')
    assert repr(event) == "InputEvent(timestamp=1.5, direction='up', action='pressed')"


def test_no_events(hat):
    assert hat.stick.get_events() == []
    assert hat.stick.wait_for_event(timeout=0) is None
    assert hat.stick.wait_for_event(True, timeout=0.001) is None
    with pytest.raises(TypeError):
        hat.stick.wait_for_event(False, 1)


@pytest.mark.parametrize('wrong, text', [
    (5, 'value must be None or a callable'),
    ('print', 'value must be None or a callable'),
    (lambda one, two: None, 'value must be a callable which accepts up to one mandatory parameter'),
])
def test_callbacks_that_cannot_be_called(hat, wrong, text):
    for name in ('up', 'down', 'left', 'right', 'middle', 'any'):
        with pytest.raises(ValueError) as caught:
            setattr(hat.stick, 'direction_' + name, wrong)
        assert str(caught.value) == text
        assert getattr(hat.stick, 'direction_' + name) is None


def test_callbacks_are_given_back(hat):
    class Callable:
        def __call__(self, event):
            pass

    for callback in (print, Callable(), functools.partial(max, 1, 2), lambda: 1, lambda event: 1, Callable, None):
        hat.stick.direction_up = callback
        assert hat.stick.direction_up is callback


def test_closing_never_hangs_and_then_nothing_works(hat):
    hat.stick.direction_any = lambda: None
    hat.stick.close()
    hat.stick.close()
    for use in (hat.stick.get_events, hat.stick.wait_for_event, lambda: setattr(hat.stick, 'direction_up', print)):
        with pytest.raises(TypeError):
            use()


def interrupted(call):
    """Whether a signal handler that raises ends the call at once."""
    def ring(number, frame):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    start = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            call()
    finally:
        signal.signal(signal.SIGALRM, before)
    return time.monotonic() - start < 2


def test_a_signal_interrupts_what_waits(hat):
    assert interrupted(hat.stick.wait_for_event)
    hat.rotation = 90
    assert interrupted(lambda: hat.show_message('A very long text', 10))
    assert hat.rotation == 90
