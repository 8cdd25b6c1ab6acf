"""The station as older Mission Space Lab programs import it: `from orbit import ISS`, then `ISS.coordinates()`."""
from astro_pi_orbit import ISS as _ISS
from astro_pi_orbit import __version__

ISS = _ISS()
# Programs hand these to is_sunlit, which needs none.
ephemeris = None
de421 = None

__all__ = ['ISS', 'de421', 'ephemeris', '__version__']
