"""Recorded calls on the LEDs: results, exceptions with their messages, the order of checks, the 64 physical pixels."""
import pytest
from recorded import (BLACK, BLUE, COUNT, DARK, FLOAT, GREEN, RED, WHITE, check, compared, element, length, lit,
                      names, no_len, physical, table)

ARGUMENTS = ValueError('Pixel arguments must be given as (r, g, b) or r, g, b')
X_RANGE = ValueError('X position must be between 0 and 7')
Y_RANGE = ValueError('Y position must be between 0 and 7')
ELEMENTS = ValueError('Pixel elements must be between 0 and 255')
ROTATION = ValueError('Rotation must be 0, 90, 180 or 270 degrees')
INDEX = IndexError('only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays '
                   'are valid indices')


ALL_RED = [RED] * 64
COUNTING = 'hat.set_pixels([[i, i, i] for i in range(64)])'
COUNTED = [[i >> 3 << 3, i >> 2 << 2, i >> 3 << 3] for i in range(64)]
CORNER = 'hat.set_pixel(0, 0, 255, 0, 0); '

SET_PIXELS = [
    # kinds of list
    ('hat.set_pixels(red())', None, ALL_RED),
    ('hat.set_pixels(pixel_list=red())', None, ALL_RED),
    ('hat.set_pixels(tuple(map(tuple, red())))', None, ALL_RED),
    ('hat.set_pixels([bytes([255, 0, 0])] * 64)', None, ALL_RED),
    ('hat.set_pixels([bytearray([255, 0, 0])] * 64)', None, ALL_RED),
    ('hat.set_pixels([range(255, -1, -127)] * 64)', None, [[248, 128, 0]] * 64),
    ('hat.set_pixels([[255, False, True]] * 64)', None, ALL_RED),
    ('hat.set_pixels([[True, True, True]] * 64)', None, DARK),
    ("hat.set_pixels([array.array('B', [255, 0, 0])] * 64)", None, ALL_RED),
    ('hat.set_pixels({(255, 0, i): None for i in range(64)}); hat.get_pixels()[63]', [248, 0, 56]),
    ('import collections; hat.set_pixels(collections.deque(red()))', None, ALL_RED),
    ('import collections; C = collections.namedtuple("C", "r g b"); hat.set_pixels([C(255, 0, 0)] * 64)', None, ALL_RED),
    ('import enum\nclass R(enum.IntEnum): FULL = 255\nhat.set_pixels([[R.FULL, 0, 0]] * 64)', None, ALL_RED),
    (COUNTING, None, COUNTED),
    # truncation to 565, low bits zero
    ('hat.set_pixels([[255, 255, 255]] * 64); hat.get_pixels()', [WHITE] * 64, [WHITE] * 64),
    ('hat.set_pixels([[7, 3, 7]] * 64); hat.get_pixels()', DARK, DARK),
    ('hat.set_pixels([[8, 4, 8]] * 64); hat.get_pixels()', [[8, 4, 8]] * 64, [[8, 4, 8]] * 64),
    ('hat.set_pixels([[15, 7, 254]] * 64)', None, [[8, 4, 248]] * 64),
    # refusals, all before anything is drawn
    ('hat.set_pixels([])', COUNT, DARK),
    ('hat.set_pixels("")', COUNT, DARK),
    ('hat.set_pixels({})', COUNT, DARK),
    ('hat.set_pixels(red()[:63])', COUNT, DARK),
    ('hat.set_pixels(red() + [[0, 0, 0]])', COUNT, DARK),
    ('hat.set_pixels([1.5] * 63)', COUNT, DARK),
    ('hat.set_pixels(bytes(192))', COUNT, DARK),
    ('hat.set_pixels(7)', no_len('int'), DARK),
    ('hat.set_pixels(None)', no_len('NoneType'), DARK),
    ('hat.set_pixels(p for p in red())', no_len('generator'), DARK),
    ('hat.set_pixels(map(list, red()))', no_len('map'), DARK),
    ('hat.set_pixels(bytes(64))', no_len('int'), DARK),
    ('hat.set_pixels([0] * 64)', no_len('int'), DARK),
    ('hat.set_pixels("a" * 64)', length(0), DARK),
    ('hat.set_pixels(["abc"] * 64)', compared('str'), DARK),
    ('hat.set_pixels(red(p5=[0, 0]))', length(5), DARK),
    ('hat.set_pixels(red(p5=[]))', length(5), DARK),
    ('hat.set_pixels(red(p63=[1, 2, 3, 4]))', length(63), DARK),
    ('hat.set_pixels(red(p63=[0, 0, -1]))', element(63), DARK),
    ('hat.set_pixels(red(p0=[0, 0, 256]))', element(0), DARK),
    ('hat.set_pixels(red(p9=[0, 10 ** 30, 0]))', element(9), DARK),
    ('hat.set_pixels(red(p9=[0, -10 ** 30, 0]))', element(9), DARK),
    ('hat.set_pixels(red(p9=[0, 300.5, 0]))', element(9), DARK),
    ('hat.set_pixels(red(p9=[0, float("inf"), 0]))', element(9), DARK),
    ('hat.set_pixels(red(p9=7))', no_len('int'), DARK),
    ('hat.set_pixels(red(p9=None))', no_len('NoneType'), DARK),
    ('hat.set_pixels(red(p9=["1", 0, 0]))', compared('str'), DARK),
    ('hat.set_pixels(red(p9=[None, 0, 0]))', compared('NoneType'), DARK),
    ('hat.set_pixels(red(p9=[0, [1], 0]))', compared('list'), DARK),
    ('hat.set_pixels(red(p9=[1j, 0, 0]))', compared('complex'), DARK),
    ('hat.set_pixels(red(p9={1, 2, 3}))', TypeError("'set' object is not subscriptable"), DARK),
    ('hat.set_pixels()', TypeError("SenseHat.set_pixels() missing 1 required positional argument: 'pixel_list'"), DARK),
    # the first wrong pixel in the order of the list is named, length before range
    ('hat.set_pixels(red(p4=[0, 256, 0], p5=[0, 0]))', element(4), DARK),
    ('hat.set_pixels(red(p5=[0, 0], p6=[0, 256, 0]))', length(5), DARK),
    ('hat.set_pixels(red(p5=[256, 256]))', length(5), DARK),
    ('hat.set_pixels(red(p5=["1", 256, 0]))', compared('str'), DARK),
    ('hat.set_pixels(red(p5=[256, "1", 0]))', element(5), DARK),
    # a float is a TypeError after all range checks; here the good pixels before it are not drawn either
    ('hat.set_pixels(red(p10=[1.0, 0, 0]))', FLOAT, DARK),
    ('hat.set_pixels(red(p10=[1.0, 0, 0], p20=[0, 0, 256]))', element(20), DARK),
    ('hat.set_pixels(red(p10=[0.5, 0, 0], p20=[0, 0]))', length(20), DARK),
    ('hat.set_pixels([[255.0, 0.0, 0.0]] * 64)', FLOAT, DARK),
    ('hat.set_pixels(red(p3=[0, float("nan"), 0]))', FLOAT, DARK),
    ('from fractions import Fraction; hat.set_pixels([[Fraction(1), 0, 0]] * 64)',
     TypeError("unsupported operand type(s) for >>: 'Fraction' and 'int'"), DARK),
]

