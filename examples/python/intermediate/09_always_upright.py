"""Always upright: gravity tells which side is down, and the arrow keeps pointing up."""
from time import sleep

from sense_hat import SenseHat

o = (0, 0, 0)
a = (0, 200, 255)
ARROW = [
    o, o, o, a, a, o, o, o,
    o, o, a, a, a, a, o, o,
    o, a, a, a, a, a, a, o,
    a, a, o, a, a, o, a, a,
    o, o, o, a, a, o, o, o,
    o, o, o, a, a, o, o, o,
    o, o, o, a, a, o, o, o,
    o, o, o, a, a, o, o, o,
]

sense = SenseHat()
sense.set_pixels(ARROW)

for look in range(60):
    g = sense.get_accelerometer_raw()
    # x grows to the right of the board and y to its lower side; 1 means that this side is down.
    # Only a board that is really tilted says where down is; one that lies flat keeps its picture.
    if abs(g["x"]) > 0.5 or abs(g["y"]) > 0.5:
        if abs(g["x"]) > abs(g["y"]):
            sense.rotation = 270 if g["x"] > 0 else 90
        else:
            sense.rotation = 0 if g["y"] > 0 else 180
    sleep(0.2)

sense.rotation = 0
sense.clear()
