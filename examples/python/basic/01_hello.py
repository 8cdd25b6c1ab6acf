"""Hello: the LEDs scroll your first message."""
from sense_hat import SenseHat

sense = SenseHat()
sense.show_message("Hello!")