NUMPY = [
    ('hat.set_pixels(np.array(red(), dtype=np.uint8))', None, ALL_RED),
    ('hat.set_pixels(np.array(red(), dtype=np.int64))', None, ALL_RED),
    ('hat.set_pixels(np.array(red()).astype(np.int8) + 1)', None, DARK),
    ('hat.set_pixels(np.full((64, 3), 255, dtype=np.uint8))', None, [WHITE] * 64),
    ('hat.set_pixels(np.array(red(), dtype=object))', None, ALL_RED),
    ('hat.set_pixels(list(np.array(red(), dtype=np.uint16)))', None, ALL_RED),
    ('hat.set_pixels([[np.uint8(255), np.int64(255), 255]] * 64)', None, [WHITE] * 64),
    ('hat.set_pixels(np.ones((64, 3), dtype=bool))', None, DARK),
    ('hat.set_pixels(np.zeros((8, 8, 3), dtype=np.uint8))', COUNT, DARK),
    ('hat.set_pixels(np.zeros((64, 4), dtype=np.uint8))', length(0), DARK),
    ('hat.set_pixels(np.zeros(64, dtype=np.uint8))', no_len('numpy.uint8'), DARK),
    ('hat.set_pixels(np.full((64, 3), 256))', element(0), DARK),
    ('hat.set_pixels(np.full((64, 3), -1))', element(0), DARK),
    ('hat.set_pixels(np.zeros((64, 3)))', TypeError, DARK),
    ('hat.set_pixels(np.zeros((64, 3), dtype=np.float32))', TypeError, DARK),
    ('hat.set_pixel(np.int64(1), np.uint8(2), np.array([255, 0, 0], dtype=np.uint8))', None, lit({(1, 2): RED})),
    ('hat.set_pixel(1, 2, np.uint8(255), np.int16(0), 0)', None, lit({(1, 2): RED})),
    ('hat.set_pixel(np.int64(8), 0, 0, 0, 0)', X_RANGE, DARK),
    ('hat.set_pixel(np.float64(1), 0, 0, 0, 0)', INDEX, DARK),
    ('hat.set_pixel(0, 0, np.zeros((3, 1)))', TypeError, DARK),
    ('hat.clear(np.array([255, 0, 0]))', None, ALL_RED),
    ('hat.clear(np.uint8(255), 0, 0)', None, ALL_RED),
    ('hat.get_pixel(np.int64(1), np.int8(1))', [0, 0, 0]),
    ('hat.set_rotation(np.int64(90)); hat.set_pixel(0, 0, 255, 0, 0); int(hat.rotation)', 90, lit({(7, 0): RED})),
    ('hat.set_rotation(np.array([90]))', TypeError("unhashable type: 'numpy.ndarray'"), DARK),
    ('hat.gamma = np.arange(32, dtype=np.uint8); hat.gamma', list(range(32))),
    ('hat.gamma = np.zeros(32)', TypeError),
    ("hat.show_letter('!', text_colour=np.array([255, 0, 0])); hat.get_pixel(3, 1)", [248, 0, 0]),
    ("hat.set_pixels(np.array(hat.get_pixels()) + 8); type(hat.get_pixels()[0][0])", int, [[8, 8, 8]] * 64),
]

