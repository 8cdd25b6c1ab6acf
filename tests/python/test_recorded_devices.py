"""Recorded calls: the names of the package, sensors, joystick, colour sensor."""
import os
import subprocess
import sys

import pytest
from recorded import check, names, table

STILL = {'roll': 0.0, 'pitch': 0.0, 'yaw': 0.0}
BOOLEAN = TypeError('All set_imu_config parameters must be of boolean type')
NOT_CALLABLE = ValueError('value must be None or a callable')
TOO_MANY = ValueError('value must be a callable which accepts up to one mandatory parameter')
NO_COLOUR = 'This Sense Hat does not have a colour sensor'


def read_only(name, kind='SenseHat'):
    return AttributeError("property '%s' of '%s' object has no setter" % (name, kind))


PACKAGE = [
    ('import sense_hat; sense_hat.__version__', '2.6.0'),
    ('import sense_hat; sense_hat.AstroPi is sense_hat.SenseHat', True),
    ('from sense_hat import DIRECTION_UP as u, DIRECTION_DOWN as d, DIRECTION_LEFT as l, DIRECTION_RIGHT as r, '
     'DIRECTION_MIDDLE as m; (u, d, l, r, m)', ('up', 'down', 'left', 'right', 'middle')),
    ('from sense_hat import ACTION_PRESSED as p, ACTION_RELEASED as r, ACTION_HELD as h; (p, r, h)',
     ('pressed', 'released', 'held')),
    ('names = {}; exec("from sense_hat import *", names); sorted(n for n in names if n[0] != "_")',
     sorted('SenseHat AstroPi SenseStick InputEvent DIRECTION_UP DIRECTION_DOWN DIRECTION_LEFT DIRECTION_RIGHT '
            'DIRECTION_MIDDLE ACTION_PRESSED ACTION_RELEASED ACTION_HELD absolute_import colour exceptions sense_hat '
            'stick'.split())),
    ('import sense_hat; [hasattr(sense_hat, n) for n in ("__all__", "ColourSensor", "ColorSensor", "InvalidGainError")]',
     [False] * 4),
    ('import sense_hat.sense_hat, sense_hat.stick, sense_hat.colour, sense_hat.exceptions', None),
    ('import sense_hat; sense_hat.sense_hat.SenseHat is SenseHat', True),
    ('import sense_hat; sense_hat.stick.SenseStick is sense_hat.SenseStick', True),
    ('import sense_emu; sense_emu.SenseHat is SenseHat', True),
    ('SenseHat.__name__', 'SenseHat'),
    ('SenseHat.__module__', 'sense_hat.sense_hat'),
    *[('SenseHat.%s' % name, value) for name, value in [
        ('SENSE_HAT_FB_NAME', 'RPi-Sense FB'), ('SENSE_HAT_FB_FBIOGET_GAMMA', 61696),
        ('SENSE_HAT_FB_FBIOSET_GAMMA', 61697), ('SENSE_HAT_FB_FBIORESET_GAMMA', 61698),
        ('SENSE_HAT_FB_GAMMA_DEFAULT', 0), ('SENSE_HAT_FB_GAMMA_LOW', 1), ('SENSE_HAT_FB_GAMMA_USER', 2),
        ('SETTINGS_HOME_PATH', '.config/sense_hat')]],
    ("type(SenseHat('RTIMULib', 'sense_hat_text')) is SenseHat", True),
    ("type(SenseHat(imu_settings_file='mine', text_assets='sense_hat_text')) is SenseHat", True),
    ('SenseHat(1, 2, 3)', TypeError('SenseHat.__init__() takes from 1 to 3 positional arguments but 4 were given')),
    ('SenseHat(rotation=90)', TypeError("SenseHat.__init__() got an unexpected keyword argument 'rotation'")),
    *[('from sense_hat.exceptions import *; %s' % program, value) for program, value in [
        ('SenseHatException.__bases__', (Exception,)),
        ('[e.__bases__ == (SenseHatException,) for e in (ColourSensorInitialisationError, InvalidGainError, '
         'InvalidIntegrationCyclesError)]', [True] * 3),
        ('e = InvalidGainError(gain=2, values=(1, 4)); str(e), e.kwargs',
         ("Cannot set gain to '2'. Values: (1, 4)", {'gain': 2, 'values': (1, 4)})),
        ('e = InvalidIntegrationCyclesError(integration_cycles=0); str(e), e.kwargs',
         ('Cannot set integration cycles to 0 (1-256)', {'integration_cycles': 0}))]],
]

