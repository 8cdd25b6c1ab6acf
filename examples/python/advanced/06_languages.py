"""Greetings of the crew: letters that the flight font does not have.

An addition of Cupola, and off until you say so: on board the plain font shows a question mark for each of them.
"""
from sense_hat import SenseHat

GREETINGS = [
    ("Grüße", (255, 220, 0)),
    ("Cześć", (255, 80, 80)),
    ("Γειά", (80, 160, 255)),
    ("Вітаю", (80, 255, 120)),
]

with SenseHat() as sense:
    sense.extended_font = True
    for text, colour in GREETINGS:
        sense.show_message(text, scroll_speed=0.05, text_colour=colour)
    temperature = sense.get_temperature()
    sense.show_message(f"{temperature:.0f}°C", scroll_speed=0.05)
