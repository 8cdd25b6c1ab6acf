"""Pictures, rotation, gamma: results, exceptions, messages and their order."""
import array
from pathlib import Path

import pytest

import sense_hat
from sense_hat import SenseHat

RED = [248, 0, 0]
BLACK = [0, 0, 0]
COUNT = 'Pixel lists must have 64 elements'
LENGTH = 'Pixel at index %d is invalid. Pixels must contain 3 elements: Red, Green and Blue'
RANGE = 'Pixel at index %d is invalid. Pixel elements must be between 0 and 255'
ARGUMENTS = 'Pixel arguments must be given as (r, g, b) or r, g, b'
ELEMENTS = 'Pixel elements must be between 0 and 255'


def refused(call, kind, text=None):
    """The call raises exactly this."""
    with pytest.raises(kind) as caught:
        call()
    assert type(caught.value) is kind
    if text is not None:
        assert str(caught.value) == text


def picture(**wrong):
    """64 red pixels with some replaced: picture(p3=...)."""
    pixels = [[255, 0, 0] for _ in range(64)]
    for key, value in wrong.items():
        pixels[int(key[1:])] = value
    return pixels


@pytest.mark.parametrize('pixels, kind, text', [
    ([], ValueError, COUNT),
    ([[0, 0, 0]] * 63, ValueError, COUNT),
    ([[0, 0, 0]] * 65, ValueError, COUNT),
    (picture(p5=[0, 0]), ValueError, LENGTH % 5),
    (picture(p5=[0, 0, 0, 0], p4=[0, 256, 0]), ValueError, RANGE % 4),
    (picture(p5=[0, 0, 0, 0], p6=[0, 256, 0]), ValueError, LENGTH % 5),
    (picture(p63=[0, 0, -1]), ValueError, RANGE % 63),
    (picture(p9=[0, 10 ** 30, 0]), ValueError, RANGE % 9),
    (picture(p9=[0, 300.5, 0]), ValueError, RANGE % 9),
    (picture(p9=[0, 1.5, 0]), TypeError, "unsupported operand type(s) for >>: 'float' and 'int'"),
    (picture(p9=['1', 0, 0]), TypeError, "'>' not supported between instances of 'str' and 'int'"),
    (picture(p9=[None, 0, 0]), TypeError, "'>' not supported between instances of 'NoneType' and 'int'"),
    (picture(p9=7), TypeError, "object of type 'int' has no len()"),
    (7, TypeError, "object of type 'int' has no len()"),
    (None, TypeError, "object of type 'NoneType' has no len()"),
    ((p for p in picture()), TypeError, "object of type 'generator' has no len()"),
])
def test_set_pixels_refuses_and_draws_nothing(hat, physical, pixels, kind, text):
    refused(lambda: hat.set_pixels(pixels), kind, text)
    assert physical() == [BLACK] * 64


@pytest.mark.parametrize('pixels', [
    picture(), tuple(map(tuple, picture())), [bytes([255, 0, 0])] * 64, [bytearray([255, 0, 0])] * 64,
    [[255, False, True]] * 64,
    [array.array('B', [255, 0, 0])] * 64,
])
def test_set_pixels_takes_any_sequence_of_integers(hat, physical, pixels):
    hat.set_pixels(pixels)
    assert physical() == [RED] * 64


def test_set_pixels_takes_numpy(hat, physical):
    numpy = pytest.importorskip('numpy')
    for kind in (numpy.uint8, numpy.int64):
        hat.clear()
        hat.set_pixels(numpy.array(picture(), dtype=kind))
        assert physical() == [RED] * 64
    refused(lambda: hat.set_pixels(numpy.zeros((8, 8, 3), dtype=int)), ValueError, COUNT)
    refused(lambda: hat.set_pixels(numpy.zeros((64, 3))), TypeError)
    hat.set_pixel(numpy.int64(1), numpy.uint8(2), numpy.array([8, 8, 8]))
    assert hat.get_pixel(1, 2) == [8, 8, 8]


def test_get_pixels_gives_fresh_plain_lists(hat):
    hat.clear(255, 255, 255)
    first = hat.get_pixels()
    first[0][0] = 1
    assert hat.get_pixels()[0] == [248, 252, 248]
    assert type(first) is list and type(first[0]) is list and type(first[0][0]) is int


