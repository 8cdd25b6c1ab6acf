"""A colourful word: zip() goes through two lists at once, here letters and colours."""
from time import sleep

from sense_hat import SenseHat

word = "SPACE"
colours = [(255, 60, 60), (255, 160, 0), (240, 240, 60), (60, 220, 80), (80, 140, 255)]

sense = SenseHat()
for letter, colour in zip(word, colours):
    sense.show_letter(letter, text_colour=colour)
    sleep(0.8)

# Text and background may change places.
sense.show_message(word, scroll_speed=0.07, text_colour=(0, 0, 0), back_colour=(0, 90, 160))
sense.clear()
