"""Recorded calls: letters, messages, gamma, picture files, and what goes through a replaced set_pixels."""
import pytest
from recorded import (BLACK, BLUE, COUNT, DARK, FLOAT, RED, check, compared, drawing, element, length, names, no_len,
                      physical, table)

ONE_CHARACTER = ValueError('Only one character may be passed into this method')
NEGATIVE = ValueError('sleep length must be non-negative')

A = '........ ..###... .#...#.. .#...#.. .#####.. .#...#.. .#...#.. .#...#..'
QUESTION = '........ ..###... .#...#.. .....#.. ....#... ...#.... ........ ...#....'
EXCLAMATION = '........ ...#.... ...#.... ...#.... ...#.... ...#.... ........ ...#....'

LETTERS = [
    ("hat.show_letter('A')", None, drawing(A)),
    ("hat.show_letter(s='A', text_colour=[255, 0, 0], back_colour=[0, 0, 255])", None, drawing(A, RED, BLUE)),
    ("hat.show_letter('A', (255, 0, 0), (0, 0, 255))", None, drawing(A, RED, BLUE)),
    ("hat.show_letter('A', b'\\xff\\0\\0')", None, drawing(A, RED)),
    ("hat.show_letter('A', back_colour=(0, 0, 255), text_colour=(0, 0, 255))", None, [BLUE] * 64),
    *[("hat.rotation = %d; hat.show_letter('A'); hat.rotation" % r, r, drawing(A, rotation=r)) for r in (90, 180, 270)],
    ("hat.set_rotation(90.0); hat.show_letter('A'); hat.rotation", 90.0, drawing(A, rotation=90)),
    ("hat.show_letter('!')", None, drawing(EXCLAMATION)),
    ("hat.clear(255, 0, 0); hat.show_letter(' ')", None, DARK),
    ("hat.clear(255, 0, 0); hat.show_letter('\\n')", None, DARK),
    *[('hat.show_letter(%s)' % unknown, None, drawing(QUESTION))
      for unknown in ("'?'", "''", "'^'", "'`'", "'{'", "'}'", "'é'", "'°'", "'\\t'", "'\\0'", "'\\U0001f600'", "b'A'", '[]',
                      '()', '("A",)', '{}')],
    ('hat.show_letter({"A": 1})', TypeError("unhashable type: 'dict'"), DARK),
    ("hat.show_letter('AB')", ONE_CHARACTER, DARK),
    ("hat.show_letter(['A', 'B'])", ONE_CHARACTER, DARK),
    ("hat.show_letter(['A'])", TypeError("unhashable type: 'list'"), DARK),
    ('hat.show_letter(5)', no_len('int'), DARK),
    ('hat.show_letter(None)', no_len('NoneType'), DARK),
    ('hat.show_letter()', TypeError("SenseHat.show_letter() missing 1 required positional argument: 's'"), DARK),
    ("hat.show_letter('A', colour=(1, 2, 3))",
     TypeError("SenseHat.show_letter() got an unexpected keyword argument 'colour'"), DARK),
    # a wrong colour is found in the order of the original, which draws columns, each from the bottom
    ("hat.show_letter('A', (256, 0, 0))", element(8), DARK),
    ("hat.show_letter('A', back_colour=(256, 0, 0))", element(0), DARK),
    ("hat.show_letter('A', (256, 0, 0), (0, 0))", length(0), DARK),
    ("hat.show_letter('!', (256, 0))", length(24), DARK),
    ("hat.show_letter('A', 'red')", compared('str'), DARK),
    ("hat.show_letter('A', 'blue')", length(8), DARK),
    ("hat.show_letter('A', None)", no_len('NoneType'), DARK),
    ("hat.show_letter('A', 255)", no_len('int'), DARK),
    ("hat.show_letter('A', (1.5, 0, 0))", FLOAT, DARK),
    ("hat.rotation = 180\ntry: hat.show_letter('A', 5)\nexcept TypeError: pass\nhat.rotation", 180, DARK),
    ("hat.show_letter(' ', 'never looked at')", None, DARK),
]

#: A message is watched from the sleep after each frame: how many there were, and the physical picture of each.
WATCH = '''
import sense_hat
watcher, frames, sleeps = SenseHat(), [], []
def sleep(seconds):
    if seconds < 0: raise ValueError('sleep length must be non-negative')
    sleeps.append(seconds); frames.append(watcher.get_pixels())
monkeypatch.setattr(sense_hat.sense_hat.time, 'sleep', sleep)
hat.clear(0, 0, 255)
'''

