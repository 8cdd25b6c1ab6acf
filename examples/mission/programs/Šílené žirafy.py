# Šílené Žirafy
# barevná diskotéka, nikdy nekončí :)
from sense_hat import SenseHat
from time import sleep
import random

sense = SenseHat()

def nahodna_barva():
    r = random.randint(0, 255)
    g = random.randint(0, 255)
    b = random.randint(0, 255)
    return (r, g, b)

while True:
    sense.clear(nahodna_barva())
    sleep(0.5)
    x = random.randint(0, 7)
    y = random.randint(0, 7)
    sense.set_pixel(x, y, nahodna_barva())
    sleep(0.5)