ENVIRONMENT = [
    *[('hat.' + program, value) for value, programs in [
        (45.0, ('get_humidity()', 'humidity')),
        (20.0, ('get_temperature()', 'get_temperature_from_humidity()', 'temp', 'temperature',
                'get_temperature_from_pressure()')),
        (1013.0, ('get_pressure()', 'pressure')),
        (STILL, ('get_orientation()', 'orientation', 'get_orientation_degrees()', 'get_orientation_radians()',
                 'orientation_radians', 'get_accelerometer()', 'accel', 'accelerometer', 'get_gyroscope()', 'gyro',
                 'gyroscope')),
        (0.0, ('get_compass()', 'compass')),
        ({'x': 33.0, 'y': 0.0, 'z': 0.0}, ('get_compass_raw()', 'compass_raw')),
        ({'x': 0.0, 'y': 0.0, 'z': 0.0}, ('get_gyroscope_raw()', 'gyro_raw', 'gyroscope_raw')),
        ({'x': 0.0, 'y': 0.0, 'z': 1.0}, ('get_accelerometer_raw()', 'accel_raw', 'accelerometer_raw'))]
      for program in programs],
    *[('hat.%s = 5' % name, read_only(name)) for name in (
        'humidity pressure temp temperature orientation orientation_radians compass gyro gyroscope accel accelerometer '
        'compass_raw gyro_raw gyroscope_raw accel_raw accelerometer_raw stick').split()],
    ('hat.colour = 5', AttributeError),
    ('hat.color = 5', AttributeError),
    ('hat.get_humidity(1)', TypeError('SenseHat.get_humidity() takes 1 positional argument but 2 were given')),
    ('a = hat.orientation; a["roll"] = 9; hat.orientation', STILL),
    ('a = hat.accel_raw; a.clear(); list(hat.accel_raw)', ['x', 'y', 'z']),
    ('type(hat.orientation)', dict),
    ('{type(v) for v in hat.orientation.values()}', {float}),
    # the configuration takes three bools and nothing else
    ('hat.set_imu_config(True, True, True)', None),
    ('hat.set_imu_config(compass_enabled=False, gyro_enabled=False, accel_enabled=False)', None),
    *[('hat.set_imu_config(%s)' % wrong, BOOLEAN) for wrong in (
        '1, True, True', 'True, 0, True', 'True, True, None', '"yes", True, True', '1.0, False, False', '[], (), {}')],
    ('hat.set_imu_config(True, True)',
     TypeError("SenseHat.set_imu_config() missing 1 required positional argument: 'accel_enabled'")),
    # negative angles appear as those plus 360
    ('hat.get_orientation_radians = lambda: {"roll": -1.5707963267948966, "pitch": 0.0, "yaw": 3.141592653589793}\n'
     'hat.orientation', {'roll': 270.0, 'pitch': 0.0, 'yaw': 180.0}),
    ('class Warm(SenseHat):\n  def get_temperature_from_humidity(self): return 99\n(Warm().temp, Warm().get_temperature())',
     (99, 99)),
    ('class Dry(SenseHat):\n  def get_humidity(self): return 1\nDry().humidity', 1),
]

STICK = 'import functools; from sense_hat import SenseStick, InputEvent\n'
SIDES = ('up', 'down', 'left', 'right', 'middle', 'any')