TEXTS = [("''", 8), ("'A'", 14), ("'!'", 10), ("' '", 14), ("'\\n'", 14), ("'AB'", 20), ("'Hello, world!'", 72),
         ("'One small step for Pi!'", 127), ("'1'", 12), ("'<'", 13), ("'.'", 11), ("'°'", 14), ("'^'", 14), ("'{}'", 20),
         ("['A', '!']", 16), ("['AB']", 14), ("('',)", 14), ("[('A',)]", 14), ('[]', 8), ('{}', 8), ("{'A': 1}", 14),
         ("(c for c in 'AB')", 20), ("iter('!!')", 12), ("[b'A']", 14), ("b''", 8), ("[[], 'A']", 20), ("'é'", 14),
         ("'\\ud800'", 14), ("__import__('collections').UserString('!!')", 20), ('[[1, 2]]', 14)]

MESSAGES = [
    *[(WATCH + 'hat.show_message(%s)\n(len(frames), sleeps == [.1] * len(frames), frames[0], frames[-1])' % text,
       (frames, True, DARK, DARK), DARK) for text, frames in TEXTS],
    (WATCH + "hat.show_message(text_string='A', scroll_speed=2, text_colour=[255, 0, 0], back_colour=[0, 0, 255])\nset(sleeps)",
     {2}, [BLUE] * 64),
    (WATCH + "hat.show_message('A', 0)\nsleeps", [0] * 14),
    # one column a frame: the letter comes in from the right, is whole after seven columns, goes out to the left
    (WATCH + "hat.show_message('A')\nframes[1]", drawing('\n'.join('.......' + row[1] for row in A.split()))),
    (WATCH + "hat.show_message('A')\nframes[7]", drawing(A)),
    (WATCH + "hat.show_message('A')\nframes[12]",
     drawing('\n'.join(row[5] + '.......' for row in A.split()))),
    (WATCH + "hat.show_message('A')\nframes[13]", DARK),
    (WATCH + "hat.show_message('!!', 0)\nframes[5]",
     drawing('........ ...#.#.. ...#.#.. ...#.#.. ...#.#.. ...#.#.. ........ ...#.#..')),
    *[(WATCH + "hat.rotation = %d\nhat.show_message('A', .1, (255, 0, 0), (0, 0, 255))\n(frames[7], hat.rotation)" % r,
       (drawing(A, RED, BLUE, r), r), [BLUE] * 64) for r in (0, 90, 180, 270)],
    # what is no text, and what cannot be drawn
    ('hat.show_message(5)', TypeError("'int' object is not iterable"), DARK),
    ('hat.show_message(None)', TypeError("'NoneType' object is not iterable"), DARK),
    ('hat.show_message(1.5)', TypeError("'float' object is not iterable"), DARK),
    ('hat.show_message(["A", 5])', no_len('int'), DARK),
    ('hat.show_message(b"AB")', no_len('int'), DARK),
    ('hat.show_message([None])', no_len('NoneType'), DARK),
    ('hat.show_message([["A"]])', TypeError("unhashable type: 'list'"), DARK),
    ('hat.show_message()', TypeError("SenseHat.show_message() missing 1 required positional argument: 'text_string'"), DARK),
    ("hat.show_message('A', speed=1)", TypeError("SenseHat.show_message() got an unexpected keyword argument 'speed'"), DARK),
    ("hat.clear(255, 0, 0); hat.show_message('A', -1)", NEGATIVE, DARK),
    ("hat.clear(255, 0, 0); hat.show_message('A', '1')", TypeError("'str' object cannot be interpreted as an integer"), DARK),
    ("hat.show_message('A', None)", TypeError("'NoneType' object cannot be interpreted as an integer"), DARK),
    ("hat.show_message('A', 0, 'blue')", length(56), DARK),
    ("hat.show_message('A', 0, (0, 0, 256))", element(56), DARK),
    ("hat.show_message('A', 0, (0, 0, 256), (0, 0))", length(0), DARK),
    ("hat.show_message('A', 0, (0.5, 0, 0))", FLOAT, DARK),
    ("hat.show_message('', 0, 'never looked at')", None, DARK),
    # the rotation is what it was after every way out
    *[("hat.rotation = 90\ntry: hat.show_message('A', %s)\nexcept (ValueError, TypeError): pass\nhat.rotation" % wrong, 90)
      for wrong in ('-1', '0, 5', '0, (300, 0, 0)', '0, (0, 0, 0), 7', '"fast"')],
    ("hat.rotation = 90\ntry: hat.show_message(5)\nexcept TypeError: pass\nhat.rotation", 90),
]

