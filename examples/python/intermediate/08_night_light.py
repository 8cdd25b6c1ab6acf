"""A night light: gamma says how bright each level of a colour is. low_light is a table for dark rooms."""
from time import sleep

from sense_hat import SenseHat

sense = SenseHat()

# Eight columns from dark to bright.
steps = [x * 36 for x in range(8)]
sense.set_pixels([(value, value, value) for y in range(8) for value in steps])
sleep(2)

sense.low_light = True
print("low light:", sense.gamma)
sleep(2)

# A table of our own: half as bright as usual.
sense.low_light = False
sense.gamma = [value // 2 for value in sense.gamma]
sleep(2)

sense.gamma_reset()                          # the table stays for the next program otherwise
sleep(1)
sense.clear()
