"""Where the International Space Station is, without a network: `ISS().coordinates()`.

The names and units are those of the package that Astro Pi Mission Space Lab programs import. The orbit is Cupola's SGP4
with geodetic latitudes (WGS84); the element sets are those in `~/iss.tle` if there is such a file, else built in.
"""
from ._angle import Angle, Distance, GeographicPosition, Velocity
from ._iss import ISS, Geocentric

__all__ = ['ISS', 'Angle', 'Distance', 'Geocentric', 'GeographicPosition', 'Velocity']
__version__ = '1.0.0'
