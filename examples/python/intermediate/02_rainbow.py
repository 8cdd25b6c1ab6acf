"""A rainbow that moves: hue is one number for a colour, and colorsys turns it into red, green and blue."""
from colorsys import hsv_to_rgb
from time import sleep

from sense_hat import SenseHat


def rainbow_colour(hue):
    """The colour of a hue from 0 to 1, as three whole numbers from 0 to 255."""
    return [round(255 * part) for part in hsv_to_rgb(hue % 1, 1, 1)]


sense = SenseHat()
for step in range(120):
    picture = []
    for y in range(8):
        for x in range(8):
            picture.append(rainbow_colour((x + y) / 16 + step / 40))
    sense.set_pixels(picture)
    sleep(0.05)

sense.clear()
