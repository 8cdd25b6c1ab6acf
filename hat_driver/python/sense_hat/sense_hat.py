"""The Sense HAT itself: LEDs, sensors, joystick."""
import array
import math
import os
import time

from . import _core, _pixels
from ._backend import backend
from .stick import SenseStick

_ROTATIONS = (0, 90, 180, 270)


def _pixel_map(rotation):
    """Where each LED of a turned picture is kept: rows of indices."""
    places = {0: lambda x, y: y * 8 + x, 90: lambda x, y: x * 8 + 7 - y,
              180: lambda x, y: (7 - y) * 8 + 7 - x, 270: lambda x, y: (7 - x) * 8 + y}
    return [[places[rotation](x, y) for x in range(8)] for y in range(8)]


def _to_degrees(radians):
    """An orientation in degrees, 0 to 360."""
    degrees = {key: math.degrees(angle) for key, angle in radians.items()}
    return {key: angle + 360 if angle < 0 else angle for key, angle in degrees.items()}


class SenseHat:
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

    _pix_map = {rotation: _pixel_map(rotation) for rotation in _ROTATIONS}

    def __init__(self, imu_settings_file='RTIMULib', text_assets='sense_hat_text'):
        self._core = _core.Core(backend())
        self._turned = 0
        self._stick = SenseStick()
        self._colour = None
        self._warned = False

    # ---- LEDs

    @property
    def _rotation(self):
        return self._turned

    @_rotation.setter
    def _rotation(self, r):
        self._core.rotation = int(r)
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
        """Sets one pixel: set_pixel(x, y, r, g, b) or set_pixel(x, y, colour). x and y are 0 to 7."""
        colour = args[0] if len(args) == 1 else args
        if self._core.set_pixel(x, y, colour):
            return
        colour = _pixels.colour_of(args)
        _pixels.check_place(x, y)
        for element in colour:
            if element > 255 or element < 0:
                raise ValueError(_pixels.COLOUR_RANGE_TEXT)
        place = _pixels.plain_place(x, y)
        self._core.set_pixel(place[0], place[1], _pixels.plain_colour(colour))

    def get_pixel(self, x, y):
        """Returns the colour of one pixel as [r, g, b]. x and y are 0 to 7."""
        _pixels.check_place(x, y)
        return self._core.get_pixel(*_pixels.plain_place(x, y))

    def load_image(self, file_path, redraw=True):
        """Reads a picture file and shows it if it has 64 pixels; returns its pixels as [r, g, b] lists.

        PNG, JPEG, BMP and GIF need nothing else; other formats need PIL. An OSError if there is no such file.
        """
        if not os.path.exists(file_path):
            raise IOError('%s not found' % file_path)
        with open(file_path, 'rb') as file:
            pixel_list = _core.read_image(file.read())
        if pixel_list is None:
            from PIL import Image
            pixel_list = list(map(list, Image.open(file_path).convert('RGB').getdata()))
        if redraw:
            self.set_pixels(pixel_list)
        return pixel_list

    def clear(self, *args):
        """Sets all pixels to one colour: clear() is black, else clear(colour) or clear(r, g, b)."""
        if len(args) == 0:
            colour = (0, 0, 0)
        elif len(args) == 1:
            colour = args[0]
        elif len(args) == 3:
            colour = args
        else:
            raise ValueError(_pixels.COLOUR_ARGUMENTS_TEXT)
        if not (self._draws_directly() and self._core.clear(colour)):
            self.set_pixels([colour] * 64)

    def _show_columns(self, columns, start, text_colour, back_colour):
        """Draws eight columns of text: bytes whose bit y is the row y."""
        if self._draws_directly() and self._core.show_columns(columns, start, text_colour, back_colour):
            return
        window = columns[start:start + 8]
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

    def show_message(self, text_string, scroll_speed=.1, text_colour=[255, 255, 255], back_colour=[0, 0, 0]):
        """Scrolls a text through the picture, one column every scroll_speed seconds; returns when it has passed."""
        text = ''.join(map(self._known, text_string))
        columns = _core.message_columns(text)
        self._core.note_text(text.encode('utf-8', 'replace'))
        for start in range(len(columns) - 8):
            self._show_columns(columns, start, text_colour, back_colour)
            time.sleep(scroll_speed)

    def show_letter(self, s, text_colour=[255, 255, 255], back_colour=[0, 0, 0]):
        """Shows one character; `?` for one that the font does not have. A ValueError for more than one."""
        if len(s) > 1:
            raise ValueError('Only one character may be passed into this method')
        self._show_columns(_core.letter_columns(ord(self._known(s))), 0, text_colour, back_colour)

    @property
    def gamma(self):
        """The 32 brightnesses, 0 to 31, that the 32 levels of a channel are shown with."""
        return list(self._core.gamma())

    @gamma.setter
    def gamma(self, buffer):
        if len(buffer) != 32:
            raise ValueError('Gamma array must be of length 32')
        if not all(b <= 31 for b in buffer):
            raise ValueError('Gamma values must be bewteen 0 and 31')
        self._core.set_gamma(array.array('B', buffer).tobytes())

    def gamma_reset(self):
        """Goes back to the default gamma table."""
        self._core.gamma_reset()

    @property
    def low_light(self):
        """Whether the dimmer gamma table for dark rooms is in force."""
        return self._core.low_light()

    @low_light.setter
    def low_light(self, value):
        self._core.set_low_light(bool(value))

    # ---- environment

    def _reading(self, value, missing=0):
        """A reading; the original's value for "none" if there is none, with one warning."""
        if value is not None:
            return value
        if not self._warned:
            self._warned = True
            import warnings
            warnings.warn('a sensor gives no valid reading; it is shown as 0', RuntimeWarning, stacklevel=3)
        return missing

    def get_humidity(self):
        """Returns the relative humidity in per cent."""
        return self._reading(self._core.get_humidity())

    humidity = property(lambda self: self.get_humidity(), doc='The relative humidity in per cent.')

    def get_temperature_from_humidity(self):
        """Returns the temperature in degrees Celsius from the humidity sensor."""
        return self._reading(self._core.get_temperature_from_humidity())

    def get_temperature_from_pressure(self):
        """Returns the temperature in degrees Celsius from the pressure sensor."""
        return self._reading(self._core.get_temperature_from_pressure())

    def get_temperature(self):
        """Returns the temperature in degrees Celsius."""
        return self.get_temperature_from_humidity()

    temp = property(lambda self: self.get_temperature(), doc='The temperature in degrees Celsius.')
    temperature = temp

    def get_pressure(self):
        """Returns the air pressure in millibars, which are hectopascals."""
        return self._reading(self._core.get_pressure())

    pressure = property(lambda self: self.get_pressure(), doc='The air pressure in millibars.')

    # ---- motion

    def set_imu_config(self, compass_enabled, gyro_enabled, accel_enabled):
        """Says which sensors the orientation uses; a TypeError unless all three are True or False."""
        flags = (compass_enabled, gyro_enabled, accel_enabled)
        if not all(isinstance(flag, bool) for flag in flags):
            raise TypeError('All set_imu_config parameters must be of boolean type')
        self._core.set_imu_config(*flags)

    def _angles(self, angles):
        return dict(zip(('roll', 'pitch', 'yaw'), self._reading(angles, (0, 0, 0))))

    def _axes(self, values):
        return dict(zip(('x', 'y', 'z'), self._reading(values, (0, 0, 0))))

    def get_orientation_radians(self):
        """Returns roll, pitch and yaw in radians: roll and yaw from -pi to pi, pitch from -pi/2 to pi/2."""
        return self._angles(self._core.get_orientation_radians())

    orientation_radians = property(lambda self: self.get_orientation_radians(), doc='The orientation in radians.')

    def get_orientation_degrees(self):
        """Returns roll, pitch and yaw in degrees, 0 to 360."""
        return _to_degrees(self.get_orientation_radians())

    def get_orientation(self):
        """Returns roll, pitch and yaw in degrees, 0 to 360."""
        return self.get_orientation_degrees()

    orientation = property(lambda self: self.get_orientation(), doc='The orientation in degrees.')

    def get_compass(self):
        """Returns the direction of magnetic north in degrees, 0 to 360, by the compass."""
        return self._reading(self._core.get_compass())

    compass = property(lambda self: self.get_compass(), doc='The direction of magnetic north in degrees.')

    def get_gyroscope(self):
        """Returns the orientation in degrees by the gyroscope alone, since it was first asked."""
        return self._angles(self._core.get_gyroscope())

    gyro = property(lambda self: self.get_gyroscope(), doc='The orientation by the gyroscope alone.')
    gyroscope = gyro

    def get_accelerometer(self):
        """Returns the orientation in degrees by gravity alone."""
        return self._angles(self._core.get_accelerometer())

    accel = property(lambda self: self.get_accelerometer(), doc='The orientation by gravity alone.')
    accelerometer = accel

    def get_compass_raw(self):
        """Returns the magnetic field in microteslas: x, y, z."""
        return self._axes(self._core.get_compass_raw())

    compass_raw = property(lambda self: self.get_compass_raw(), doc='The magnetic field in microteslas.')

    def get_gyroscope_raw(self):
        """Returns the rate of turn in radians per second: x, y, z."""
        return self._axes(self._core.get_gyroscope_raw())

    gyro_raw = property(lambda self: self.get_gyroscope_raw(), doc='The rate of turn in radians per second.')
    gyroscope_raw = gyro_raw

    def get_accelerometer_raw(self):
        """Returns the acceleration in g: x, y, z."""
        return self._axes(self._core.get_accelerometer_raw())

    accel_raw = property(lambda self: self.get_accelerometer_raw(), doc='The acceleration in g.')
    accelerometer_raw = accel_raw

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
            from .colour import ColourSensor
            self._colour = ColourSensor()
        return self._colour

    color = colour

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self._stick.close()


_OWN_SET_PIXELS = SenseHat.set_pixels
