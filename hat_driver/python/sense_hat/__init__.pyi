from . import colour as colour, exceptions as exceptions, sense_hat as sense_hat, stick as stick
from .sense_hat import SenseHat as SenseHat
from .stick import (
    ACTION_HELD as ACTION_HELD,
    ACTION_PRESSED as ACTION_PRESSED,
    ACTION_RELEASED as ACTION_RELEASED,
    DIRECTION_DOWN as DIRECTION_DOWN,
    DIRECTION_LEFT as DIRECTION_LEFT,
    DIRECTION_MIDDLE as DIRECTION_MIDDLE,
    DIRECTION_RIGHT as DIRECTION_RIGHT,
    DIRECTION_UP as DIRECTION_UP,
    InputEvent as InputEvent,
    SenseStick as SenseStick,
)

AstroPi = SenseHat
__version__: str
