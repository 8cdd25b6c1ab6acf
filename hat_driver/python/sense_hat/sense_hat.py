"""The Sense HAT itself: LEDs, sensors, joystick."""
import array
import time

from . import _core, _pixels
from ._backend import backend
from ._sensors import Sensors
from .colour import ColourSensor
from .stick import SenseStick

_ROTATIONS = {rotation: rotation for rotation in (0, 90, 180, 270)}
# The sleep that need not be called for no time at all; none if somebody replaced it before us to count the frames.
_sleep = time.sleep if isinstance(time.sleep, type(len)) else None


def _pixel_map(rotation):
    """Where each LED of a turned picture is kept: rows of indices."""
    places = {0: lambda x, y: y * 8 + x, 90: lambda x, y: x * 8 + 7 - y,
              180: lambda x, y: (7 - y) * 8 + 7 - x, 270: lambda x, y: (7 - x) * 8 + y}
    return [[places[rotation](x, y) for x in range(8)] for y in range(8)]


class SenseHat(Sensors):
    """One Sense HAT. All pictures are 8 x 8; x goes from the left, y from the top, colours are [r, g, b] of 0 to 255.

    Which HAT it is says the environment (SENSE_HAT_BACKEND, CUPOLA_BOARD): a board of the runner or the emulator, or
    `memory`, a private one with fixed readings. The arguments are those of the original and change nothing here.
    """

    SENSE_HAT_FB_NAME = 'RPi-Sense FB'
    SENSE_HAT_FB_FBIOGET_GAMMA = 61696
    SENSE_HAT_FB_FBIOSET_GAMMA = 61697
    SENSE_HAT_FB_FBIORESET_GAMMA = 61698
    SENSE_HAT_FB_GAMMA_DEFAULT = 0
    SENSE_HAT_FB_GAMMA_LOW = 1
    SENSE_HAT_FB_GAMMA_USER = 2
    SETTINGS_HOME_PATH = '.config/sense_hat'

    # The original has these, and some programs poke at them: where LEDs are kept, the rotation and the font in use.
    _pix_map = {rotation: _pixel_map(rotation) for rotation in _ROTATIONS}

    def __init__(self, imu_settings_file='RTIMULib', text_assets='sense_hat_text'):
        super().__init__(_core.Core(backend()))
        self._turned = 0
        self._letters = _core   # or a Font, once a program has seen _text_dict and may have changed it
        self._stick = SenseStick()
        self._colour = None
        self._extended_font = False
        self._scrolling = None

    # ---- LEDs

    @property
    def _text_dict(self):
        if self._letters is _core:
            from ._font import Font
            self._letters = Font.built_in()
        return self._letters

    @_text_dict.setter
    def _text_dict(self, letters):
        from ._font import Font
        self._letters = Font(letters)

    @property
    def _rotation(self):
        return self._turned

    @_rotation.setter
    def _rotation(self, r):
        self._core.rotation = _ROTATIONS[r]     # 90.0 and False are kept and stand for 90 and 0
        self._turned = r

    @property
    def rotation(self):
        """How the picture is turned: 0, 90, 180 or 270 degrees. Setting it redraws."""
        return self._rotation

    @rotation.setter
    def rotation(self, r):
        self.set_rotation(r, True)

    def set_rotation(self, r=0, redraw=True):
        """Turns the picture to 0, 90, 180 or 270 degrees; a ValueError for others.

        With redraw=False only what is drawn from now on is turned.
        """
        if r not in self._pix_map:
            raise ValueError('Rotation must be 0, 90, 180 or 270 degrees')
        if redraw:
            pixel_list = self.get_pixels()
        self._rotation = r
        if redraw:
            self.set_pixels(pixel_list)

    def _draws_directly(self):
        """Whether set_pixels is still ours, so that nobody misses a call that goes past it."""
        return type(self).set_pixels is _OWN_SET_PIXELS and 'set_pixels' not in self.__dict__

    def flip_h(self, redraw=True):
        """Mirrors the picture left to right; returns the 64 pixels, drawn or not."""
        pixels = self.get_pixels()
        flipped = [pixels[row + x] for row in range(0, 64, 8) for x in range(7, -1, -1)]
        if redraw:
            self.set_pixels(flipped)
        return flipped

    def flip_v(self, redraw=True):
        """Mirrors the picture top to bottom; returns the 64 pixels, drawn or not."""
        pixels = self.get_pixels()
        flipped = [pixels[row + x] for row in range(56, -8, -8) for x in range(8)]
        if redraw:
            self.set_pixels(flipped)
        return flipped

    def set_pixels(self, pixel_list):
        """Shows 64 colours, row by row from the top. A ValueError names the first wrong pixel and nothing is drawn."""
        if not self._core.set_pixels(pixel_list):
            self._core.set_pixels(_pixels.plain_pixels(pixel_list))

    def get_pixels(self):
        """Returns the 64 colours shown, as [r, g, b] lists. The LEDs keep 5, 6 and 5 bits: 255 comes back as 248."""
        return self._core.get_pixels()

    def set_pixel(self, x, y, *args):
        """Sets one pixel: set_pixel(x, y, r, g, b) or set_pixel(x, y, colour). A ValueError outside the ranges.

        x and y are 0 to 7; colours are ints of 0 to 255, and a float is a TypeError.
        """
        if self._core.set_pixel(x, y, args):
            return
        colour = _pixels.colour_of(args)
        _pixels.check_place(x, y)
        for element in colour:
            if element > 255 or element < 0:
                raise ValueError(_pixels.COLOUR_RANGE_TEXT)
        self._core.set_pixel(*_pixels.plain_place(x, y), _pixels.plain_colour(colour))

    def get_pixel(self, x, y):
        """Returns the colour of one pixel as [r, g, b]. x and y are 0 to 7, else a ValueError."""
        _pixels.check_place(x, y)
        return self._core.get_pixel(*_pixels.plain_place(x, y))

    def load_image(self, file_path, redraw=True):
        """Reads a picture file and shows it if it has 64 pixels; returns its pixels as [r, g, b] lists.

        PNG, JPEG, BMP and GIF need nothing else; other formats need PIL. An OSError if there is no such file.
        """
        from ._image import read_image     # here, because most programs load none
        pixel_list = read_image(file_path)
        if redraw:
            self.set_pixels(pixel_list)
        return pixel_list

    def clear(self, *args):
        """Sets all pixels to one colour: clear() is black, else clear(colour) or clear(r, g, b), ints of 0 to 255."""
        # _draws_directly() written out: calling it costs a sixth of the whole.
        if (type(self).set_pixels is not _OWN_SET_PIXELS or 'set_pixels' in self.__dict__
                or not self._core.clear(args)):
            self.set_pixels([_pixels.colour_to_clear_to(args)] * 64)

    def _show_columns(self, columns, start, text_colour, back_colour):
        """Draws eight columns of text: bytes whose bit y is the row y."""
        window = columns[start:start + 8]
        if self._draws_directly():
            if self._core.show_columns(columns, start, text_colour, back_colour):
                return
            # The original draws text sideways and numbers a wrong pixel that way: column by column, from the bottom.
            _pixels.plain_pixels([text_colour if column >> y & 1 else back_colour
                                  for column in window for y in range(7, -1, -1)])
        self.set_pixels([text_colour if column >> y & 1 else back_colour
                         for y in range(8) for column in window])

    @staticmethod
    def _known(element):
        """One element of a text as the character that is drawn: `?` for what the font does not have."""
        # hash() because an unhashable element is the original's TypeError.
        if len(element) == 1 and hash(element) is not None and isinstance(element, str):
            return element
        return '?'

    def _message_columns(self, text_string):
        """The columns of a message that begins now."""
        text = ''.join(map(self._known, text_string))
        columns = self._letters.message_columns(text, self._extended_font)
        self._core.note_text(text.encode('utf-8', 'replace'))
        return columns

    def show_message(self, text_string, scroll_speed=.1, text_colour=[255, 255, 255], back_colour=[0, 0, 0]):
        """Scrolls a text through the picture, one column every scroll_speed seconds; returns when it has passed.

        The text is a str or any iterable of characters; colours are sequences of three ints, 0 to 255, else a ValueError
        or TypeError. A negative scroll_speed is a ValueError. There are 8 + the sum of (width + 1) columns.
        """
        columns = self._message_columns(text_string)
        for start in range(len(columns) - 8):
            self._show_columns(columns, start, text_colour, back_colour)
            # A sleep of nothing costs the kernel longer than the drawing; whoever replaced sleep() sees them all.
            if scroll_speed.__class__ not in (int, float) or scroll_speed != 0 or time.sleep is not _sleep:
                time.sleep(scroll_speed)

    def show_letter(self, s, text_colour=[255, 255, 255], back_colour=[0, 0, 0]):
        """Shows one character; `?` for one that the font does not have. A ValueError for more than one."""
        if len(s) > 1:
            raise ValueError('Only one character may be passed into this method')
        columns = self._letters.letter_columns(ord(self._known(s)), self._extended_font)
        self._show_columns(columns, 0, text_colour, back_colour)

    def scroll_message(self, text_string, scroll_speed=.1, text_colour=[255, 255, 255], back_colour=[0, 0, 0]):
        """Scrolls a text as show_message() does, but returns at once. An addition of this library.

        Returns a ScrollingMessage: `done`, `stop()` and `wait(timeout=None)`. A message that was still under way is
        stopped. What is drawn meanwhile is seen until the next column comes. Errors are those of show_message().
        """
        if scroll_speed < 0:
            raise ValueError('sleep length must be non-negative')
        if self._scrolling is not None:
            self._scrolling.stop()
        from ._scroll import ScrollingMessage
        columns = self._message_columns(text_string)
        self._scrolling = ScrollingMessage(
            lambda start: self._show_columns(columns, start, text_colour, back_colour), len(columns) - 8, scroll_speed)
        return self._scrolling

    @property
    def extended_font(self):
        """Whether text has Latin-1, Latin-2, Greek, Cyrillic letters and the degree sign too. An addition of this library.

        False unless the program sets it: the font on board the ISS shows `?` for each of them.
        """
        return self._extended_font

    @extended_font.setter
    def extended_font(self, on):
        self._extended_font = bool(on)

    @property
    def gamma(self):
        """The 32 brightnesses, 0 to 31, that the 32 levels of a channel are shown with.

        Setting takes any sized iterable of 32 ints of 0 to 31, else a ValueError.
        """
        return list(self._core.gamma())

    @gamma.setter
    def gamma(self, buffer):
        if len(buffer) != 32:
            raise ValueError('Gamma array must be of length 32')
        if not all(b <= 31 for b in buffer):
            raise ValueError('Gamma values must be bewteen 0 and 31')
        self._core.set_gamma(array.array('B', buffer).tobytes())

    def gamma_reset(self):
        """Goes back to the default gamma table, in which colours below 48 stay dark."""
        self._core.gamma_reset()

    @property
    def low_light(self):
        """Whether the dimmer gamma table for dark rooms is in force."""
        return self._core.low_light()

    @low_light.setter
    def low_light(self, value):
        self._core.set_low_light(bool(value))

    # ---- joystick and colour sensor

    @property
    def stick(self):
        """The joystick, a SenseStick."""
        return self._stick

    def has_colour_sensor(self):
        """Whether this HAT has a colour sensor."""
        return self._core.has_colour_sensor()

    @property
    def colour(self):
        """The colour sensor, a ColourSensor; None, and a line that says so, on a HAT without one."""
        if not self.has_colour_sensor():
            print('This Sense Hat does not have a colour sensor')
            return None
        if self._colour is None:
            self._colour = ColourSensor()
        return self._colour

    color = colour

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        if self._scrolling is not None:
            self._scrolling.stop()
        self._stick.close()


_OWN_SET_PIXELS = SenseHat.set_pixels
