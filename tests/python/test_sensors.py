"""Names, sensors, colour sensor."""
import subprocess
import sys

import pytest

import sense_hat
from sense_hat import SenseHat
from sense_hat.colour import ColourSensor, HardwareInterface, I2C
from sense_hat.exceptions import (ColourSensorInitialisationError, InvalidGainError,
                                  InvalidIntegrationCyclesError, SenseHatException)


def run(code, **environment):
    """Runs a program in a fresh interpreter."""
    import os
    return subprocess.run([sys.executable, '-B', '-c', code], capture_output=True, text=True, timeout=60,
                          env={**os.environ, **environment})


def test_every_name_is_there():
    names = {}
    exec('from sense_hat import *', names)
    for name in ('SenseHat AstroPi SenseStick InputEvent DIRECTION_UP DIRECTION_DOWN DIRECTION_LEFT DIRECTION_RIGHT '
                 'DIRECTION_MIDDLE ACTION_PRESSED ACTION_RELEASED ACTION_HELD').split():
        assert name in names
    assert names['AstroPi'] is SenseHat and sense_hat.colour.ColourSensor is ColourSensor
    assert sense_hat.__version__ == '2.6.0'
    assert (SenseHat.SENSE_HAT_FB_NAME, SenseHat.SENSE_HAT_FB_FBIOGET_GAMMA) == ('RPi-Sense FB', 61696)


def test_the_alias_package_is_the_same_library():
    done = run('import sense_emu, sense_hat, sense_emu.stick, sense_emu.sense_hat\n'
               'from sense_emu import SenseHat, ACTION_HELD\n'
               'from sense_emu.stick import SenseStick\n'
               'assert SenseHat is sense_hat.SenseHat and sense_emu.stick is sense_hat.stick\n'
               'assert SenseStick is sense_hat.SenseStick')
    assert done.returncode == 0, done.stderr


def test_neither_numpy_nor_pil_is_imported():
    done = run('import sys, sense_hat; sense_hat.SenseHat().show_letter("A")\n'
               'print([name for name in ("numpy", "PIL", "inspect") if name in sys.modules])')
    assert done.stdout == '[]\n', done.stderr


def test_without_a_hat_the_original_speaks_and_the_remedy_is_beside_it(tmp_path):
    for backend, board in (('hardware', ''), ('auto', ''), ('board', ''), ('', ''), ('auto', 'kitchen')):
        done = run('import sense_hat\ntry: sense_hat.SenseHat()\nexcept OSError as e: print(e.args)',
                   SENSE_HAT_BACKEND=backend, CUPOLA_BOARD=board, XDG_RUNTIME_DIR=str(tmp_path))
        assert done.stdout == "('Cannot detect RPi-Sense FB device',)\n"
        assert done.stderr.startswith('sense_hat: ') and done.stderr.count('\n') == 1
    done = run('import sense_hat; sense_hat.SenseHat()', SENSE_HAT_BACKEND='memmory')
    assert 'ValueError: SENSE_HAT_BACKEND must be auto, memory, board or hardware, got memmory' in done.stderr


def test_environment_of_the_memory_backend(hat):
    assert hat.get_temperature() == hat.temp == hat.temperature == hat.get_temperature_from_humidity() == 20
    assert hat.get_temperature_from_pressure() == 20
    assert hat.get_humidity() == hat.humidity == 45
    assert hat.get_pressure() == hat.pressure == 1013
    assert all(type(value) is float for value in (hat.temp, hat.humidity, hat.pressure))
    for name in ('temp', 'temperature', 'orientation', 'gyroscope_raw', 'stick'):
        with pytest.raises(AttributeError, match="^property '%s' of 'SenseHat' object has no setter$" % name):
            setattr(hat, name, 5)
    with pytest.raises(TypeError, match=r'^SenseHat.get_humidity\(\) takes 1 positional argument but 2 were given$'):
        hat.get_humidity(1)