JOYSTICK = [(STICK + program, value) for program, value in [
    *[('SenseStick.%s' % name, value) for name, value in [
        ('SENSE_HAT_EVDEV_NAME', 'Raspberry Pi Sense HAT Joystick'), ('EVENT_FORMAT', 'llHHI'), ('EVENT_SIZE', 24),
        ('EV_KEY', 1), ('STATE_RELEASE', 0), ('STATE_PRESS', 1), ('STATE_HOLD', 2), ('KEY_UP', 103), ('KEY_LEFT', 105),
        ('KEY_RIGHT', 106), ('KEY_DOWN', 108), ('KEY_ENTER', 28)]],
    ("InputEvent(1.5, 'up', 'pressed')._asdict()", {'timestamp': 1.5, 'direction': 'up', 'action': 'pressed'}),
    ("repr(InputEvent(timestamp=1.5, direction='up', action='held'))",
     "InputEvent(timestamp=1.5, direction='up', action='held')"),
    ("InputEvent(1, 'up', 'held') == (1, 'up', 'held')", True),
    ('type(hat.stick) is SenseStick, hat.stick is hat.stick', (True, True)),
    ('hat.stick.get_events()', []),
    ('hat.stick.wait_for_event(timeout=0)', None),
    ('hat.stick.wait_for_event(emptybuffer=True, timeout=0)', None),
    ('hat.stick.wait_for_event(False, 1)',
     TypeError('SenseStick.wait_for_event() takes from 1 to 2 positional arguments but 3 were given')),
    ('with SenseStick() as stick: events = stick.get_events()\nevents', []),
    *[('hat.stick.direction_%s' % side, None) for side in SIDES],
    *[('hat.stick.direction_%s = None' % side, None) for side in SIDES],
    *[('hat.stick.direction_%s = 5' % side, NOT_CALLABLE) for side in SIDES],
    *[('hat.stick.direction_any = %s' % wrong, NOT_CALLABLE) for wrong in ('"print"', '[]', 'True', '()', 'object()')],
    *[('hat.stick.direction_up = ' + wrong, TOO_MANY) for wrong in (
        'lambda one, two: 0', 'lambda one, two, *rest: 0', 'lambda one, *, key: 0', 'lambda *, key: 0',
        'int', 'str', 'functools.partial(lambda a, b, c: 0, 1)', 'type("K", (), {"__init__": lambda self, a, b: None})',
        'type("K", (), {"go": lambda self, a, b: None})().go', 'type("K", (), {"__call__": lambda self, a, b: None})()')],
    *[('f = %s; hat.stick.direction_up = f; hat.stick.direction_up is f' % right, True) for right in (
        'print', 'lambda: 0', 'lambda event: 0', 'lambda event=None: 0', 'lambda *rest: 0', 'lambda **rest: 0',
        'lambda a, b=1: 0', 'functools.partial(max, 1, 2)', 'functools.partial(lambda a, b: 0, 1)', '[].append',
        'type("K", (), {})', 'type("K", (), {"__init__": lambda self, event: None})',
        'type("K", (), {"go": lambda self, event: None})().go', 'type("K", (), {"__call__": lambda self: None})()')],
    ('hat.stick.direction_up = print; hat.stick.direction_up = None; hat.stick.direction_up', None),
    ('hat.stick.direction_up = print\ntry: hat.stick.direction_up = 5\nexcept ValueError: pass\nhat.stick.direction_up is print',
     True),
    ('hat.stick.close(); hat.stick.close()', None),
    *[('hat.stick.close(); hat.stick.%s' % use, TypeError) for use in (
        'get_events()', 'wait_for_event()', 'wait_for_event(True)')],
    ('hat.stick.direction_any = print; hat.stick.close(); hat.stick.direction_any = print', TypeError),
    ('two = SenseHat(); two.stick is not hat.stick, two.stick.get_events()', (True, [])),
]]

GAIN = "from sense_hat.exceptions import *\n"