SET_PIXEL = [
    ('hat.set_pixel(1, 2, 255, 0, 0)', None, lit({(1, 2): RED})),
    ('hat.set_pixel(1, 2, [255, 0, 0])', None, lit({(1, 2): RED})),
    ('hat.set_pixel(1, 2, (255, 0, 0))', None, lit({(1, 2): RED})),
    ('hat.set_pixel(1, 2, b"\\xff\\0\\0")', None, lit({(1, 2): RED})),
    ('hat.set_pixel(1, 2, range(3))', None, DARK),
    ('hat.set_pixel(1, 2, True, 255, False)', None, lit({(1, 2): GREEN})),
    ('hat.set_pixel(7, 7, 255, 255, 255); hat.set_pixel(0, 7, 0, 0, 255)', None, lit({(7, 7): WHITE, (0, 7): BLUE})),
    ('hat.set_pixel(1, 2, *[255, 0, 0])', None, lit({(1, 2): RED})),
    ('hat.set_pixel(x=1, y=2)', ARGUMENTS, DARK),
    ('hat.set_pixel(1, 2, 255, 0, b=0)', TypeError("SenseHat.set_pixel() got an unexpected keyword argument 'b'"), DARK),
    ('hat.set_pixel(1, 2, colour=(1, 2, 3))',
     TypeError("SenseHat.set_pixel() got an unexpected keyword argument 'colour'"), DARK),
    ('hat.set_pixel(1)', TypeError("SenseHat.set_pixel() missing 1 required positional argument: 'y'"), DARK),
    # (1) the number of values, (2) x, (3) y, (4) their range
    ('hat.set_pixel(0, 0)', ARGUMENTS, DARK),
    ('hat.set_pixel(0, 0, 1, 2)', ARGUMENTS, DARK),
    ('hat.set_pixel(0, 0, 1, 2, 3, 4)', ARGUMENTS, DARK),
    ('hat.set_pixel(0, 0, [1, 2])', ARGUMENTS, DARK),
    ('hat.set_pixel(0, 0, [])', ARGUMENTS, DARK),
    ('hat.set_pixel(0, 0, "ab")', ARGUMENTS, DARK),
    ('hat.set_pixel(9, 9, [1, 2])', ARGUMENTS, DARK),
    ('hat.set_pixel("x", None, 1)', no_len('int'), DARK),
    ('hat.set_pixel(0, 0, 3)', no_len('int'), DARK),
    ('hat.set_pixel(0, 0, None)', no_len('NoneType'), DARK),
    ('hat.set_pixel(8, 9, 1, 2, 300)', X_RANGE, DARK),
    ('hat.set_pixel(-1, 9, 1, 2, 300)', X_RANGE, DARK),
    ('hat.set_pixel(7.5, 0, 1, 2, 3)', X_RANGE, DARK),
    ('hat.set_pixel(-0.5, 0, 1, 2, 3)', X_RANGE, DARK),
    ('hat.set_pixel(10 ** 20, 0, 1, 2, 3)', X_RANGE, DARK),
    ('hat.set_pixel(0, 8, 1, 2, 300)', Y_RANGE, DARK),
    ('hat.set_pixel(0, -1, 1, 2, 300)', Y_RANGE, DARK),
    ('hat.set_pixel(0, 7.1, 1, 2, 300)', Y_RANGE, DARK),
    ('hat.set_pixel("1", 0, 1, 2, 3)', compared('str'), DARK),
    ('hat.set_pixel(None, 9, 1, 2, 3)', compared('NoneType'), DARK),
    ('hat.set_pixel(0, "1", 1, 2, 3)', compared('str'), DARK),
    ('hat.set_pixel([1], 0, 1, 2, 3)', compared('list'), DARK),
    ('hat.set_pixel(0, 0, 1, 2, 256)', ELEMENTS, DARK),
    ('hat.set_pixel(0, 0, -1, 2, 3)', ELEMENTS, DARK),
    ('hat.set_pixel(0, 0, (1, -2, 3))', ELEMENTS, DARK),
    ('hat.set_pixel(0, 0, 1.5, 2, 256)', ELEMENTS, DARK),
    ('hat.set_pixel(1.0, 0, 1, 2, 256)', ELEMENTS, DARK),
    ('hat.set_pixel(0, 0, "123")', compared('str'), DARK),
    ('hat.set_pixel(0, 0, "1", "2", "3")', compared('str'), DARK),
    ('hat.set_pixel(0, 0, None, 0, 0)', compared('NoneType'), DARK),
    # what passes the checks and still cannot be drawn: the place first
    ('hat.set_pixel(1.0, 0, 1, 2, 3)', INDEX, DARK),
    ('hat.set_pixel(0, 1.0, 1, 2, 3)', INDEX, DARK),
    ('hat.set_pixel(1.0, 0, 1.0, 2, 3)', INDEX, DARK),
    ('hat.set_pixel(float("nan"), 0, 1, 2, 3)', INDEX, DARK),
    ('hat.set_pixel(0, 0, 1.0, 2, 3)', FLOAT, DARK),
    ('hat.set_pixel(0, 0, (1, 2, 3.0))', FLOAT, DARK),
]

