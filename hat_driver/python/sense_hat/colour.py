"""The colour sensor: how much red, green, blue and clear light falls on the board."""
import operator

from . import _core
from ._backend import backend
from .exceptions import (ColourSensorInitialisationError, InvalidGainError,
                         InvalidIntegrationCyclesError)


class HardwareInterface:
    """What a ColourSensor talks to. Subclasses give access to one chip."""

    GAIN_VALUES = ()    #: the gains of the chip
    CLOCK_STEP = 0.0    #: the length of one integration cycle in seconds

    @staticmethod
    def max_value(integration_cycles):
        """The largest raw value: 1024 a cycle, 65535 from 64 cycles up."""
        return min(1024 * integration_cycles, 65535)

    def get_enabled(self):
        """Whether the sensor is switched on."""
        raise NotImplementedError

    def set_enabled(self, status):
        """Switches the sensor on or off."""
        raise NotImplementedError

    def get_gain(self):
        """The gain in force."""
        raise NotImplementedError

    def set_gain(self, gain):
        """Sets one of GAIN_VALUES."""
        raise NotImplementedError

    def get_integration_cycles(self):
        """The integration cycles in force, 1 to 256."""
        raise NotImplementedError

    def set_integration_cycles(self, integration_cycles):
        """Sets 1 to 256 cycles."""
        raise NotImplementedError

    def get_raw(self):
        """The counts of red, green, blue and clear, read at once."""
        raise NotImplementedError

    def get_red(self):
        """The count of red."""
        return self.get_raw()[0]

    def get_green(self):
        """The count of green."""
        return self.get_raw()[1]

    def get_blue(self):
        """The count of blue."""
        return self.get_raw()[2]

    def get_clear(self):
        """The count of clear light."""
        return self.get_raw()[3]


class I2C(HardwareInterface):
    """The chip of the HAT that this process uses. The name is the original's; what lies behind may be a board."""

    def __init__(self):
        try:
            self._chip = _core.Colour(backend())
        except ValueError:
            raise ColourSensorInitialisationError(explanation='this Sense HAT has none') from None
        self.GAIN_VALUES = self._chip.gains()
        self.CLOCK_STEP = self._chip.cycle_seconds()

    def get_enabled(self):
        return self._chip.enabled()

    def set_enabled(self, status):
        self._chip.set_enabled(bool(status))

    def get_gain(self):
        return self._chip.gain()

    def set_gain(self, gain):
        self._chip.set_gain(int(gain))

    def get_integration_cycles(self):
        return self._chip.integration_cycles()

    def set_integration_cycles(self, integration_cycles):
        self._chip.set_integration_cycles(operator.index(integration_cycles))

    def get_raw(self):
        return self._chip.raw()


class ColourSensor:
    """Reads colours. Raw values are counts up to max_raw; scaled ones go from 0 to 255.

    A ColourSensorInitialisationError on a board without the sensor; InvalidGainError and InvalidIntegrationCyclesError as
    for the properties of those names.
    """

    def __init__(self, gain=1, integration_cycles=1, interface=I2C):
        self.interface = interface()
        self.gain = gain
        self.integration_cycles = integration_cycles
        self.enabled = 1

    @property
    def enabled(self):
        """Whether the sensor is switched on; off, it keeps its last values."""
        return self.interface.get_enabled()

    @enabled.setter
    def enabled(self, status):
        self.interface.set_enabled(status)

    @property
    def gain(self):
        """1, 4, 16 or 60 (64 on the TCS3400); anything else raises InvalidGainError."""
        return self.interface.get_gain()

    @gain.setter
    def gain(self, gain):
        if gain not in self.interface.GAIN_VALUES:
            raise InvalidGainError(gain=gain, values=self.interface.GAIN_VALUES)
        self.interface.set_gain(gain)

    @property
    def integration_cycles(self):
        """How many cycles one measurement takes, 1 to 256; outside raises InvalidIntegrationCyclesError."""
        return self.interface.get_integration_cycles()

    @integration_cycles.setter
    def integration_cycles(self, integration_cycles):
        if not 1 <= integration_cycles <= 256:
            raise InvalidIntegrationCyclesError(integration_cycles=integration_cycles)
        self.interface.set_integration_cycles(integration_cycles)

    @property
    def integration_time(self):
        """How long one measurement takes, in seconds: 2.4 ms a cycle (TCS34725), 2.75 ms (TCS3400)."""
        return self.integration_cycles * self.interface.CLOCK_STEP

    @property
    def max_raw(self):
        """The largest raw value under the present integration cycles: 1024 a cycle, 65535 from 64 up."""
        return self.interface.max_value(self.integration_cycles)

    @property
    def colour_raw(self):
        """The raw (red, green, blue, clear), measured at once."""
        return self.interface.get_raw()

    color_raw = colour_raw
    red_raw = property(lambda self: self.interface.get_red(), doc='The raw red, 0 to max_raw.')
    green_raw = property(lambda self: self.interface.get_green(), doc='The raw green, 0 to max_raw.')
    blue_raw = property(lambda self: self.interface.get_blue(), doc='The raw blue, 0 to max_raw.')
    clear_raw = property(lambda self: self.interface.get_clear(), doc='The raw clear light, 0 to max_raw.')
    brightness = clear_raw

    def _scaled(self, count):
        """A count as 0 to 255: the chip's largest count would be 256 or 257."""
        return min(count // (self.max_raw // 256), 255)

    @property
    def colour(self):
        """The scaled (red, green, blue, clear), 0 to 255, measured at once."""
        return tuple(self._scaled(count) for count in self.colour_raw)

    color = colour

    @property
    def rgb(self):
        """The scaled (red, green, blue), 0 to 255."""
        return self.colour[0:3]

    red = property(lambda self: self._scaled(self.red_raw), doc='The scaled red, 0 to 255.')
    green = property(lambda self: self._scaled(self.green_raw), doc='The scaled green, 0 to 255.')
    blue = property(lambda self: self._scaled(self.blue_raw), doc='The scaled blue, 0 to 255.')
    clear = property(lambda self: self._scaled(self.clear_raw), doc='The scaled clear light, 0 to 255.')
