"""Dice: shake the board to roll. Nobody shakes it? After three seconds it rolls by itself."""
from random import randint
from time import monotonic, sleep

from sense_hat import SenseHat

DOTS = {
    1: [(3, 3)],
    2: [(1, 1), (5, 5)],
    3: [(1, 1), (3, 3), (5, 5)],
    4: [(1, 1), (5, 1), (1, 5), (5, 5)],
    5: [(1, 1), (5, 1), (3, 3), (1, 5), (5, 5)],
    6: [(1, 1), (5, 1), (1, 3), (5, 3), (1, 5), (5, 5)],
}

sense = SenseHat()


def show(number):
    """Draws the dots of a number, each two lights wide and high."""
    picture = [(0, 50, 0)] * 64
    for x, y in DOTS[number]:
        for column in (x, x + 1):
            for row in (y, y + 1):
                picture[8 * row + column] = (255, 255, 255)
    sense.set_pixels(picture)


def wait_for_shake(seconds):
    """Comes back when the board is shaken, or after that many seconds."""
    end = monotonic() + seconds
    while monotonic() < end:
        g = sense.get_accelerometer_raw()
        if abs(g["x"]) > 1.4 or abs(g["y"]) > 1.4 or abs(g["z"]) > 1.6:
            return
        sleep(0.05)


for roll in range(3):
    wait_for_shake(3)
    for turn in range(8):                    # the dice rolls slower and slower
        number = randint(1, 6)
        show(number)
        sleep(0.05 + 0.03 * turn)
    print("rolled", number)
    sleep(1)

sense.clear()