@pytest.mark.parametrize('arguments, kind, text', [
    ((0, 0), ValueError, ARGUMENTS),
    ((0, 0, 1, 2), ValueError, ARGUMENTS),
    ((0, 0, 1, 2, 3, 4), ValueError, ARGUMENTS),
    ((0, 0, [1, 2]), ValueError, ARGUMENTS),
    ((9, 9, [1, 2]), ValueError, ARGUMENTS),
    ((0, 0, 3), TypeError, "object of type 'int' has no len()"),
    ((8, 9, 1, 2, 300), ValueError, 'X position must be between 0 and 7'),
    ((7.5, 0, 1, 2, 3), ValueError, 'X position must be between 0 and 7'),
    ((0, -1, 1, 2, 300), ValueError, 'Y position must be between 0 and 7'),
    ((0, 0, 1, 2, 300), ValueError, ELEMENTS),
    ((0, 0, (1, -2, 3)), ValueError, ELEMENTS),
    ((1.0, 0, 1, 2, 3), IndexError, None),
    ((0, 1.0, 1, 2, 3), IndexError, None),
    (('1', 0, 1, 2, 3), TypeError, "'>' not supported between instances of 'str' and 'int'"),
    ((0, 0, 1.0, 2, 3), TypeError, "unsupported operand type(s) for >>: 'float' and 'int'"),
    ((0, 0, '123'), TypeError, "'>' not supported between instances of 'str' and 'int'"),
])
def test_set_pixel_refuses_in_the_originals_order(hat, physical, arguments, kind, text):
    refused(lambda: hat.set_pixel(*arguments), kind, text)
    assert physical() == [BLACK] * 64


def test_set_pixel_and_get_pixel(hat):
    hat.set_pixel(1, 2, 255, 255, 255)
    hat.set_pixel(7, 0, (8, 4, 8))
    assert hat.get_pixel(1, 2) == [248, 252, 248]
    assert hat.get_pixel(x=7, y=0) == [8, 4, 8]
    assert sum(pixel != BLACK for pixel in hat.get_pixels()) == 2
    refused(lambda: hat.get_pixel(8, 8), ValueError, 'X position must be between 0 and 7')
    refused(lambda: hat.get_pixel(0, 8), ValueError, 'Y position must be between 0 and 7')
    refused(lambda: hat.get_pixel(0.0, 0), IndexError)


def test_clear(hat):
    hat.clear(255, 0, 0)
    assert hat.get_pixels() == [RED] * 64
    hat.clear([0, 0, 255])
    assert hat.get_pixels() == [[0, 0, 248]] * 64
    hat.clear()
    assert hat.get_pixels() == [BLACK] * 64
    refused(lambda: hat.clear(1, 2), ValueError, ARGUMENTS)
    refused(lambda: hat.clear(1, 2, 256), ValueError, RANGE % 0)
    refused(lambda: hat.clear([1, 2]), ValueError, LENGTH % 0)
    refused(lambda: hat.clear(5), TypeError, "object of type 'int' has no len()")
    refused(lambda: hat.clear(colour=(1, 2, 3)), TypeError)
    refused(lambda: hat.clear(1.5, 2, 3), TypeError, "unsupported operand type(s) for >>: 'float' and 'int'")


@pytest.mark.parametrize('rotation, index', [(0, 42), (90, 18), (180, 21), (270, 45)])
def test_rotation_maps(hat, physical, rotation, index):
    hat.set_rotation(rotation, redraw=False)
    hat.set_pixel(2, 5, 255, 0, 0)
    assert [i for i, pixel in enumerate(physical()) if pixel == RED] == [index]
    assert hat._pix_map[rotation][5][2] == index


@pytest.mark.parametrize('wrong', [True, 360, -90, '90', None, 45, 90.5])
def test_set_rotation_refuses(hat, wrong):
    refused(lambda: hat.set_rotation(wrong), ValueError, 'Rotation must be 0, 90, 180 or 270 degrees')
    assert hat.rotation == 0


def test_set_rotation_keeps_what_it_was_given(hat):
    refused(lambda: hat.set_rotation([]), TypeError, "unhashable type: 'list'")
    hat.set_rotation(90.0)
    assert hat.rotation == 90.0 and type(hat.rotation) is float
    hat.rotation = False
    assert hat.rotation is False
    hat.set_rotation(180)
    hat.set_rotation()
    assert hat.rotation == 0


def test_rotation_turns_the_picture_and_keeps_the_logical_one(hat, physical):
    hat.set_pixel(0, 0, 255, 0, 0)
    hat.rotation = 90
    assert hat.get_pixel(0, 0) == RED
    assert physical()[7] == RED
    hat.set_rotation(0, redraw=False)
    assert hat.get_pixel(7, 0) == RED


def test_flips(hat):
    hat.set_pixel(0, 0, 255, 0, 0)
    assert hat.flip_h(redraw=False)[7] == RED
    assert hat.get_pixel(0, 0) == RED
    assert hat.flip_h()[7] == RED
    assert hat.get_pixel(7, 0) == RED
    assert hat.flip_v()[63] == RED
    assert hat.get_pixel(7, 7) == RED


