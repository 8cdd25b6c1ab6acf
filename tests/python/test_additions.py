"""What this library adds: scrolling that does not wait, the extended font, `with`, a time-out for the joystick."""
import subprocess
import sys
import threading
import time

import pytest

import sense_hat
from sense_hat import SenseHat


def pictures_of(hat, monkeypatch):
    """Collects every picture that goes through set_pixels."""
    pictures = []
    monkeypatch.setattr(hat, 'set_pixels', pictures.append, raising=False)
    return pictures


@pytest.mark.parametrize('speed', [-1, -0.001])
def test_a_negative_speed_is_refused(hat, speed):
    hat.clear(255, 0, 0)
    with pytest.raises(ValueError, match='sleep length must be non-negative'):
        hat.scroll_message('A', speed)
    assert hat.get_pixel(0, 0) == [248, 0, 0]


def test_wrong_arguments_are_reported_where_they_were_given(hat):
    for wrong in [(5,), ('A', 0, (0, 0, 0), (0, 0, 256)), ('A', 'fast')]:
        with pytest.raises((TypeError, ValueError)):
            hat.scroll_message(*wrong)
    assert threading.active_count() == 1


def test_scrolling_shows_what_show_message_shows(hat, monkeypatch):
    pictures = pictures_of(hat, monkeypatch)
    hat.show_message('Ab!', 0, (255, 0, 0), (0, 0, 9))
    expected = list(pictures)
    pictures.clear()
    message = hat.scroll_message('Ab!', 0, (255, 0, 0), (0, 0, 9))
    assert message.wait(20) is True and message.done
    assert pictures == expected


def test_it_returns_at_once_and_can_be_stopped(hat):
    message = hat.scroll_message('A long story', 3600)
    assert not message.done and message.wait(0) is False
    message.stop()
    message.stop()
    assert message.done and message.wait() is True
    hat.clear(0, 0, 255)
    assert hat.get_pixel(3, 3) == [0, 0, 248]


def test_a_second_message_ends_the_first(hat):
    first = hat.scroll_message('first', 3600)
    second = hat.scroll_message('second', 3600)
    assert first.done and not second.done
    second.stop()


def test_drawing_from_another_thread_sees_the_rotation_that_was_set(hat):
    hat.rotation = 90
    seen = set()
    message = hat.scroll_message('rotation', 0.001)
    while not message.done:
        seen.add(hat.rotation)
    assert seen == {90} and hat.rotation == 90


def test_it_can_be_stopped_by_what_it_draws(hat, monkeypatch):
    pictures, messages, started = [], [], threading.Event()

    def draw(picture):
        pictures.append(picture)
        if len(pictures) == 3:
            started.wait(20)
            messages[0].stop()

    monkeypatch.setattr(hat, 'set_pixels', draw, raising=False)
    messages.append(hat.scroll_message('never ending', 0))
    started.set()
    assert messages[0].wait(20)
    assert len(pictures) == 3


def run(program):
    """Runs a program in an interpreter of its own."""
    start = time.monotonic()
    done = subprocess.run([sys.executable, '-B', '-c', program], capture_output=True, text=True, timeout=60, check=False)
    return done, time.monotonic() - start


def test_the_end_of_the_program_ends_it():
    done, seconds = run("import sense_hat; sense_hat.SenseHat().scroll_message('x' * 999, .01); print('end')")
    assert (done.returncode, done.stdout, done.stderr) == (0, 'end\n', '') and seconds < 30


def test_ctrl_c_ends_waiting_for_it():
    done, seconds = run("import os, signal, threading, sense_hat\n"
                        "message = sense_hat.SenseHat().scroll_message('x' * 999, 1)\n"
                        "threading.Timer(.2, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
                        "try: message.wait()\n"
                        "except KeyboardInterrupt: print('interrupted', message.done)\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, 'interrupted False\n', '') and seconds < 30


def test_with_ends_the_joystick_and_the_message(backend):
    with SenseHat() as hat:
        message = hat.scroll_message('A', 3600)
    assert message.done
    with pytest.raises(TypeError):
        hat.stick.get_events()


@pytest.mark.parametrize('timeout, kind, text', [
    (float('nan'), ValueError, 'timeout must be a number of seconds, got nan'),
    ('soon', TypeError, 'must be real number, not str'), ([1], TypeError, 'must be real number, not list')])
def test_a_time_out_that_is_no_time(hat, timeout, kind, text):
    with pytest.raises(kind) as caught:
        hat.stick.wait_for_event(timeout=timeout)
    assert str(caught.value) == text


def test_waiting_for_the_joystick_ends_at_the_time_out(hat):
    assert hat.stick.wait_for_event(timeout=0) is None
    assert hat.stick.wait_for_event(True, timeout=0.01) is None
    with pytest.raises(TypeError):
        hat.stick.wait_for_event(True, 0.01)    # by name only: the original has no such argument


def test_the_extended_font_is_off_until_it_is_set(hat):
    hat.show_letter('?')
    unknown = hat.get_pixels()
    for on in (False, True, False):
        hat.extended_font = on
        assert hat.extended_font is on
        hat.show_letter('Ж')
        assert (hat.get_pixels() == unknown) is not on


def test_the_extended_font_goes_with_letters_of_the_program(hat):
    hat.extended_font = True
    hat.show_letter('Ж')
    expected = hat.get_pixels()
    hat._text_dict['A'] = hat._text_dict['B']   # from now on letters are drawn from there
    hat.show_letter('Ж')
    assert hat.get_pixels() == expected
    hat.extended_font = False
    hat.show_letter('Ж')
    assert hat.get_pixels() != expected


def test_the_extended_font_is_that_of_one_hat(hat):
    hat.extended_font = 1
    assert hat.extended_font is True and SenseHat().extended_font is False


def test_a_message_in_the_extended_font(hat, no_sleep):
    hat.extended_font = True
    hat.show_message('°C')
    assert len(no_sleep) == 8 + 5 + 6
    assert sense_hat.sense_hat._core.has_glyph(ord('°'), True)
