"""Read the sensors and drive the LEDs of a Raspberry Pi Sense HAT, real or emulated.

The names, results and exceptions are those of the python-sense-hat library, version 2.6.0.
"""
from __future__ import absolute_import

from . import colour, exceptions
from .sense_hat import SenseHat, SenseHat as AstroPi
from .stick import (
    SenseStick,
    InputEvent,
    DIRECTION_UP,
    DIRECTION_DOWN,
    DIRECTION_LEFT,
    DIRECTION_RIGHT,
    DIRECTION_MIDDLE,
    ACTION_PRESSED,
    ACTION_RELEASED,
    ACTION_HELD,
)

__version__ = '2.6.0'