DEFAULT = [0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 17, 18, 20, 21, 23, 25, 27, 29, 31]
LOW = [0] + [1] * 12 + [2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 10, 10]
GAMMA_LENGTH = ValueError('Gamma array must be of length 32')
GAMMA_RANGE = ValueError('Gamma values must be bewteen 0 and 31')

GAMMA = [
    ('hat.gamma', DEFAULT),
    ('hat.gamma = list(range(32)); hat.gamma', list(range(32))),
    ('hat.gamma = range(31, -1, -1); hat.gamma', list(range(31, -1, -1))),
    ('hat.gamma = (31,) * 32; hat.gamma', [31] * 32),
    ('hat.gamma = bytes(range(32)); hat.gamma', list(range(32))),
    ('hat.gamma = bytearray(32); hat.gamma', [0] * 32),
    ("hat.gamma = array.array('B', range(32)); hat.gamma", list(range(32))),
    ('hat.gamma = dict.fromkeys(range(32)); hat.gamma', list(range(32))),
    ('hat.gamma = [True] * 32; hat.gamma', [1] * 32),
    ('hat.gamma[0] = 9; hat.gamma', DEFAULT),
    ('hat.gamma = range(32); hat.clear(8, 8, 8); hat.get_pixel(0, 0)', [8, 8, 8]),
    ('hat.gamma = [0] * 32; hat.gamma_reset(); hat.gamma', DEFAULT),
    ('hat.gamma_reset()', None),
    # length, then the upper bound, then what bytes can hold
    ('hat.gamma = []', GAMMA_LENGTH),
    ('hat.gamma = [32] * 33', GAMMA_LENGTH),
    ('hat.gamma = "abc"', GAMMA_LENGTH),
    ('hat.gamma = [0] * 31 + [32]', GAMMA_RANGE),
    ('hat.gamma = [31.5] * 32', GAMMA_RANGE),
    ('hat.gamma = [-1] * 31 + [32]', GAMMA_RANGE),
    ('hat.gamma = [-1] * 32', OverflowError('unsigned byte integer is less than minimum')),
    ('hat.gamma = [1.0] * 32', TypeError("'float' object cannot be interpreted as an integer")),
    ('hat.gamma = "a" * 32', TypeError("'<=' not supported between instances of 'str' and 'int'")),
    ('hat.gamma = [None] * 32', TypeError("'<=' not supported between instances of 'NoneType' and 'int'")),
    ('hat.gamma = reversed([0] * 32)', TypeError("object of type 'list_reverseiterator' has no len()")),
    ('hat.gamma = 5', no_len('int')),
    ('hat.gamma = None', no_len('NoneType')),
    ('try: hat.gamma = [-1] * 32\nexcept OverflowError: pass\nhat.gamma', DEFAULT),
    ('hat.low_light', False),
    ('hat.low_light = True; (hat.low_light, hat.gamma)', (True, LOW)),
    ('hat.low_light = "yes"; hat.low_light', True),
    ('hat.low_light = True; hat.low_light = 0; (hat.low_light, hat.gamma)', (False, DEFAULT)),
    ('hat.low_light = True; hat.low_light = None; hat.gamma', DEFAULT),
    ('hat.gamma = range(32); hat.low_light = False; hat.gamma', DEFAULT),
    ('hat.gamma = range(32); hat.low_light = True; hat.gamma', LOW),
    ('hat.low_light = True; hat.gamma_reset(); hat.low_light', False),
    ('hat.gamma = [0] + [1] * 12 + [2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 10, 10]; hat.low_light', True),
    ('hat.low_light = True; SenseHat().low_light', True),
]

#: Pictures of every kind in the folder of the test.
FILES = '''
from pathlib import Path
path = str(folder / 'picture.png')
def save(mode, size, colour, name='picture.png', **how):
    Image.new(mode, size, colour).save(folder / name, **how); return str(folder / name)
def error(call, *args):
    try: call(*args)
    except Exception as raised: return type(raised).__name__, str(raised).replace(str(folder), 'FOLDER')
'''
PLAIN = "save('RGB', (8, 8), (255, 1, 3)); "

