"""One light: x counts from the left, y from the top, both from 0 to 7."""
from time import sleep

from sense_hat import SenseHat

sense = SenseHat()
sense.clear()

for x in range(8):
    sense.set_pixel(x, 3, 255, 180, 0)
    sleep(0.5)

sense.clear()
