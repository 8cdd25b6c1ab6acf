"""The font shows what the original's letters showed."""
import json
import subprocess
import sys
from pathlib import Path

import pytest

from sense_hat import _core

GLYPHS = Path(__file__).parents[2] / 'hat_driver/api/glyphs'
LETTERS = json.loads((GLYPHS / 'letters.json').read_text(encoding='utf-8'))


def test_the_table_is_the_one_made_from_the_letters():
    made = subprocess.run([sys.executable, GLYPHS / 'make_glyphs.py', GLYPHS / 'letters.json'],
                          check=True, capture_output=True, text=True).stdout
    assert made == (GLYPHS / 'glyph_table.cpp').read_text()


def test_the_extended_table_is_the_one_made_from_its_letters():
    made = subprocess.run([sys.executable, GLYPHS / 'make_glyphs.py', GLYPHS / 'letters.json',
                           GLYPHS / 'extended_letters.txt'], check=True, capture_output=True, text=True).stdout
    assert made == (GLYPHS / 'extended_table.cpp').read_text()


def test_the_extended_font_has_the_letters_of_its_languages():
    wanted = {chr(code) for code in [*range(0x21, 0x7f), *range(0xa1, 0xad), *range(0xae, 0x100)]}
    wanted |= {bytes([code]).decode('iso8859-2') for code in range(0xa1, 0x100) if code != 0xad}
    wanted |= {bytes([code]).decode('iso8859-7') for code in [*range(0xb8, 0xbb), *range(0xbc, 0xbd), *range(0xbe, 0xd2),
                                                              *range(0xd3, 0xff)] if code != 0xbd}
    wanted |= {chr(code) for code in range(0x410, 0x450)} | set('ЁёЄєІіЇїҐґЂђЈјЉљЊњЋћЏџ')
    assert [letter for letter in sorted(wanted) if not _core.has_glyph(ord(letter), True)] == []


def test_no_two_letters_of_one_script_look_the_same():
    for first, last in [(0x21, 0x17f), (0x391, 0x3ce), (0x410, 0x45f)]:
        shapes = {}
        for code in range(first, last + 1):
            if _core.has_glyph(code, True):
                shapes.setdefault(_core.letter_columns(code, True), []).append(chr(code))
        alike = {''.join(letters) for letters in shapes.values() if len(letters) > 1}
        assert alike <= {'ÐĐ', "\"”", '-\xad'}, alike


def test_there_are_92_letters():
    assert len(LETTERS) == 92


@pytest.mark.parametrize('letter', LETTERS)
def test_show_letter(hat, letter):
    hat.show_letter(letter)
    shown = [''.join('#' if hat.get_pixel(x, y) != [0, 0, 0] else '.' for x in range(8)) for y in range(8)]
    assert shown == LETTERS[letter]
