"""Environment and motion: the part of SenseHat that reads."""
import math


def _to_degrees(radians):
    """An orientation in degrees, 0 to 360."""
    degrees = {key: math.degrees(angle) for key, angle in radians.items()}
    return {key: angle + 360 if angle < 0 else angle for key, angle in degrees.items()}


class Sensors:
    """What a SenseHat reads. A sensor is waited for up to a second for its first value; then a missing value is 0."""

    def __init__(self, core):
        self._core = core
        self._warned = False

    def _reading(self, value, missing=0):
        """A reading; the original's value for "none" if there is none, with one warning."""
        if value is not None:
            return value
        if not self._warned:
            self._warned = True
            import warnings
            warnings.warn('a sensor gives no valid reading; it is shown as 0', RuntimeWarning, stacklevel=3)
        return missing

    def get_humidity(self):
        """Returns the relative humidity in per cent, a float of 0 to 100. An OSError if the board has no HTS221."""
        return self._reading(self._core.get_humidity())

    humidity = property(lambda self: self.get_humidity(), doc='The relative humidity in per cent.')

    def get_temperature_from_humidity(self):
        """Returns the temperature in degrees Celsius by the humidity sensor: a float of -40 to 120."""
        return self._reading(self._core.get_temperature_from_humidity())

    def get_temperature_from_pressure(self):
        """Returns the temperature in degrees Celsius by the pressure sensor: a float of -30 to 105."""
        return self._reading(self._core.get_temperature_from_pressure())

    def get_temperature(self):
        """Returns the temperature in degrees Celsius, as get_temperature_from_humidity() does."""
        return self.get_temperature_from_humidity()

    temp = property(lambda self: self.get_temperature(), doc='The temperature in degrees Celsius.')
    temperature = property(lambda self: self.get_temperature(), doc='The temperature in degrees Celsius.')

    def get_pressure(self):
        """Returns the air pressure in millibars, which are hectopascals: a float of 260 to 1260.

        An OSError if the board has no LPS25H.
        """
        return self._reading(self._core.get_pressure())

    pressure = property(lambda self: self.get_pressure(), doc='The air pressure in millibars.')

    # ---- motion

    def set_imu_config(self, compass_enabled, gyro_enabled, accel_enabled):
        """Says which sensors the orientation uses; a TypeError unless all three are True or False."""
        flags = (compass_enabled, gyro_enabled, accel_enabled)
        if not all(isinstance(flag, bool) for flag in flags):
            raise TypeError('All set_imu_config parameters must be of boolean type')
        self._core.set_imu_config(*flags)

    def _angles(self, angles):
        return dict(zip(('roll', 'pitch', 'yaw'), self._reading(angles, (0, 0, 0))))

    def _axes(self, values):
        return dict(zip(('x', 'y', 'z'), self._reading(values, (0, 0, 0))))

    def get_orientation_radians(self):
        """Returns {'roll', 'pitch', 'yaw'} in radians: roll and yaw from -pi to pi, pitch from -pi/2 to pi/2.

        An OSError if the board has no LSM9DS1; so for all calls that read motion.
        """
        return self._angles(self._core.get_orientation_radians())

    orientation_radians = property(lambda self: self.get_orientation_radians(), doc='The orientation in radians.')

    def get_orientation_degrees(self):
        """Returns {'roll', 'pitch', 'yaw'} in degrees, 0 to 360; a pitch below 0 is 270 to 360."""
        return _to_degrees(self.get_orientation_radians())

    def get_orientation(self):
        """Returns {'roll', 'pitch', 'yaw'} in degrees, as get_orientation_degrees() does."""
        return self.get_orientation_degrees()

    orientation = property(lambda self: self.get_orientation(), doc='The orientation in degrees.')

    def get_compass(self):
        """Returns the yaw by the compass alone: a float of 0 to 360 degrees.

        0 when the right side of the board points to magnetic north, 90 when it points east.
        """
        return self._reading(self._core.get_compass())

    compass = property(lambda self: self.get_compass(), doc='The direction of magnetic north in degrees.')

    def get_gyroscope(self):
        """Returns {'roll', 'pitch', 'yaw'} in degrees, 0 to 360, by the gyroscope alone since it was first asked."""
        return self._angles(self._core.get_gyroscope())

    gyro = property(lambda self: self.get_gyroscope(), doc='The orientation by the gyroscope alone.')
    gyroscope = property(lambda self: self.get_gyroscope(), doc='The orientation by the gyroscope alone.')

    def get_accelerometer(self):
        """Returns {'roll', 'pitch', 'yaw'} in degrees, 0 to 360, by gravity alone; the yaw is the last known one."""
        return self._angles(self._core.get_accelerometer())

    accel = property(lambda self: self.get_accelerometer(), doc='The orientation by gravity alone.')
    accelerometer = property(lambda self: self.get_accelerometer(), doc='The orientation by gravity alone.')

    def get_compass_raw(self):
        """Returns the magnetic field as {'x', 'y', 'z'} in microteslas, -400 to 400."""
        return self._axes(self._core.get_compass_raw())

    compass_raw = property(lambda self: self.get_compass_raw(), doc='The magnetic field in microteslas.')

    def get_gyroscope_raw(self):
        """Returns the rate of turn as {'x', 'y', 'z'} in radians per second, -8.7 to 8.7."""
        return self._axes(self._core.get_gyroscope_raw())

    gyro_raw = property(lambda self: self.get_gyroscope_raw(), doc='The rate of turn in radians per second.')
    gyroscope_raw = property(lambda self: self.get_gyroscope_raw(), doc='The rate of turn in radians per second.')

    def get_accelerometer_raw(self):
        """Returns the acceleration as {'x', 'y', 'z'} in g, -8 to 8. At rest it says where down is.

        x is 1 when the right side of the board is down, y when its lower side is, z when it lies flat, LEDs up.
        """
        return self._axes(self._core.get_accelerometer_raw())

    accel_raw = property(lambda self: self.get_accelerometer_raw(), doc='The acceleration in g.')
    accelerometer_raw = property(lambda self: self.get_accelerometer_raw(), doc='The acceleration in g.')


for _name, _member in list(vars(Sensors).items()):
    if callable(_member):   # a wrong number of arguments is reported under the name that programs know
        _member.__qualname__ = 'SenseHat.' + _name
