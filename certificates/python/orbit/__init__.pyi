from astro_pi_orbit import ISS as _ISS

ISS: _ISS
ephemeris: None
de421: None

__all__ = ['ISS', 'de421', 'ephemeris', '__version__']
__version__: str