GET_PIXEL = [
    ('hat.clear(255, 255, 255); hat.get_pixel(0, 0)', WHITE),
    ('hat.set_pixel(3, 4, 9, 9, 9); hat.get_pixel(x=3, y=4)', [8, 8, 8]),
    ('hat.set_pixel(3, 4, 9, 9, 9); hat.get_pixel(y=4, x=3)', [8, 8, 8]),
    ('hat.get_pixel(8, 8)', X_RANGE),
    ('hat.get_pixel(-1, 8)', X_RANGE),
    ('hat.get_pixel(7.5, 0)', X_RANGE),
    ('hat.get_pixel(0, 8)', Y_RANGE),
    ('hat.get_pixel(0, -1)', Y_RANGE),
    ('hat.get_pixel(0.0, 0)', INDEX),
    ('hat.get_pixel(0, 0.0)', INDEX),
    ('hat.get_pixel("0", 0)', compared('str')),
    ('hat.get_pixel(0, None)', compared('NoneType')),
    ('hat.get_pixel(0)', TypeError("SenseHat.get_pixel() missing 1 required positional argument: 'y'")),
    ('hat.get_pixels()', DARK, DARK),
    ('a = hat.get_pixels(); a[0][0] = 9; a[1] = None; hat.get_pixels()', DARK, DARK),
    ('hat.get_pixels(1)', TypeError('SenseHat.get_pixels() takes 1 positional argument but 2 were given')),
    ('a = hat.get_pixel(0, 0); a[0] = 99; hat.get_pixel(0, 0)', BLACK, DARK),
    ('len({id(pixel) for pixel in hat.get_pixels()})', 64),
]