def test_gamma(hat):
    default = hat.gamma
    assert type(default) is list and len(default) == 32 and default[5:8] == [0, 1, 1]
    hat.gamma = range(32)
    assert hat.gamma == list(range(32))
    hat.gamma = bytes(32)
    assert hat.gamma == [0] * 32
    assert not hat.low_light
    hat.low_light = 1
    assert hat.low_light and hat.gamma[-1] == 10
    hat.low_light = 0
    assert hat.gamma == default
    for wrong, kind, text in [([0] * 31, ValueError, 'Gamma array must be of length 32'),
                              ([32] * 32, ValueError, 'Gamma values must be bewteen 0 and 31'),
                              ([-1] * 32, OverflowError, 'unsigned byte integer is less than minimum'),
                              ([1.0] * 32, TypeError, "'float' object cannot be interpreted as an integer"),
                              (reversed([0] * 32), TypeError, None)]:
        refused(lambda: setattr(hat, 'gamma', wrong), kind, text)
    assert hat.gamma == default


@pytest.mark.parametrize('suffix', ['png', 'bmp', 'gif', 'ppm'])
def test_load_image(hat, tmp_path, suffix):
    image = pytest.importorskip('PIL.Image')
    path = tmp_path / ('picture.' + suffix)
    image.new('RGB', (8, 8), (255, 0, 3)).save(path)
    for given in (path, str(path)):
        hat.clear()
        assert hat.load_image(given) == [[255, 0, 3]] * 64
        assert hat.get_pixels() == [RED] * 64


@pytest.mark.parametrize('suffix', ['jpg', 'bmp', 'gif'])
def test_load_image_refuses_what_is_cut_off_as_pil_does(hat, physical, tmp_path, suffix):
    Image = pytest.importorskip('PIL.Image')
    file = tmp_path / ('picture.' + suffix)
    Image.new('RGB', (8, 8), (255, 0, 0)).save(file)
    whole = file.read_bytes()
    for length in (len(whole) // 2, len(whole) - 3):
        file.write_bytes(whole[:length])
        with pytest.raises(OSError) as by_pil:
            Image.open(file).load()
        with pytest.raises(type(by_pil.value)):
            hat.load_image(str(file))
    assert physical() == [BLACK] * 64


def test_load_image_keeps_any_size_when_it_does_not_draw(hat, tmp_path):
    image = pytest.importorskip('PIL.Image')
    for mode, size, colour, pixel in [('RGBA', (4, 16), (1, 2, 3, 0), [1, 2, 3]), ('L', (3, 2), 9, [9, 9, 9])]:
        path = tmp_path / (mode + '.png')
        image.new(mode, size, colour).save(path)
        assert hat.load_image(path, redraw=False) == [pixel] * (size[0] * size[1])
    refused(lambda: hat.load_image(path), ValueError, COUNT)
    hat.load_image(tmp_path / 'RGBA.png')
    missing = tmp_path / 'none.png'
    refused(lambda: hat.load_image(missing), OSError, '%s not found' % missing)
    (tmp_path / 'text.png').write_text('no picture')
    with pytest.raises(OSError):
        hat.load_image(tmp_path / 'text.png')


def test_drawing_goes_through_set_pixels(hat, no_sleep, tmp_path):
    drawn = []
    hat.set_pixels = drawn.append
    hat.clear(1, 2, 3)
    hat.show_letter('A')
    hat.flip_h()
    hat.flip_v()
    hat.rotation = 90
    hat.show_message('A', 0)
    assert len(drawn) == 5 + 14
    assert all(len(pixels) == 64 and len(pixels[0]) == 3 for pixels in drawn)

    class Own(SenseHat):
        def set_pixels(self, pixel_list):
            self.drawn = pixel_list

    own = Own()
    own.clear(1, 2, 3)
    assert own.drawn == [(1, 2, 3)] * 64


def test_a_replaced_set_pixels_sees_clear_at_any_time(hat, physical):
    hat.clear(255, 0, 0)
    drawn = []
    hat.set_pixels = drawn.append
    hat.clear()
    assert drawn == [[(0, 0, 0)] * 64] and physical() == [RED] * 64
    del hat.set_pixels
    hat.clear()
    assert len(drawn) == 1 and physical() == [BLACK] * 64


def test_the_fast_calls_refuse_what_is_no_hat():
    Core = sense_hat._core.Core
    for call in (lambda: Core.clear(5, ()), lambda: Core.clear(Core.__new__(Core), ()),
                 lambda: SenseHat()._core.set_pixel(1, 2), lambda: SenseHat()._core.clear()):
        with pytest.raises(TypeError):
            call()


def test_two_hats_are_one_hat():
    one, other = SenseHat(), SenseHat('settings', text_assets='sense_hat_text')
    one.clear(255, 0, 0)
    assert other.get_pixels() == [RED] * 64
    one.new_attribute = Path('.')
    one.rotation = 90
    assert other.rotation == 0
