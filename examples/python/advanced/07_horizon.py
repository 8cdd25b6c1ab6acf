"""An artificial horizon, as pilots have: sky above, ground below, whatever the board does.

The nose of the board is its right side, so hold it with that side away from you.
"""
from math import radians, tan
from time import sleep

from sense_hat import SenseHat

SKY, GROUND, LINE = (0, 90, 255), (130, 70, 0), (255, 255, 255)


def signed(angle):
    """An angle of 0 to 360 degrees as -180 to 180."""
    return angle - 360 if angle > 180 else angle


def horizon(roll, pitch):
    """The 64 colours for a roll and a pitch in degrees."""
    roll = max(-80, min(80, roll))           # a steeper line would leave the picture
    slope = -tan(radians(roll))              # the right wing goes down, the horizon seems to come up there
    middle = 3.5 + pitch / 12                # twelve degrees are one row
    picture = []
    for y in range(8):
        for x in range(8):
            above = middle + slope * (x - 3.5) - y
            picture.append(LINE if abs(above) < 0.5 else SKY if above > 0 else GROUND)
    return picture


sense = SenseHat()
sense.set_rotation(90)                       # the top of the picture is where the nose is
for step in range(100):
    pose = sense.get_orientation()
    sense.set_pixels(horizon(signed(pose["roll"]), signed(pose["pitch"])))
    sleep(0.1)

sense.clear()