IMAGES = [
    (PLAIN + 'hat.load_image(path)', [[255, 1, 3]] * 64, [RED] * 64),
    (PLAIN + 'hat.load_image(file_path=Path(path), redraw=True)', [[255, 1, 3]] * 64, [RED] * 64),
    (PLAIN + 'hat.load_image(path.encode())', [[255, 1, 3]] * 64, [RED] * 64),
    (PLAIN + 'hat.load_image(path, False)', [[255, 1, 3]] * 64, DARK),
    *[("hat.load_image(save('RGB', (8, 8), (255, 0, 8), 'p.%s'))" % kind, [[255, 0, 8]] * 64, [[248, 0, 8]] * 64)
      for kind in ('png', 'bmp', 'gif', 'ppm', 'tif')],
    ("max(abs(a - b) for p in hat.load_image(save('RGB', (8, 8), (200, 100, 50), 'p.jpg')) for a, b in zip(p, (200, 100, 50))) <= 2",
     True),
    ("hat.load_image(save('RGBA', (8, 8), (255, 0, 8, 0)))", [[255, 0, 8]] * 64, [[248, 0, 8]] * 64),
    *[("Image.new('RGB', (8, 8), (255, 0, 8)).quantize(2).save(folder / 'p.%s', transparency=0); hat.load_image(folder / 'p.%s')"
       % (kind, kind), [[255, 0, 8]] * 64, [[248, 0, 8]] * 64) for kind in ('png', 'gif')],
    ("hat.load_image(save('L', (8, 8), 9))", [[9, 9, 9]] * 64, [[8, 8, 8]] * 64),
    ("hat.load_image(save('LA', (8, 8), (255, 0)))[0]", [255, 255, 255]),
    ("hat.load_image(save('1', (8, 8), 1))[0]", [255, 255, 255]),
    ("hat.load_image(save('RGB', (4, 16), (255, 0, 0)))", [[255, 0, 0]] * 64, [RED] * 64),
    ("len(hat.load_image(save('RGB', (3, 5), (255, 0, 0)), redraw=False))", 15, DARK),
    ("hat.load_image(save('RGB', (3, 5), (255, 0, 0)))", COUNT, DARK),
    ("hat.load_image(save('RGB', (9, 8), (255, 0, 0)))", COUNT, DARK),
    ('hat.rotation = 90; i = Image.new("RGB", (8, 8)); i.putpixel((0, 0), (255, 0, 0)); i.save(path); hat.load_image(path)[0]',
     [255, 0, 0], physical([RED] + [BLACK] * 63, 90)),
    ('error(hat.load_image, path)', ('OSError', 'FOLDER/picture.png not found')),
    ('error(hat.load_image, Path(path))', ('OSError', 'FOLDER/picture.png not found')),
    ('hat.load_image("")', OSError(' not found')),
    ('error(hat.load_image, folder)', ('IsADirectoryError', "[Errno 21] Is a directory: 'FOLDER'")),
    ('Path(path).write_text("no picture"); error(hat.load_image, path)',
     ('UnidentifiedImageError', "cannot identify image file 'FOLDER/picture.png'")),
    (PLAIN + 'b = Path(path).read_bytes(); Path(path).write_bytes(b[:50]); error(hat.load_image, path)[0]', 'OSError'),
    ('hat.load_image(None)', TypeError('stat: path should be string, bytes, os.PathLike or integer, not NoneType')),
    ('hat.load_image(0)', TypeError),
    ('hat.load_image()', TypeError("SenseHat.load_image() missing 1 required positional argument: 'file_path'")),
]

#: A program that replaces set_pixels, on the object, on its class or in a subclass.
SPY = '''
seen, own = [], SenseHat.set_pixels
def spy(pixels): seen.append([list(p) for p in pixels]); own(hat, pixels)
'''
PATCHED = SPY + 'hat.set_pixels = spy\n'
TURNED = [[i * 4, 0, 0] for i in range(64)]

