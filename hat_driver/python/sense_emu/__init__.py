"""Another name of `sense_hat`, for programs written for the desktop emulator of that name. The units are those of
`sense_hat` too: the gyroscope in radians per second."""
import sys

import sense_hat
from sense_hat import *
from sense_hat import __version__
from sense_hat import colour, exceptions, stick

for _name in ('colour', 'exceptions', 'sense_hat', 'stick'):
    sys.modules[__name__ + '.' + _name] = sys.modules['sense_hat.' + _name]
sense_hat = sys.modules['sense_hat.sense_hat']
