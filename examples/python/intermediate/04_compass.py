"""A compass: the red light on the rim shows where north is. Keep magnets away."""
from math import cos, radians, sin
from time import sleep

from sense_hat import SenseHat

sense = SenseHat()

for step in range(100):
    # The right side of the board points `heading` degrees clockwise from north, so north lies as far the other way.
    heading = radians(sense.get_compass())
    x = round(3.5 + 3.5 * cos(heading))
    y = round(3.5 - 3.5 * sin(heading))

    picture = [(0, 0, 0)] * 64
    for middle in [27, 28, 35, 36]:
        picture[middle] = (60, 60, 60)
    picture[8 * y + x] = (255, 0, 0)
    sense.set_pixels(picture)
    sleep(0.1)

sense.clear()
