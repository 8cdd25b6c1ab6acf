"""Callbacks: the library calls your function when the joystick is moved; the main program does something else."""
from time import sleep

from sense_hat import ACTION_RELEASED, SenseHat

COLOURS = {"up": (255, 255, 0), "down": (0, 0, 255), "left": (255, 0, 0), "right": (0, 255, 0), "middle": (255, 255, 255)}

sense = SenseHat()
colour = (255, 0, 255)
presses = 0


def moved(event):
    """Takes the colour of the direction, and counts."""
    global colour, presses
    if event.action != ACTION_RELEASED:
        colour = COLOURS[event.direction]
        presses = presses + 1


sense.stick.direction_any = moved

# A light runs along the rim, whatever happens at the joystick.
rim = [(x, 0) for x in range(8)] + [(7, y) for y in range(1, 8)]
rim += [(x, 7) for x in range(6, -1, -1)] + [(0, y) for y in range(6, 0, -1)]
for step in range(112):
    sense.clear()
    sense.set_pixel(*rim[step % len(rim)], colour)
    sleep(0.08)

sense.stick.direction_any = None             # no more calls
print("the joystick was moved", presses, "times")
sense.clear()
