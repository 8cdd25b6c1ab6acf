from ._angle import Angle as Angle
from ._angle import Distance as Distance
from ._angle import GeographicPosition as GeographicPosition
from ._angle import Velocity as Velocity
from ._iss import ISS as ISS
from ._iss import Geocentric as Geocentric

__all__ = ['ISS', 'Angle', 'Distance', 'Geocentric', 'GeographicPosition', 'Velocity']
__version__: str
