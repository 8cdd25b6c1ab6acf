"""A chameleon: it takes the colour that the colour sensor sees, if the board has one."""
from time import sleep

from sense_hat import SenseHat

sense = SenseHat()


def visible(value):
    """LEDs stay dark below 48 and take no more than 255; very bright light reads 256."""
    return max(48, min(255, value))


if sense.has_colour_sensor():
    sensor = sense.colour
    sensor.gain = 16
    sensor.integration_cycles = 32
    for look in range(10):
        # A new value needs one integration; after two it is certainly new.
        sleep(2 * sensor.integration_time)
        red, green, blue, clear = sensor.colour
        sense.clear(visible(red), visible(green), visible(blue))
        sleep(1)
    sense.clear()
else:
    sense.show_message("no colour sensor")