COLOUR = [
    ('hat.has_colour_sensor()', True),
    ('from sense_hat.colour import ColourSensor, HardwareInterface, I2C\n'
     'type(hat.colour) is ColourSensor, hat.colour is hat.color, issubclass(I2C, HardwareInterface), type(hat.colour.interface) is I2C',
     (True, True, True, True)),
    ('c = hat.colour; c.gain, c.integration_cycles, c.max_raw, c.integration_time', (1, 1, 1024, 0.0024)),
    ('c = hat.colour; c.gain = 60; c.gain', 60),
    ('c = hat.colour; c.gain = 4.0; c.gain', 4),
    ('c = hat.colour; c.gain = True; c.gain', 1),
    *[('hat.colour.gain = %s' % wrong, ('gain', shown)) for wrong, shown in (
        ('64', '64'), ('0', '0'), ('-1', '-1'), ('"4"', '4'), ('None', 'None'), ('4.5', '4.5'), ('[4]', '[4]'))],
    *[('hat.colour.integration_cycles = %s' % wrong, ('cycles', wrong)) for wrong in ('0', '257', '-1', '256.5', '0.5')],
    *[('hat.colour.integration_cycles = %s' % wrong, TypeError("'<=' not supported between instances of 'int' and '%s'" % kind))
      for wrong, kind in (('"5"', 'str'), ('None', 'NoneType'), ('[5]', 'list'))],
    ('hat.colour.integration_cycles = 1.5', TypeError),
    *[('c = hat.colour; c.integration_cycles = %d; c.integration_cycles, c.max_raw, c.integration_time' % n,
       (n, min(1024 * n, 65535), n * 0.0024)) for n in (1, 2, 63, 64, 65, 256)],
    *[('hat.colour.%s = 5' % name, read_only(name, 'ColourSensor')) for name in (
        'max_raw integration_time rgb red green blue clear red_raw green_raw blue_raw').split()],
    ('hat.colour.colour_raw = 5', AttributeError),
    ('hat.colour.color = 5', AttributeError),
    ('c = hat.colour; c.enabled', True),
    ('c = hat.colour; c.enabled = 0; c.enabled', False),
    ('c = hat.colour; c.enabled = False; c.enabled = 1; c.enabled', True),
    # 4, 5, 4, 12 counts for each cycle and gain of 1
    ('hat.colour.colour_raw', (4, 5, 4, 12)),
    ('hat.colour.color_raw', (4, 5, 4, 12)),
    ('c = hat.colour; c.red_raw, c.green_raw, c.blue_raw, c.clear_raw, c.brightness', (4, 5, 4, 12, 12)),
    ('hat.colour.colour', (1, 1, 1, 3)),
    ('hat.colour.color', (1, 1, 1, 3)),
    ('hat.colour.rgb', (1, 1, 1)),
    ('c = hat.colour; c.red, c.green, c.blue, c.clear', (1, 1, 1, 3)),
    ('from sense_hat.colour import *; c = ColourSensor(gain=16, integration_cycles=2); c.gain, c.integration_cycles', (16, 2)),
    ('from sense_hat.colour import *; ColourSensor(2)', ('gain', '2')),
    ('from sense_hat.colour import *; ColourSensor(1, 300)', ('cycles', '300')),
    # the scaled values end at 255, also where the chip's largest count would be 256 or 257
    *[('c = hat.colour; c.integration_cycles = %d; c.interface.get_raw = lambda: (c.max_raw, 0, c.max_raw // 2, 1); c.colour'
       % cycles, (255, 0, half, 0)) for cycles, half in ((1, 128), (63, 128), (64, 128), (256, 128))],
    ('c = hat.colour; c.integration_cycles = 64; c.interface.get_raw = lambda: (65535,) * 4; hat.clear(c.red, c.green, c.blue)',
     None),
]


def expected_colour_error(expected):
    from sense_hat.exceptions import InvalidGainError, InvalidIntegrationCyclesError
    if type(expected) is tuple and expected[:1] == ('gain',):
        return InvalidGainError(gain=expected[1], values=(1, 4, 16, 60))
    if type(expected) is tuple and expected[:1] == ('cycles',):
        return InvalidIntegrationCyclesError(integration_cycles=expected[1])
    return expected


@table(PACKAGE + ENVIRONMENT + JOYSTICK)
def test_names_sensors_joystick(case, names):
    check(case, names)


@table(COLOUR)
def test_colour_sensor(case, names):
    check((case[0], expected_colour_error(case[1])), names)


@pytest.mark.parametrize('profile, program, printed', [
    ('v1', 'print(hat.colour)', NO_COLOUR + '\nNone\n'),
    ('v1', 'print(hat.color)', NO_COLOUR + '\nNone\n'),
    ('v1', 'print(hat.has_colour_sensor())', 'False\n'),
    ('v1', 'hat.colour; hat.colour', 2 * (NO_COLOUR + '\n')),
    ('flight', 'hat.colour.gain = 60; print(hat.colour.integration_time)', '0.0024\n'),
    ('retail-v2', 'hat.colour.gain = 64; print(hat.colour.gain, hat.colour.integration_time)', '64 0.00275\n'),
    ('retail-v2', 'try: hat.colour.gain = 60\nexcept Exception as e: print(e)',
     "Cannot set gain to '60'. Values: (1, 4, 16, 64)\n"),
    ('', 'print(hat.has_colour_sensor(), hat.colour.interface.GAIN_VALUES)', 'True (1, 4, 16, 60)\n'),
])
def test_profiles(profile, program, printed):
    done = subprocess.run([sys.executable, '-B', '-c', 'from sense_hat import SenseHat; hat = SenseHat()\n' + program],
                          capture_output=True, text=True, timeout=60, env={**os.environ, 'CUPOLA_PROFILE': profile})
    assert (done.stdout, done.stderr) == (printed, '')
