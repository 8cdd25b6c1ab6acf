"""The examples that look at how the board is held: the right LEDs light when the emulated board is turned."""
import pathlib
import runpy

import pytest

from sense_hat import SenseHat

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / 'examples/python'
BLUE, RED, WHITE, GREY, SKY, GROUND = ([0, 200, 248], [248, 0, 0], [248, 252, 248], [56, 60, 56], [0, 88, 248], [128, 68, 0])


class Enough(BaseException):
    """Ends an example after its first look at the sensors."""


@pytest.fixture
def leds_of(board, monkeypatch):
    """Runs an example on a board that is held so, and returns the LEDs as rows at its first pause."""
    def run(example, **pose):
        board.pose(10 ** 12, **pose)    # long after the sample of the fixture

        def stop(_seconds):
            raise Enough

        monkeypatch.setattr('time.sleep', stop)
        with pytest.raises(Enough):
            runpy.run_path(str(EXAMPLES / example), run_name='__main__')
        pixels = SenseHat().get_pixels()
        return [pixels[row:row + 8] for row in range(0, 64, 8)]

    return run


def places(rows, colour):
    """Where a colour is: {(x, y)}."""
    return {(x, y) for y, row in enumerate(rows) for x, pixel in enumerate(row) if pixel == colour}


# The axes of python-sense-hat: x to the right of the LEDs, y to their lower side, z into the board. Roll turns about x, so
# a positive roll brings the lower side down; pitch turns about y, so a positive pitch lifts the right side.
RIGHT_UP, LEFT_UP, TOP_UP, BOTTOM_UP = {'pitch': 60}, {'pitch': -60}, {'roll': 60}, {'roll': -60}


@pytest.mark.parametrize('pose, where', [
    ({}, (4, 4)), (RIGHT_UP, (7, 4)), (LEFT_UP, (0, 4)), (TOP_UP, (4, 0)), (BOTTOM_UP, (4, 7)), ({'pitch': 10}, (5, 4))])
def test_the_bubble_runs_to_the_higher_side(leds_of, pose, where):
    assert places(leds_of('basic/08_bubble.py', **pose), WHITE) == {where}


@pytest.mark.parametrize('yaw, where', [
    (0, (7, 4)), (45, (6, 1)), (90, (4, 0)), (180, (0, 3)), (270, (3, 7)), (315, (6, 6))])
def test_the_compass_points_north(leds_of, yaw, where):
    """The right side points north at 0, east at 90: then north is at the top."""
    rows = leds_of('intermediate/04_compass.py', yaw=yaw)
    assert places(rows, RED) == {where}
    assert places(rows, GREY) == {(3, 3), (4, 3), (3, 4), (4, 4)}


@pytest.mark.parametrize('pose, turned', [
    ({}, lambda x, y: (x, y)), (TOP_UP, lambda x, y: (x, y)), (BOTTOM_UP, lambda x, y: (7 - x, 7 - y)),
    (RIGHT_UP, lambda x, y: (7 - y, x)), (LEFT_UP, lambda x, y: (y, 7 - x))], ids=range(5))
def test_the_arrow_points_up(leds_of, pose, turned):
    upright = ({(3, y) for y in range(8)} | {(4, y) for y in range(8)} | {(2, 1), (5, 1), (1, 2), (2, 2), (5, 2), (6, 2)}
               | {(0, 3), (1, 3), (6, 3), (7, 3)})
    assert places(leds_of('intermediate/09_always_upright.py', **pose), BLUE) == {turned(x, y) for x, y in upright}


def test_the_horizon_stays_level(leds_of):
    """Held with the right side away; that is the top of the pilot's view, the lower side is the right wing."""
    def seen(**pose):
        rows = leds_of('advanced/07_horizon.py', **pose)
        return [[rows[y][7 - x] for y in range(8)] for x in range(8)]

    level = seen()
    assert level[0] == [SKY] * 8 and level[7] == [GROUND] * 8
    assert len(places(seen(pitch=20), SKY)) > len(places(level, SKY)) > len(places(seen(pitch=-20), SKY))
    right_wing_down = seen(roll=45)
    assert right_wing_down[0][0] == SKY and right_wing_down[7][7] == GROUND
    assert right_wing_down[0][7] != SKY and right_wing_down[7][0] != GROUND
