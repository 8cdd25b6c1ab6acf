"""A weather table: reads three sensors five times and prints a table; the LEDs count along."""
from time import sleep

from sense_hat import SenseHat

sense = SenseHat()
print("temperature  humidity  pressure")

for reading in range(1, 6):
    temperature = sense.get_temperature()
    humidity = sense.get_humidity()
    pressure = sense.get_pressure()
    print(f"{temperature:9.1f} C {humidity:7.1f} % {pressure:7.1f} hPa")
    sense.show_letter(str(reading), text_colour=(0, 160, 255))
    sleep(1)

sense.clear()
