"""Quantities with their units: angles, distances, speeds, and a place made of them."""
import math

_AU_KM = 149597870.7


def _sexagesimal(degrees):
    """Sign, whole degrees, whole minutes, seconds."""
    sign = -1.0 if math.copysign(1.0, degrees) < 0 else 1.0
    minutes, seconds = divmod(abs(degrees) * 3600.0, 60.0)
    whole, minutes = divmod(minutes, 60.0)
    return sign, whole, minutes, seconds


class Angle:
    """An angle; north and east are positive."""

    def __init__(self, degrees):
        self._degrees = float(degrees)

    @property
    def degrees(self):
        """The angle in degrees."""
        return self._degrees

    @property
    def radians(self):
        """The angle in radians."""
        return math.radians(self._degrees)

    def signed_dms(self):
        """Sign (1.0 or -1.0), degrees, minutes and seconds, the last three without sign."""
        return _sexagesimal(self._degrees)

    def dms(self):
        """Degrees, minutes and seconds, all of them negative for a negative angle."""
        sign, degrees, minutes, seconds = _sexagesimal(self._degrees)
        return sign * degrees, sign * minutes, sign * seconds

    def dstr(self, places=1):
        """Text such as -12deg 34' 56.7"; `places` decimals of the seconds."""
        scale = 10**places
        ticks = round(abs(self._degrees) * 3600 * scale)
        seconds, fraction = divmod(ticks, scale)
        minutes, seconds = divmod(seconds, 60)
        degrees, minutes = divmod(minutes, 60)
        sign = '-' if self._degrees < 0 else ''
        decimals = f'.{fraction:0{places}d}' if places else ''
        return f'{sign}{degrees:02d}deg {minutes:02d}\' {seconds:02d}{decimals}"'

    def __str__(self):
        return self.dstr()

    def __repr__(self):
        return f'<Angle {self.dstr()}>'


class Distance:
    """A length."""

    def __init__(self, km):
        self._km = float(km)

    @property
    def km(self):
        """The length in kilometres."""
        return self._km

    @property
    def m(self):
        """The length in metres."""
        return self._km * 1000.0

    @property
    def au(self):
        """The length in astronomical units."""
        return self._km / _AU_KM

    def __str__(self):
        return f'{self._km:.3f} km'

    def __repr__(self):
        return f'<Distance {self}>'


class Velocity:
    """A speed."""

    def __init__(self, km_per_s):
        self._km_per_s = float(km_per_s)

    @property
    def km_per_s(self):
        """Kilometres in a second."""
        return self._km_per_s

    @property
    def m_per_s(self):
        """Metres in a second."""
        return self._km_per_s * 1000.0

    def __str__(self):
        return f'{self._km_per_s:.6f} km/s'

    def __repr__(self):
        return f'<Velocity {self}>'


class GeographicPosition:
    """A place over the WGS84 ellipsoid: `latitude` (geodetic) and `longitude` are angles, `elevation` is a distance."""

    def __init__(self, latitude, longitude, elevation):
        self.latitude = latitude
        self.longitude = longitude
        self.elevation = elevation

    def __str__(self):
        north = 'N' if self.latitude.degrees >= 0 else 'S'
        east = 'E' if self.longitude.degrees >= 0 else 'W'
        return (f'WGS84 latitude {self.latitude.degrees:+.4f} {north} longitude {self.longitude.degrees:+.4f} {east} '
                f'elevation {self.elevation.m:.1f} m')

    def __repr__(self):
        return f'<GeographicPosition {self}>'
