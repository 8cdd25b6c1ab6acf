"""A chart: the last eight values of humidity as eight columns, the newest on the right."""
from time import sleep

from sense_hat import SenseHat

BLUE = (0, 120, 255)
DARK = (0, 0, 0)

sense = SenseHat()
values = []

for reading in range(20):
    values.append(sense.get_humidity())
    values = values[-8:]                     # keep the last eight

    # The chart shows 30 % at the bottom and 70 % at the top.
    picture = [DARK] * 64
    for x, value in enumerate(values):
        height = round((value - 30) / 40 * 8)
        height = max(1, min(8, height))
        for y in range(8 - height, 8):
            picture[8 * y + x] = BLUE
    sense.set_pixels(picture)
    sleep(0.5)

print(f"lowest {min(values):.1f} %, highest {max(values):.1f} %")
sense.clear()
