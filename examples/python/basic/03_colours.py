"""Colours: every colour is three numbers from 0 to 255: red, green, blue."""
from time import sleep

from sense_hat import SenseHat

red = (255, 0, 0)
green = (0, 255, 0)
blue = (0, 0, 255)
yellow = (255, 255, 0)
purple = (160, 0, 255)

sense = SenseHat()
for colour in [red, green, blue, yellow, purple]:
    sense.clear(colour)
    sleep(1)

# The LEDs stay dark below 48: this grey is there, but nobody can see it.
sense.clear(40, 40, 40)
print("The program asked for", sense.get_pixel(0, 0))
sleep(1)
sense.clear()
