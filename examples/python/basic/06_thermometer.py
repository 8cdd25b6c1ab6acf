"""A thermometer: one row of lights for every five degrees, then the number."""
from time import sleep

from sense_hat import SenseHat

sense = SenseHat()
temperature = sense.get_temperature()

rows = round(temperature / 5)
rows = max(0, min(8, rows))

dark = (0, 0, 0)
warm = (255, 90, 0)
sense.set_pixels([dark] * (8 * (8 - rows)) + [warm] * (8 * rows))
sleep(3)

sense.show_message(f"{temperature:.1f} C", scroll_speed=0.08, text_colour=warm)