REPLACED = [
    *[(PATCHED + program + '\n(len(seen), set(map(len, seen)))', (count, {64} if count else set())) for program, count in [
        ('hat.show_message("A", 0)', 14), ('hat.show_message("", 0)', 8), ('hat.show_message("Hello, world!", 0)', 72),
        ('hat.show_letter("A")', 1), ('hat.clear()', 1), ('hat.clear(1, 2, 3)', 1), ('hat.clear([1, 2, 3])', 1),
        ('hat.flip_h()', 1), ('hat.flip_v()', 1), ('hat.flip_h(False)', 0), ('hat.rotation = 90', 1),
        ('hat.set_rotation(90, redraw=False)', 0), ('hat.set_pixel(0, 0, 1, 2, 3)', 0), ('hat.get_pixels()', 0),
        (PLAIN + 'hat.load_image(path)', 1), (PLAIN + 'hat.load_image(path, False)', 0)]],
    (PATCHED + 'hat.clear(255, 0, 0); seen[0]', [[255, 0, 0]] * 64, [RED] * 64),
    (PATCHED + 'hat.show_letter("A"); type(seen[0]), type(seen[0][0])', (list, list), drawing(A)),
    *[(PATCHED + 'hat.rotation = %d; hat.show_letter("A", (255, 0, 0)); hat.rotation' % r, r, drawing(A, RED, rotation=r))
      for r in (0, 90, 180, 270)],
    (SPY + 'monkeypatch.setattr(SenseHat, "set_pixels", lambda self, p: spy(p)); hat.show_message("A", 0); len(seen)', 14),
    (PATCHED + 'del hat.set_pixels; hat.show_letter("A"); len(seen)', 0, drawing(A)),
    ('hat.set_pixels = lambda p: None; hat.show_letter("A")', None, DARK),
    # colours are judged by whoever draws them
    ('hat.set_pixels = lambda p: SenseHat.set_pixels(hat, [[int(c) for c in pixel] for pixel in p])\n'
     'hat.show_letter("A", (255.0, 0.0, 0.0))', None, drawing(A, RED)),
    ('seen = []; hat.set_pixels = lambda p: seen.append(p[0]); hat.clear("red"); seen', ['red']),
    ('class Loud(SenseHat):\n  def set_pixels(self, p): self.count = getattr(self, "count", 0) + 1; super().set_pixels(p)\n'
     'loud = Loud(); loud.show_message("A", 0); loud.clear(255, 0, 0); loud.count', 15, [RED] * 64),
    ('class Half(SenseHat):\n  def get_pixels(self): return [[80, 0, 0]] * 64\nHalf().flip_h(); hat.get_pixel(0, 0)', [80, 0, 0]),
    ('class Own(SenseHat):\n  def __init__(self): super().__init__(); self.name = "own"\nOwn().name', 'own'),
    ('hat.anything = 5; hat.anything', 5),
    ('hat.show_message = lambda text: text; hat.show_message("A")', 'A'),
    ('one, two = SenseHat(), SenseHat(); one.clear(255, 0, 0); two.get_pixel(0, 0)', RED, [RED] * 64),
]

#: Attributes that some programs poke at.
POKED = [
    ('hat._rotation', 0),
    ("hat._rotation = 90; hat.show_letter('A'); hat.rotation", 90, drawing(A, rotation=90)),
    ('hat._rotation = 90.0; hat.set_pixel(0, 0, 255, 0, 0); hat._rotation', 90.0, physical([RED] + [BLACK] * 63, 90)),
    *[('hat._pix_map[%d][2][5]' % r, physical(list(range(64)), r).index(21)) for r in (0, 90, 180, 270)],
    ('sorted(hat._pix_map)', [0, 90, 180, 270]),
    ('len(hat._text_dict), hat._text_dict is hat._text_dict', (92, True)),
    ("hat._text_dict['A']", [[255 if A.split()[7 - i % 8][1 + i // 8] == '#' else 0] * 3 for i in range(40)]),
    ("hat._text_dict; hat.show_letter('A')", None, drawing(A)),
    ("hat._text_dict['é'] = hat._text_dict['A']; hat.show_letter('é')", None, drawing(A)),
    ("hat._text_dict['é'] = hat._text_dict['A']; SenseHat().show_letter('é')", None, drawing(QUESTION)),
    ("hat._text_dict['A'] = [[0] * 3] * 40; hat.clear(255, 0, 0); hat.show_letter('A')", None, DARK),
    ("hat._text_dict = {'?': hat._text_dict['A']}; hat.show_letter('B')", None, drawing(A)),
    ("'^' in hat._text_dict, '\\n' in hat._text_dict", (False, True)),
    ("hat._text_dict; hat.show_letter('AB')", ONE_CHARACTER),
    *[(WATCH + 'hat._text_dict\nhat.show_message(%s)\nlen(frames)' % text, frames) for text, frames in TEXTS],
    (WATCH + "hat._text_dict['é'] = hat._text_dict['A']\nhat.show_message('é')\nframes[7]", drawing(A)),
]


@table(LETTERS + MESSAGES + GAMMA + POKED)
def test_text_and_gamma(case, names):
    check(case, names)


@table(IMAGES + REPLACED)
def test_pictures_and_replaced_methods(case, names):
    names['Image'] = pytest.importorskip('PIL.Image')
    exec(FILES, names)
    check(case, names)
