"""Tables of calls: a piece of program, and what the original library does with it.

A case is (program, outcome) or (program, outcome, leds). The program is statements and a last expression, in which `hat`
is a fresh SenseHat. The outcome is the value of that expression, or the exception that it raises: an instance stands for
type and message, a class for the type alone. `leds` are the 64 physical pixels afterwards.
"""
import array
import ast

import pytest

from sense_hat import SenseHat, _backend

BLACK, RED, GREEN, BLUE, WHITE = [0, 0, 0], [248, 0, 0], [0, 252, 0], [0, 0, 248], [248, 252, 248]
DARK = [BLACK] * 64

COUNT = ValueError('Pixel lists must have 64 elements')
FLOAT = TypeError("unsupported operand type(s) for >>: 'float' and 'int'")
PLACES = {0: lambda x, y: (x, y), 90: lambda x, y: (7 - y, x), 180: lambda x, y: (7 - x, 7 - y), 270: lambda x, y: (y, 7 - x)}


def physical(logical, rotation):
    """64 logical pixels as the LEDs show them, unturned."""
    leds = [None] * 64
    for index, pixel in enumerate(logical):
        x, y = PLACES[rotation](index % 8, index // 8)
        leds[y * 8 + x] = pixel
    return leds


def lit(places, rotation=0, back=BLACK):
    """A picture with the pixels {(x, y): colour} on a plain ground, turned."""
    return physical([places.get((i % 8, i // 8), back) for i in range(64)], rotation)


def drawing(rows, text=WHITE, back=BLACK, rotation=0):
    """A picture drawn in eight words of `#` and `.`, turned."""
    return physical([text if mark == '#' else back for mark in ''.join(rows.split())], rotation)


def length(index):
    return ValueError('Pixel at index %d is invalid. Pixels must contain 3 elements: Red, Green and Blue' % index)


def element(index):
    return ValueError('Pixel at index %d is invalid. Pixel elements must be between 0 and 255' % index)


def compared(kind, sign='>'):
    return TypeError("'%s' not supported between instances of '%s' and 'int'" % (sign, kind))


def no_len(kind):
    return TypeError("object of type '%s' has no len()" % kind)


def red(**wrong):
    """64 red pixels with some replaced: red(p3=...)."""
    pixels = [[255, 0, 0] for _ in range(64)]
    for key, value in wrong.items():
        pixels[int(key[1:])] = value
    return pixels


def ids(cases):
    return [case[0].replace('\n', '; ')[:90] for case in cases]


def table(cases):
    """Decorates a test that takes `case`."""
    return pytest.mark.parametrize('case', cases, ids=ids(cases))


def outcome_of(program, names):
    """Runs a program and returns the value of its last expression, or the exception."""
    tree = ast.parse(program)
    last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None
    try:
        exec(compile(tree, 'program', 'exec'), names)
        return last and eval(compile(last, 'program', 'eval'), names)
    except Exception as raised:
        return raised


def expect(outcome, expected):
    """The outcome is this value, of the same types throughout, or this exception."""
    if isinstance(expected, type) and issubclass(expected, Exception):
        assert type(outcome) is expected, repr(outcome)
    elif isinstance(expected, Exception):
        assert (type(outcome), str(outcome)) == (type(expected), str(expected))
    else:
        assert repr(outcome) == repr(expected)


@pytest.fixture
def names(monkeypatch, tmp_path):
    """What the programs of the tables can use."""
    monkeypatch.setattr(_backend, '_opened', {})
    hat = SenseHat()
    yield {'hat': hat, 'SenseHat': SenseHat, 'red': red, 'array': array, 'folder': tmp_path, 'monkeypatch': monkeypatch}
    hat.stick.close()


def check(case, names):
    program, expected, leds = (*case, None)[:3]
    expect(outcome_of(program, names), expected)
    if leds is not None:
        assert SenseHat().get_pixels() == leds
