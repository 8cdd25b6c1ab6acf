"""What only a board can show: what the world sees of a program, and the program of a world that moves."""
import functools
import threading
import time

import pytest
from conftest import put_on
from test_board import Board
from test_stick import interrupted

from sense_hat import InputEvent, SenseHat, SenseStick

LEDS, TEMPERATURE, HUMIDITY, PRESSURE, COLOUR, MOTION, JOYSTICK = (1 << bit for bit in range(7))
HTS221, LPS25H, LSM9DS1, COLOUR_CHIP = (1 << bit for bit in range(4))


def until(condition):
    """Waits for something another thread does."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, 'waited in vain'
        time.sleep(0.002)


@pytest.mark.parametrize('name', ['fd:', 'fd:3', 'fd:3,', 'fd:3,4,5', 'fd:3,x', 'fd:-1,4', '3,4', 'fd:99999999999,1'])
def test_a_board_name_that_is_none(board, monkeypatch, name):
    monkeypatch.setenv('CUPOLA_BOARD', name)
    with pytest.raises(ValueError) as caught:
        SenseHat()
    assert str(caught.value) == 'CUPOLA_BOARD must be fd:N,M or the name of a board, got ' + name


def test_descriptors_that_are_no_board(board, monkeypatch):
    monkeypatch.setenv('CUPOLA_BOARD', 'fd:900,901')
    with pytest.raises(OSError, match='Bad file descriptor'):
        SenseHat()


@pytest.mark.parametrize('chip, read, text', [
    (HTS221, SenseHat.get_humidity, 'Humidity Init Failed'),
    (HTS221, SenseHat.get_temperature, 'Humidity Init Failed'),
    (LPS25H, SenseHat.get_pressure, 'Pressure Init Failed'),
    (LPS25H, SenseHat.get_temperature_from_pressure, 'Pressure Init Failed'),
    (LSM9DS1, SenseHat.get_orientation, 'IMU Init Failed'),
    (LSM9DS1, SenseHat.get_compass_raw, 'IMU Init Failed'),
])
def test_an_absent_chip_speaks_as_the_original_does(board, chip, read, text):
    board.set_chips(15 & ~chip)
    hat = SenseHat()
    with pytest.raises(OSError) as caught:
        read(hat)
    assert caught.value.args == (text,)
    board.set_chips(15)
    read(hat)


def test_an_absent_colour_chip(board, capsys):
    board.set_chips(15 & ~COLOUR_CHIP)
    assert SenseHat().colour is None
    assert capsys.readouterr().out == 'This Sense Hat does not have a colour sensor\n'


def test_a_sensor_without_a_sample_reads_0_and_warns_once(monkeypatch, recwarn):
    board = Board()
    put_on(monkeypatch, board)
    hat = SenseHat()
    start = time.monotonic()
    assert hat.temp == 0 and type(hat.temp) is int
    assert 0.9 < time.monotonic() - start
    assert [str(warning.message) for warning in recwarn] == ['a sensor gives no valid reading; it is shown as 0']
    board.humidity(45, 20)
    assert hat.temp == 20


def test_the_first_sample_is_waited_for(monkeypatch):
    board = Board()
    put_on(monkeypatch, board)
    hat = SenseHat()
    late = threading.Timer(0.05, board.humidity, (45, 20))
    late.start()
    assert hat.humidity == 45
    late.join()


@pytest.mark.parametrize('read', [SenseHat.get_orientation, SenseHat.get_compass, SenseHat.get_humidity])
def test_a_signal_ends_the_wait_for_a_first_sample_at_once(monkeypatch, read):
    board = Board()
    put_on(monkeypatch, board)
    hat = SenseHat()
    start = time.monotonic()
    assert interrupted(lambda: read(hat))
    assert time.monotonic() - start < 0.9       # it would have waited for a second


def test_readings_follow_the_world(board):
    hat = SenseHat()
    board.humidity(61.5, 27.25)
    board.pressure(998.5, 28.75)
    board.motion(2, (0.1, 0.2, 0.9), (0.01, 0.02, 0.03), (10, 20, 30))
    assert (hat.humidity, hat.temp, hat.pressure, hat.get_temperature_from_pressure()) == (61.5, 27.25, 998.5, 28.75)
    assert hat.accel_raw == {'x': 0.1, 'y': 0.2, 'z': 0.9}
    assert hat.gyro_raw == {'x': 0.01, 'y': 0.02, 'z': 0.03}
    assert hat.compass_raw == {'x': 10, 'y': 20, 'z': 30}


def test_orientation_of_the_emulators_poses(board):
    hat = SenseHat()
    board.motion(10 ** 9, (-2 ** -0.5, 0, 2 ** -0.5), (0, 0, 0), (23.3, 0, 23.3))
    assert hat.orientation == pytest.approx({'roll': 0, 'pitch': 45, 'yaw': 0}, abs=1e-6)
    board.motion(100 * 10 ** 9, (0, 0, 1), (0, 0, 0), (0, -33, 0))
    assert hat.compass == pytest.approx(90)
    assert hat.orientation == pytest.approx({'roll': 0, 'pitch': 0, 'yaw': 90}, abs=1e-6)


def test_claims_say_what_was_used(board):
    hat = SenseHat()
    hat.clear()
    hat.get_pixels()
    assert board.claims() == 0
    for use, claim in [(lambda: hat.set_pixel(0, 0, 0, 0, 1), LEDS), (lambda: hat.temp, TEMPERATURE),
                       (lambda: hat.humidity, HUMIDITY), (lambda: hat.pressure, PRESSURE),
                       (lambda: hat.colour.colour, COLOUR), (lambda: hat.orientation, MOTION),
                       (hat.stick.get_events, JOYSTICK)]:
        before = board.claims()
        use()
        assert board.claims() == before | claim and before & claim == 0


def test_text_is_noted_and_every_update_is_one_picture(board, no_sleep):
    hat = SenseHat()
    hat.show_message('Grüße!', 0)
    assert board.texts() == ['Grüße!']
    # G, ?, ?, e have five columns each, r has four, ! one: "ü" and "ß" show as "?".
    assert len(board.frames()) == 8 + 6 + 5 + 6 + 6 + 6 + 2
    hat.set_pixel(0, 0, 0, 0, 0)
    hat.set_pixels([[0, 0, 0]] * 64)
    hat.clear()
    hat.rotation = 90
    hat.flip_h()
    hat.show_letter('x')
    assert len(board.frames()) == 39 + 6


def test_events_reach_every_reader_in_order(board):
    board.move_stick(1, 0, 0)
    hat = SenseHat()
    other = SenseStick()
    board.move_stick(2.5, 1, 0)
    board.move_stick(3, 2, 2)
    board.move_stick(4, 3, 1)
    board.move_stick(5, 4, 0)
    events = [InputEvent(2.5, 'down', 'pressed'), InputEvent(3, 'left', 'held'), InputEvent(4, 'right', 'released'),
              InputEvent(5, 'middle', 'pressed')]
    assert hat.stick.wait_for_event() == events[0]
    assert hat.stick.get_events() == events[1:]
    assert hat.stick.get_events() == []
    assert other.get_events() == events
    board.move_stick(6, 0, 0)
    assert hat.stick.wait_for_event(emptybuffer=True, timeout=0.01) is None
    assert type(events[0].timestamp) is float


def test_waiting_ends_with_the_event(board):
    hat = SenseHat()
    late = threading.Timer(0.05, board.move_stick, (7, 0, 0))
    late.start()
    assert hat.stick.wait_for_event(timeout=10) == InputEvent(7, 'up', 'pressed')
    late.join()


def test_callbacks_direction_first_and_then_any(board):
    hat = SenseHat()
    seen = []
    hat.stick.direction_up = lambda event: seen.append(event.action)
    hat.stick.direction_any = lambda: seen.append('any')
    board.move_stick(1, 0, 2)
    board.move_stick(2, 1, 0)
    board.move_stick(3, 0, 1)
    until(lambda: len(seen) == 5)
    assert seen == ['held', 'any', 'any', 'released', 'any']
    hat.stick.direction_up = None
    board.move_stick(4, 0, 0)
    until(lambda: len(seen) == 6)
    assert seen[-1] == 'any'
    hat.stick.close()


UP = InputEvent(1, 'up', 'pressed')


@pytest.mark.parametrize('callback, given', [
    (lambda seen: lambda: seen.append(()), ()),
    (lambda seen: lambda event: seen.append((event,)), (UP,)),
    (lambda seen: lambda event=None: seen.append((event,)), (None,)),
    (lambda seen: lambda event, more='m': seen.append((event, more)), (UP, 'm')),
    (lambda seen: lambda *rest: seen.append(rest), ()),
    (lambda seen: functools.partial(lambda name: seen.append((name,)), 'bound'), ('bound',)),
    (lambda seen: functools.partial(lambda name, event: seen.append((name, event)), 'bound'), ('bound', UP)),
    (lambda seen: functools.partial(seen.append), UP),
    (lambda seen: type('Callable', (), {'__call__': lambda self, event: seen.append((event,))})(), (UP,)),
    (lambda seen: type('Class', (), {'__init__': lambda self: seen.append(())}), ()),
    (lambda seen: type('Class', (), {'__init__': lambda self, event: seen.append((event,))}), (UP,)),
    (lambda seen: type('Class', (), {'method': lambda self: seen.append(())})().method, ()),
    (lambda seen: type('Class', (), {'method': lambda self, event: seen.append((event,))})().method, (UP,)),
], ids=range(13))
def test_what_a_callback_is_called_with(board, callback, given):
    hat = SenseHat()
    seen = []
    hat.stick.direction_up = callback(seen)
    board.move_stick(1, 0, 0)
    until(lambda: seen)
    assert seen == [given]
    hat.stick.close()


def test_a_builtin_is_called_without_the_event(board, capsys):
    hat = SenseHat()
    seen = []
    hat.stick.direction_up = print
    hat.stick.direction_any = lambda: seen.append('any')
    board.move_stick(1, 0, 0)
    until(lambda: seen)
    assert capsys.readouterr().out == '\n'
    hat.stick.close()


def test_events_from_before_the_first_callback_are_called_back_too(board):
    hat = SenseHat()
    board.move_stick(1, 0, 0)
    seen = []
    hat.stick.direction_any = lambda event: seen.append(event.timestamp)
    until(lambda: seen == [1])
    hat.stick.close()


def test_an_exception_in_a_callback_is_reported_and_the_next_event_arrives(board, monkeypatch):
    hat = SenseHat()
    seen, reported = [], []
    monkeypatch.setattr(threading, 'excepthook', lambda arguments: reported.append(arguments.exc_type))

    def callback(event):
        seen.append(event.direction)
        raise RuntimeError('on purpose')

    hat.stick.direction_any = callback
    board.move_stick(1, 0, 0)
    board.move_stick(2, 1, 0)
    until(lambda: len(reported) == 2)
    assert seen == ['up', 'down'] and reported == [RuntimeError, RuntimeError]
    hat.stick.close()


def test_get_events_still_works_beside_callbacks(board):
    hat = SenseHat()
    seen = []
    hat.stick.direction_left = lambda event: seen.append(event)
    board.move_stick(1, 2, 0)
    until(lambda: seen)
    assert hat.stick.get_events() == seen == [InputEvent(1, 'left', 'pressed')]
    hat.stick.close()


def test_a_callback_may_draw_and_close_during_a_message(board):
    hat = SenseHat()
    rotations = []

    def callback():
        rotations.append(hat.rotation)
        hat.set_pixel(0, 0, 255, 0, 0)
        hat.stick.close()

    hat.stick.direction_any = callback
    board.move_stick(1, 0, 0)
    hat.show_message('Hi', 0.01)
    until(lambda: rotations)
    assert rotations == [0]
    assert any(frame[0] == [248, 0, 0] for frame in board.frames())


def test_pictures_drawn_from_two_threads_are_whole(board):
    hat = SenseHat()

    def draw(colour):
        for _ in range(300):
            hat.set_pixels([colour] * 64)

    threads = [threading.Thread(target=draw, args=(colour,)) for colour in ([248, 0, 0], [0, 0, 248])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    frames = board.frames()
    assert len(frames) == 600
    assert all(frame == [frame[0]] * 64 for frame in frames)
