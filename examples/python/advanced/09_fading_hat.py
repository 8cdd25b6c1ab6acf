"""A class of your own: it is a SenseHat, but every new picture fades in. Text and letters do so too."""
from time import sleep

from sense_hat import SenseHat


class FadingHat(SenseHat):
    """Shows every picture in steps between the old one and the new one."""

    steps = 4
    pause = 0.03

    def set_pixels(self, pixel_list):
        """All other drawing calls of SenseHat come through here."""
        old = self.get_pixels()
        for step in range(1, self.steps + 1):
            between = [[(was * (self.steps - step) + will * step) // self.steps for was, will in zip(before, after)]
                       for before, after in zip(old, pixel_list)]
            super().set_pixels(between)
            sleep(self.pause)


sense = FadingHat()
sense.clear(0, 0, 160)
sense.show_letter("A", text_colour=(255, 200, 0))
sleep(0.5)
sense.flip_v()
sleep(0.5)
sense.steps = 2
sense.show_message("fading", scroll_speed=0, text_colour=(0, 255, 160))
sense.clear()
