"""A chameleon: it takes the colour that the colour sensor sees, if the board has one."""
from time import sleep

from sense_hat import SenseHat

sense = SenseHat()

if sense.has_colour_sensor():
    sensor = sense.colour
    sensor.gain = 16
    sensor.integration_cycles = 32
    for look in range(10):
        # The sensor waits one integration before the next value; very bright light reads 256.
        sleep(2 * sensor.integration_time)
        red, green, blue, clear = sensor.colour
        sense.clear(min(red, 255), min(green, 255), min(blue, 255))
        sleep(1)
    sense.clear()
else:
    sense.show_message("no colour sensor")
