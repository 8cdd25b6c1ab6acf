"""Stars: random places, random colours, one after the other."""
from random import randint
from time import sleep

from sense_hat import SenseHat

sense = SenseHat()
sense.clear()

for star in range(60):
    colour = (randint(50, 255), randint(50, 255), randint(50, 255))
    sense.set_pixel(randint(0, 7), randint(0, 7), colour)
    sleep(0.1)

sense.clear()