CLEAR = [
    ('hat.clear()', None, DARK),
    ('hat.clear(255, 0, 0); hat.clear()', None, DARK),
    ('hat.clear(255, 0, 0)', None, ALL_RED),
    ('hat.clear([255, 0, 0])', None, ALL_RED),
    ('hat.clear((0, 0, 255))', None, [BLUE] * 64),
    ('hat.clear(b"\\0\\xff\\0")', None, [GREEN] * 64),
    ('hat.clear(True, False, 255)', None, [BLUE] * 64),
    ('hat.rotation = 90; hat.clear(255, 0, 0); hat.rotation', 90, ALL_RED),
    ('hat.clear(1, 2)', ARGUMENTS, DARK),
    ('hat.clear(1, 2, 3, 4)', ARGUMENTS, DARK),
    ('hat.clear([1, 2])', length(0), DARK),
    ('hat.clear("red")', compared('str'), DARK),
    ('hat.clear("blue")', length(0), DARK),
    ('hat.clear([])', length(0), DARK),
    ('hat.clear(1, 2, 256)', element(0), DARK),
    ('hat.clear((-1, 0, 0))', element(0), DARK),
    ('hat.clear(5)', no_len('int'), DARK),
    ('hat.clear(None)', no_len('NoneType'), DARK),
    ('hat.clear(1.5, 2, 3)', FLOAT, DARK),
    ('hat.clear(None, 0, 0)', compared('NoneType'), DARK),
    ('hat.clear(colour=(1, 2, 3))', TypeError("SenseHat.clear() got an unexpected keyword argument 'colour'"), DARK),
]

