"""Drive a light with the joystick for ten seconds."""
from time import sleep

from sense_hat import SenseHat

sense = SenseHat()
x, y = 3, 3

for step in range(200):
    for event in sense.stick.get_events():
        if event.action == "released":
            continue
        if event.direction == "left":
            x = max(0, x - 1)
        elif event.direction == "right":
            x = min(7, x + 1)
        elif event.direction == "up":
            y = max(0, y - 1)
        elif event.direction == "down":
            y = min(7, y + 1)
    picture = [(0, 0, 0)] * 64
    picture[8 * y + x] = (0, 255, 120)
    sense.set_pixels(picture)
    sleep(0.05)

sense.clear()
