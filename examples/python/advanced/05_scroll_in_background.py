"""Text scrolls while the program goes on: scroll_message() returns at once.

An addition of Cupola; the plain library has only show_message(), which waits until the text has passed.
"""
from time import sleep

from sense_hat import SenseHat

sense = SenseHat()

# Count how often the sensors can be read while a message passes.
message = sense.scroll_message("Measuring ...", scroll_speed=0.05, text_colour=(0, 200, 255))
warmest = sense.get_temperature()
readings = 1
while not message.done:
    warmest = max(warmest, sense.get_temperature())
    readings += 1
    sleep(0.02)
print(readings, "readings; the warmest was", round(warmest, 1))

# A message that is too long can be stopped; the picture then stays as it is.
message = sense.scroll_message("This is a very long story that nobody wants to read to its end", scroll_speed=0.05)
if sense.stick.wait_for_event(timeout=3) is None:
    print("nobody pressed the joystick")
message.stop()
sleep(1)

# wait() comes back when the text has passed.
sense.scroll_message("Bye!", scroll_speed=0.05).wait()
