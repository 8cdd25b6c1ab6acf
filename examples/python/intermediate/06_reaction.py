"""A reaction game: press the joystick as soon as the LEDs turn green.

wait_for_event(timeout=...) is an addition of Cupola: the plain library has no timeout and would wait for ever.
"""
from random import uniform
from time import sleep, time

from sense_hat import SenseHat

sense = SenseHat()
times = []

for turn in range(3):
    sense.clear(120, 0, 0)
    sleep(uniform(1, 3))
    sense.stick.get_events()                 # throw away what was pressed too early
    sense.clear(0, 200, 0)
    start = time()
    event = sense.stick.wait_for_event(timeout=3)
    if event is None:
        sense.show_letter("-", text_colour=(255, 160, 0))
    else:
        times.append(event.timestamp - start)
        sense.show_letter("!", text_colour=(0, 255, 0))
    sleep(1)

if times:
    sense.show_message(f"best {min(times):.2f} s", scroll_speed=0.06)
else:
    sense.show_message("too slow", scroll_speed=0.06)
