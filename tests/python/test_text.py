"""Letters and messages."""
import subprocess
import sys

import pytest

import sense_hat
from sense_hat import SenseHat

RANGE = 'Pixel at index %d is invalid. Pixel elements must be between 0 and 255'


@pytest.mark.parametrize('text, frames', [
    ('', 8), ('A', 14), ('!', 10), (' ', 14), ('Hello, world!', 72), ('One small step for Pi!', 127),
    ('°', 14), (['A', '!'], 16), (['AB'], 14), (('',), 14), ('\ud800', 14), ({'A': 1}, 14),
])
def test_frames_and_sleeps(hat, no_sleep, text, frames):
    hat.show_message(text, 0.25, [255, 0, 0], [0, 0, 255])
    assert no_sleep == [0.25] * frames
    assert hat.get_pixels() == [[0, 0, 248]] * 64


@pytest.mark.parametrize('text, kind, message', [
    (5, TypeError, "'int' object is not iterable"),
    (None, TypeError, "'NoneType' object is not iterable"),
    (b'AB', TypeError, "object of type 'int' has no len()"),
    ([['A']], TypeError, "unhashable type: 'list'"),
])
def test_texts_that_are_none(hat, no_sleep, text, kind, message):
    hat.clear(255, 0, 0)
    with pytest.raises(kind) as caught:
        hat.show_message(text)
    assert str(caught.value) == message
    assert no_sleep == [] and hat.get_pixel(0, 0) == [248, 0, 0]


def test_a_negative_speed_is_refused_after_the_first_frame(hat):
    hat.clear(255, 0, 0)
    with pytest.raises(ValueError, match='sleep length must be non-negative'):
        hat.show_message('A', -1)
    assert hat.get_pixels() == [[0, 0, 0]] * 64


@pytest.mark.parametrize('rotation', [0, 90, 180, 270])
def test_wrong_colours_leave_the_rotation_alone(hat, no_sleep, rotation):
    hat.rotation = rotation
    with pytest.raises(ValueError) as caught:
        hat.show_message('A', 0, back_colour=(0, 0, 256))
    assert str(caught.value) == RANGE % 0 and no_sleep == []
    # The first lit pixel that comes in: the left leg of the A, in the last column, its lowest row.
    with pytest.raises(ValueError) as caught:
        hat.show_message('A', 0, text_colour=(0, 0, 256))
    assert str(caught.value) == RANGE % 56 and no_sleep == [0]
    with pytest.raises(TypeError):
        hat.show_letter('A', text_colour=(1.5, 0, 0))
    with pytest.raises(ValueError) as caught:
        hat.show_letter('A', (300, 0, 0))
    assert str(caught.value) == RANGE % 8
    assert hat.rotation == rotation
    hat.show_message('', 0, text_colour='not looked at')


def test_letters(hat):
    with pytest.raises(ValueError, match='^Only one character may be passed into this method$'):
        hat.show_letter('AB')
    with pytest.raises(TypeError):
        hat.show_letter(5)
    hat.show_letter('?')
    shown = hat.get_pixels()
    for unknown in ('', 'é', '^', ('A',), []):
        hat.clear()
        hat.show_letter(unknown)
        assert hat.get_pixels() == shown


def test_letters_turn_with_the_rotation(hat, physical):
    hat.show_letter('F', [255, 0, 0], [0, 0, 255])
    upright = hat.get_pixels()
    hat.rotation = 90
    hat.show_letter('F', (255, 0, 0), (0, 0, 255))
    assert hat.get_pixels() == upright != physical()


def test_a_sleep_replaced_before_the_import_sees_every_frame():
    program = ('import time; sleeps = []; time.sleep = lambda seconds: sleeps.append(seconds)\n'
               'from sense_hat import SenseHat; SenseHat().show_message("A", 0); print(sleeps == [0] * 14)')
    done = subprocess.run([sys.executable, '-B', '-c', program], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ('True\n', '')


def test_frames_of_a_patched_set_pixels_are_those_of_the_direct_way(no_sleep):
    direct, patched = SenseHat(), SenseHat()
    seen = []

    def remember(pixel_list):
        seen.append([[channel & 0xf8 for channel in pixel] for pixel in pixel_list])

    patched.set_pixels = remember
    patched.show_message('Ag!', 0, (255, 0, 0), (0, 0, 255))
    frames = []
    original = sense_hat.sense_hat.time.sleep
    sense_hat.sense_hat.time.sleep = lambda seconds: frames.append(direct.get_pixels())
    try:
        direct.show_message('Ag!', 0, (255, 0, 0), (0, 0, 255))
    finally:
        sense_hat.sense_hat.time.sleep = original
    assert len(seen) == 8 + 6 + 6 + 2
    assert seen == frames