SET_ROTATION = [
    ('hat.rotation', 0),
    ('hat.set_rotation(); hat.rotation', 0),
    ('hat.set_rotation(r=90, redraw=False); hat.rotation', 90),
    ('hat.set_rotation(90.0); hat.rotation', 90.0),
    ('hat.set_rotation(False); hat.rotation', False),
    ('hat.rotation = 180.0; hat.set_pixel(0, 0, 255, 0, 0); hat.rotation', 180.0, lit({(7, 7): RED})),
    ('hat.rotation = False; hat.set_pixel(0, 0, 255, 0, 0); hat.rotation', False, lit({(0, 0): RED})),
    ('hat.set_rotation(90 + 0j); hat.set_pixel(0, 0, 255, 0, 0); hat.rotation', 90 + 0j, lit({(7, 0): RED})),
    *[('hat.set_rotation(%s)' % wrong, ROTATION, DARK)
      for wrong in ('True', '360', '-90', '"90"', 'None', '45', '90.5', '(90,)', '10 ** 30', 'float("nan")', 'b"90"')],
    ('hat.rotation = 1', ROTATION),
    ('hat.rotation = 90; hat.set_rotation(91)', ROTATION),
    ('hat.rotation = 90\ntry: hat.rotation = 91\nexcept ValueError: pass\nhat.rotation', 90),
    ('hat.set_rotation([])', TypeError("unhashable type: 'list'")),
    ('hat.set_rotation({})', TypeError("unhashable type: 'dict'")),
    ('hat.set_rotation(90, angle=1)', TypeError("SenseHat.set_rotation() got an unexpected keyword argument 'angle'")),
    # redraw: the logical picture stays, the LEDs turn; without it the LEDs stay
    *[(COUNTING + '; hat.set_rotation(%d); hat.get_pixels()' % r, COUNTED, physical(COUNTED, r)) for r in (0, 90, 180, 270)],
    *[(COUNTING + '; hat.set_rotation(%d, False); hat.get_pixels()' % r,
       [COUNTED[physical(list(range(64)), r).index(i)] for i in range(64)], COUNTED) for r in (0, 90, 180, 270)],
    *[('hat.set_rotation(%d, False); ' % r + COUNTING + '; hat.get_pixel(5, 2)', COUNTED[21], physical(COUNTED, r))
      for r in (90, 180, 270)],
    (CORNER + 'hat.rotation = 90; hat.get_pixel(0, 0)', RED, lit({(7, 0): RED})),
    (CORNER + 'hat.rotation = 180; hat.rotation = 90', None, lit({(7, 0): RED})),
    (CORNER + 'hat.rotation = 270; hat.get_pixel(0, 0)', RED, lit({(0, 7): RED})),
    (CORNER + 'hat.rotation = 90; hat.rotation = 0', None, lit({(0, 0): RED})),
    (CORNER + 'hat.set_rotation(90, redraw=False); hat.get_pixel(0, 7)', RED, lit({(0, 0): RED})),
    ('hat.rotation = 90; other = SenseHat(); other.set_pixel(0, 0, 255, 0, 0); (hat.rotation, other.rotation)', (90, 0),
     lit({(0, 0): RED})),
]

FLIPS = [
    (COUNTING + '; hat.flip_h()', [COUNTED[i // 8 * 8 + 7 - i % 8] for i in range(64)],
     [COUNTED[i // 8 * 8 + 7 - i % 8] for i in range(64)]),
    (COUNTING + '; hat.flip_v()', [COUNTED[56 - i // 8 * 8 + i % 8] for i in range(64)],
     [COUNTED[56 - i // 8 * 8 + i % 8] for i in range(64)]),
    (COUNTING + '; hat.flip_h(False)', [COUNTED[i // 8 * 8 + 7 - i % 8] for i in range(64)], COUNTED),
    (COUNTING + '; hat.flip_v(redraw=False)', [COUNTED[56 - i // 8 * 8 + i % 8] for i in range(64)], COUNTED),
    (COUNTING + '; hat.flip_v(redraw=0)', [COUNTED[56 - i // 8 * 8 + i % 8] for i in range(64)], COUNTED),
    ('hat.rotation = 90; ' + CORNER + 'hat.flip_h()[7]', RED, lit({(7, 0): RED}, 90)),
    ('hat.rotation = 270; ' + CORNER + 'hat.flip_v()[56]', RED, lit({(0, 7): RED}, 270)),
    (CORNER + 'hat.flip_h(); hat.flip_h(); hat.flip_v(); hat.flip_v(); hat.get_pixel(0, 0)', RED, lit({(0, 0): RED})),
]


@table(SET_PIXELS + SET_PIXEL + GET_PIXEL + CLEAR)
def test_pixels(case, names):
    check(case, names)


@table(SET_ROTATION + FLIPS)
def test_turning(case, names):
    check(case, names)


@table(NUMPY)
def test_numpy(case, names):
    names['np'] = pytest.importorskip('numpy')
    check(case, names)
