"""The font shows what the original's letters showed."""
import json
import subprocess
import sys
from pathlib import Path

import pytest

GLYPHS = Path(__file__).parents[2] / 'hat_driver/api/glyphs'
LETTERS = json.loads((GLYPHS / 'letters.json').read_text(encoding='utf-8'))


def test_the_table_is_the_one_made_from_the_letters():
    made = subprocess.run([sys.executable, GLYPHS / 'make_glyphs.py', GLYPHS / 'letters.json'],
                          check=True, capture_output=True, text=True).stdout
    assert made == (GLYPHS / 'glyph_table.cpp').read_text()


def test_there_are_92_letters():
    assert len(LETTERS) == 92


@pytest.mark.parametrize('letter', LETTERS)
def test_show_letter(hat, letter):
    hat.show_letter(letter)
    shown = [''.join('#' if hat.get_pixel(x, y) != [0, 0, 0] else '.' for x in range(8)) for y in range(8)]
    assert shown == LETTERS[letter]
