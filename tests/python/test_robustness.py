"""Nothing a program passes in brings the library down or half-changes the picture."""
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sense_hat
from sense_hat import SenseHat

CHANNEL = st.one_of(st.integers(-5, 260), st.floats(), st.none(), st.text(max_size=2), st.booleans(),
                    st.integers(-2 ** 70, 2 ** 70))
COLOUR = st.one_of(st.lists(CHANNEL, max_size=4), st.tuples(CHANNEL, CHANNEL, CHANNEL), st.binary(max_size=4),
                   st.integers(), st.none(), st.text(max_size=4),
                   st.tuples(*[st.integers(0, 255)] * 3))
ANYTHING = st.one_of(CHANNEL, COLOUR, st.dictionaries(st.integers(), st.integers(), max_size=2))
ALLOWED = (ValueError, TypeError, IndexError, KeyError, OverflowError)


@pytest.fixture(scope='module')
def shared():
    return SenseHat()


def whole_or_refused(hat, call):
    """The call works, or raises something a program can expect and leaves the picture as it was."""
    before = hat.get_pixels()
    try:
        call()
    except ALLOWED:
        assert hat.get_pixels() == before
    assert len(hat.get_pixels()) == 64


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(x=ANYTHING, y=ANYTHING, colour=st.lists(ANYTHING, max_size=4))
def test_set_pixel(shared, x, y, colour):
    whole_or_refused(shared, lambda: shared.set_pixel(x, y, *colour))
    whole_or_refused(shared, lambda: shared.get_pixel(x, y))


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(good=st.tuples(*[st.integers(0, 255)] * 3), wrong=COLOUR, index=st.integers(0, 63), count=st.integers(62, 65))
def test_set_pixels_and_clear(shared, good, wrong, index, count):
    pixels = [good] * count
    pixels[min(index, count - 1)] = wrong
    whole_or_refused(shared, lambda: shared.set_pixels(pixels))
    whole_or_refused(shared, lambda: shared.set_pixels(wrong))
    whole_or_refused(shared, lambda: shared.clear(wrong))


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(text=st.one_of(st.text(max_size=6), ANYTHING), text_colour=COLOUR, back_colour=COLOUR)
def test_letters(shared, text, text_colour, back_colour):
    whole_or_refused(shared, lambda: shared.show_letter(text, text_colour, back_colour))


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(text=st.one_of(st.text(max_size=6), ANYTHING), text_colour=COLOUR)
def test_messages(shared, text, text_colour):
    try:
        shared.show_message(text, 0, text_colour)
    except ALLOWED:
        pass
    assert shared.rotation == 0


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(value=ANYTHING, table=st.one_of(ANYTHING, st.lists(CHANNEL, min_size=32, max_size=32)))
def test_settings(shared, value, table):
    before = shared.gamma
    for name, given_value in (('gamma', table), ('rotation', value)):
        try:
            setattr(shared, name, given_value)
        except ALLOWED:
            assert name != 'gamma' or shared.gamma == before
    assert shared.rotation in (0, 90, 180, 270)
    shared.rotation = 0
    try:
        shared.set_imu_config(value, value, True)
    except TypeError:
        pass


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(data=st.binary(max_size=200), head=st.sampled_from([b'', b'\x89PNG\r\n\x1a\n', b'GIF89a', b'BM', b'\xff\xd8\xff']))
def test_picture_files(data, head):
    pixels = sense_hat._core.read_image(head + data)
    assert pixels is None or all(len(pixel) == 3 for pixel in pixels)


@pytest.mark.parametrize('program', [
    'hat.stick.direction_any = print',
    'import threading; threading.Thread(target=hat.stick.wait_for_event, daemon=True).start()',
    'import threading; threading.Thread(target=hat.show_message, args=("long text",), daemon=True).start()',
    'from sense_hat import SenseStick; stick = SenseStick(); del hat; stick.get_events()',
    'import os; pid = os.fork(); hat.show_message("A", 0); pid and os.waitpid(pid, 0)',
])
def test_a_program_ends_when_its_main_thread_does(program):
    done = subprocess.run([sys.executable, '-B', '-c', 'from sense_hat import SenseHat; hat = SenseHat()\n' + program],
                          capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stderr) == (0, '')