def test_motion_of_the_memory_backend(hat):
    still = {'roll': 0, 'pitch': 0, 'yaw': 0}
    for reading in (hat.get_orientation(), hat.orientation, hat.get_orientation_radians(), hat.orientation_radians,
                    hat.get_orientation_degrees(), hat.gyro, hat.gyroscope, hat.get_gyroscope(), hat.accel,
                    hat.accelerometer, hat.get_accelerometer()):
        assert reading == still and list(reading) == ['roll', 'pitch', 'yaw']
        assert all(type(angle) is float for angle in reading.values())
    assert hat.get_compass() == hat.compass == 0 and type(hat.compass) is float
    assert hat.get_compass_raw() == hat.compass_raw == {'x': 33, 'y': 0, 'z': 0}
    assert hat.get_accelerometer_raw() == hat.accel_raw == hat.accelerometer_raw == {'x': 0, 'y': 0, 'z': 1}
    assert hat.get_gyroscope_raw() == hat.gyro_raw == hat.gyroscope_raw == {'x': 0, 'y': 0, 'z': 0}


def test_imu_config(hat):
    for wrong in ((1, True, True), (True, None, True), (True, True, 'yes')):
        with pytest.raises(TypeError, match='^All set_imu_config parameters must be of boolean type$'):
            hat.set_imu_config(*wrong)
    hat.set_imu_config(False, gyro_enabled=True, accel_enabled=True)
    assert hat.get_orientation() == {'roll': 0, 'pitch': 0, 'yaw': 0}


def test_a_value_set_by_a_subclass_is_what_the_properties_show():
    class Warm(SenseHat):
        def get_temperature_from_humidity(self):
            return 99

        def get_orientation_radians(self):
            return {'roll': -3.141592653589793 / 2, 'pitch': 0.0, 'yaw': 0.5}

    assert Warm().temp == 99
    assert Warm().orientation['roll'] == 270


def test_colour_settings_are_checked(hat):
    assert hat.has_colour_sensor() and hat.colour is hat.color
    sensor = hat.colour
    with pytest.raises(InvalidGainError) as caught:
        sensor.gain = 64
    assert str(caught.value) == "Cannot set gain to '64'. Values: (1, 4, 16, 60)"
    assert caught.value.kwargs['gain'] == 64 and isinstance(caught.value, SenseHatException)
    for wrong in (0, 257, -1):
        with pytest.raises(InvalidIntegrationCyclesError) as caught:
            sensor.integration_cycles = wrong
        assert str(caught.value) == 'Cannot set integration cycles to %d (1-256)' % wrong
    for wrong in ('5', None):
        with pytest.raises(TypeError):
            sensor.integration_cycles = wrong
    sensor.gain = 4.0
    assert sensor.gain == 4 and sensor.integration_cycles == 1
    with pytest.raises(AttributeError):
        sensor.max_raw = 5


def test_colour_values():
    sensor = ColourSensor(gain=60, integration_cycles=64)
    assert isinstance(sensor.interface, I2C) and isinstance(sensor.interface, HardwareInterface)
    assert sensor.integration_time == pytest.approx(64 * 0.0024)
    assert sensor.max_raw == 65535 and sensor.enabled
    sensor.enabled = False
    assert not sensor.enabled
    sensor.enabled = True
    import time
    time.sleep(sensor.integration_time)
    assert sensor.colour_raw == sensor.color_raw == (15360, 19200, 15360, 46080)
    assert (sensor.red_raw, sensor.green_raw, sensor.blue_raw) == sensor.colour_raw[:3]
    assert sensor.clear_raw == sensor.brightness == 46080
    assert sensor.colour == sensor.color == (60, 75, 60, 180)
    assert sensor.rgb == (60, 75, 60)
    assert (sensor.red, sensor.green, sensor.blue, sensor.clear) == sensor.colour


def test_the_profile_says_which_chip_it_is():
    done = run('from sense_hat import SenseHat; c = SenseHat().colour; c.gain = 64; print(c.integration_time)',
               CUPOLA_PROFILE='retail-v2')
    assert done.stdout == '0.00275\n', done.stderr
    done = run('from sense_hat import SenseHat\nh = SenseHat(); print(h.colour, h.has_colour_sensor())',
               CUPOLA_PROFILE='v1')
    assert done.stdout == 'This Sense Hat does not have a colour sensor\nNone False\n'
    done = run('import sense_hat.colour as c\nc.ColourSensor()', CUPOLA_PROFILE='v1')
    assert ColourSensorInitialisationError.__name__ in done.stderr
    done = run('import sense_hat; sense_hat.SenseHat()', CUPOLA_PROFILE='v9')
    assert 'CUPOLA_PROFILE must be flight, retail-v2 or v1, got v9' in done.stderr
