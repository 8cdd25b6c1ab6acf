"""The Speed table of the Python package: every row on a live board, against the old access pattern.

Needs PYTHONPATH with the built packages and the built test_board.
"""
import os

from old_access import OldAccess, wait_for_motion_sensor
from table import Row, table_text
from test_board import Board
from timing import Process, Timed, interleave

PYTHON = '/usr/bin/python3'
MESSAGE = 'Hello, world!'
OLD_PICTURE = 'old access pattern'
OLD_FRAMES = 4      # a whole message would be a turn so long that somebody always disturbs it


class MovingBoard:
    """A board whose world moves: each `move` is one new sample of the motion sensors."""

    def __init__(self):
        self._board = Board('flight')
        self._time_ns = 0
        self.name = self._board.name
        self.descriptors = [int(number) for number in self.name.removeprefix('fd:').split(',')]
        self._board.humidity(45, 20)
        self._board.pressure(1013, 20)
        self._board.light(4, 5, 4, 12)
        self.move()

    def move(self):
        """10 ms later, still turning a little."""
        self._time_ns += 10_000_000
        self._board.motion(self._time_ns, (0.0, 0.1, 0.99), (0.01, 0.02, 0.03), (20.0, 5.0, 30.0))


def _frames_of_a_message(hat_class):
    """How many pictures MESSAGE is."""
    class Counting(hat_class):
        pictures = 0

        def set_pixels(self, pixel_list):
            self.pictures += 1

    counting = Counting()
    counting.show_message(MESSAGE, 0)
    return counting.pictures


def _call_rows(turns):
    from sense_hat import SenseHat
    board, old = MovingBoard(), OldAccess()
    os.environ['CUPOLA_BOARD'] = board.name
    hat = SenseHat()
    frames = _frames_of_a_message(SenseHat)
    columns = [[(255, 255, 255)] * 4 + [(0, 0, 0)] * 4] * (OLD_FRAMES + 8)
    names = {'hat': hat, 'old': old, 'move': board.move, 'wait': wait_for_motion_sensor, 'columns': columns,
             'pixels': [[i, 255 - i, 2 * i] for i in range(64)], 'message': MESSAGE}
    pairs = [
        ('set_pixels(list of 64 lists)', 'hat.set_pixels(pixels)', 1, OLD_PICTURE, 'old.set_pixels(pixels)', 1, 4e-6),
        ('get_pixels()', 'hat.get_pixels()', 1, OLD_PICTURE, 'old.get_pixels()', 1, 4e-6),
        ('set_pixel(x, y, r, g, b)', 'hat.set_pixel(3, 4, 10, 20, 30)', 1,
         OLD_PICTURE, 'old.set_pixel(3, 4, 10, 20, 30)', 1, 0.6e-6),
        ('clear()', 'hat.clear()', 1, OLD_PICTURE, 'old.clear()', 1, 0.5e-6),
        ('one show_message frame, scroll_speed 0', 'hat.show_message(message, 0)', frames,
         OLD_PICTURE, 'old.show_columns(columns)', OLD_FRAMES, 8e-6),
        ('get_orientation(), each time a new sample (making it included)', 'move(); hat.get_orientation()', 1,
         'one 3 ms poll of the chip', 'wait()', 1, 10e-6),
    ]
    timed = [(Timed(ours, names, calls), Timed(theirs, names, their_calls))
             for _, ours, calls, _, theirs, their_calls, _ in pairs]
    interleave([each for pair in timed for each in pair], turns)
    old.close()
    return [Row(what, ours.per_call_s, peer, theirs.per_call_s, limit)
            for (what, _, _, peer, _, _, limit), (ours, theirs) in zip(pairs, timed)]


def _start_rows(turns):
    board = MovingBoard()
    environment = {**os.environ, 'CUPOLA_BOARD': board.name}
    options = {'env': environment, 'pass_fds': board.descriptors}
    bare = Process([PYTHON, '-c', 'pass'], **options)
    ours = Process([PYTHON, '-c', 'import sense_hat; sense_hat.SenseHat()'], **options)
    imports = Process([PYTHON, '-c', 'import numpy, PIL.Image'], **options)
    interleave([bare, ours, imports], turns)
    return [Row('import sense_hat; SenseHat(), over bare python3', ours.per_call_s - bare.per_call_s,
                'import numpy, PIL.Image, likewise', imports.per_call_s - bare.per_call_s, 12e-3),
            Row('python3 with import sense_hat; SenseHat()', ours.per_call_s, 'bare python3', bare.per_call_s)]


def rows(effort=1.0):
    """All rows; an effort of 1 takes about half a minute."""
    return _call_rows(max(1, int(200 * effort))) + _start_rows(max(1, int(60 * effort)))


if __name__ == '__main__':
    print(table_text(rows()))
