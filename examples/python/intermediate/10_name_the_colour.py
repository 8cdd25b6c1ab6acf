"""Name the colour: which of red, green and blue is strongest? Boards without a colour sensor guess for fun."""
from random import choice
from time import sleep

from sense_hat import SenseHat

LIGHTS = {"red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}

sense = SenseHat()


def measured_name():
    """The name of what the colour sensor sees."""
    sensor = sense.colour
    red, green, blue, clear = sensor.colour_raw
    strongest = max(red, green, blue)
    weakest = min(red, green, blue)
    if strongest - weakest <= strongest / 5:
        return "white"                       # nearly the same of each
    if strongest == red:
        return "red"
    if strongest == green:
        return "green"
    return "blue"


has_sensor = sense.has_colour_sensor()
if has_sensor:
    sense.colour.gain = 16
    sense.colour.integration_cycles = 64

for look in range(5):
    sense.clear()                            # our own light must not shine into the measurement
    sleep(0.4)
    name = measured_name() if has_sensor else choice(list(LIGHTS))
    print(name)
    sense.clear(LIGHTS[name])
    sleep(1)

sense.clear()
