"""A picture: a list of 64 colours, row by row from the top."""
from time import sleep

from sense_hat import SenseHat

o = (0, 0, 0)
g = (90, 200, 60)
w = (255, 255, 255)
b = (0, 60, 255)

frog = [
    o, g, g, o, o, g, g, o,
    g, w, b, g, g, b, w, g,
    g, w, w, g, g, w, w, g,
    g, g, g, g, g, g, g, g,
    g, b, g, g, g, g, b, g,
    g, g, b, b, b, b, g, g,
    o, g, g, g, g, g, g, o,
    o, o, g, g, g, g, o, o,
]

sense = SenseHat()
sense.set_pixels(frog)
sleep(2)

# Turn it round, a quarter at a time.
for angle in [90, 180, 270, 0]:
    sense.set_rotation(angle)
    sleep(1)
sense.flip_h()
sleep(1)
sense.clear()
