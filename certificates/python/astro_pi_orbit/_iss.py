"""The station itself."""
import datetime
import math
import os
import pathlib
import time
import warnings

from . import _orbit
from ._angle import Angle, Distance, GeographicPosition, Velocity

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def _nanoseconds(moment):
    """POSIX nanoseconds of a datetime with a time zone, of a time of skyfield, or of POSIX seconds."""
    if moment is None:
        return time.time_ns()
    if hasattr(moment, 'utc_datetime'):
        moment = moment.utc_datetime()
    if isinstance(moment, datetime.datetime):
        if moment.tzinfo is None:
            raise ValueError('this datetime has no time zone; make it with tzinfo=datetime.timezone.utc')
        since = moment - _EPOCH
        return (since.days * 86400 + since.seconds) * 10**9 + since.microseconds * 1000
    if isinstance(moment, (int, float)) and not isinstance(moment, bool):
        if not (math.isfinite(moment) and abs(moment) < 9e9):
            raise ValueError(f'a time in seconds since 1970 must be finite and before the year 2255, got {moment!r}')
        return round(moment * 10**9)
    raise TypeError(f'a time must be a datetime, a time of skyfield or seconds since 1970, not {type(moment).__name__}')


def _read(elements):
    """The text of the element sets: of a file, given as such, of ~/iss.tle, or built in."""
    if elements is None:
        home = pathlib.Path(os.path.expanduser('~')) / 'iss.tle'
        if not home.is_file():
            return _orbit.built_in_elements(), 'the built-in element sets'
        elements = home
    if isinstance(elements, str) and '\n' in elements:
        return elements, 'the element sets given'
    return pathlib.Path(elements).read_text(encoding='utf-8', errors='replace'), str(elements)


class Geocentric:
    """The station at one moment."""

    def __init__(self, position):
        self._position = position

    def subpoint(self):
        """The place below the station, and its height."""
        position = self._position
        return GeographicPosition(Angle(position.latitude_deg), Angle(position.longitude_deg),
                                  Distance(position.altitude_km))

    def speed(self):
        """How fast it flies along its orbit, seen from outside the Earth."""
        return Velocity(self._position.speed_km_s)

    def distance(self):
        """How far it is from the Earth's centre."""
        return Distance(self._position.distance_km)

    def is_sunlit(self, ephemeris=None):
        """Whether the Sun shines on it. Needs no ephemeris; one that is given is not used."""
        del ephemeris
        return self._position.sunlit


class ISS:
    """The International Space Station. `elements` is a file with element sets (TLE or OMM) or their text; without it
    `~/iss.tle` is taken if there is one, else the sets that are built in. Of several the nearest in time is used.

    Raises ValueError where there is no set of the ISS in it, OSError where the file cannot be read.
    """

    def __init__(self, elements=None):
        text, self._source = _read(elements)
        try:
            self._satellite = _orbit.Satellite(text)
        except ValueError as error:
            raise ValueError(f'{self._source}: {error}') from None
        self._warned = False

    def at(self, t=None):
        """The station at a moment: a datetime with its time zone, a time of skyfield, or seconds since 1970; now
        without one."""
        position = self._satellite.at(_nanoseconds(t))
        if abs(position.age_days) > _orbit.WARN_AGE_DAYS and not self._warned:
            self._warned = True
            warnings.warn(f'the nearest of {self._source} is {abs(position.age_days):.1f} days away: the position may be '
                          f'{_orbit.uncertainty_km(position.age_days):.0f} km off; put a newer set into ~/iss.tle',
                          stacklevel=2)
        return Geocentric(position)

    def coordinates(self, t=None):
        """The place below the station now, or at a moment: `latitude`, `longitude` and `elevation`."""
        return self.at(t).subpoint()

    def __call__(self):
        """Itself, so that `ISS()` also works where `ISS` is already a station."""
        return self

    def __repr__(self):
        return f'<ISS from {self._source}>'
