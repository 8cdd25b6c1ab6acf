"""Réalta Bheag, Tuesday Code Club
Our weather report from space.
"""
from sense_hat import SenseHat
from time import sleep
import random

sense = SenseHat()
sense.low_light = True

pressure = sense.get_pressure()
temp = sense.get_temperature()
humid = sense.get_humidity()

if pressure > 1000:
    word = "nice day"
else:
    word = "stormy"

message = "Space weather: {:.0f} mbar {:.0f}C {:.0f}% {}".format(pressure, temp, humid, word)
print(message)
sense.show_message(message, 0.05, [200, 255, 200])

#stars!!
for i in range(20):
    sense.set_pixel(random.randint(0, 7), random.randint(0, 7), 255, 255, 255)
    sleep(0.2)

sense.low_light = False
sense.clear()
