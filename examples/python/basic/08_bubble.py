"""A spirit level: tilt the board and the bubble runs to the higher side."""
from time import sleep

from sense_hat import SenseHat

sense = SenseHat()

for step in range(100):
    tilt = sense.get_accelerometer_raw()
    # x and y grow to the right and downwards, as in the picture, and say where down is. A bubble runs the other way;
    # a tilt of half a g moves it to the edge.
    x = round(3.5 - 7 * tilt["x"])
    y = round(3.5 - 7 * tilt["y"])
    x = max(0, min(7, x))
    y = max(0, min(7, y))
    sense.clear(0, 60, 60)
    sense.set_pixel(x, y, 255, 255, 255)
    sleep(0.1)

sense.clear()
