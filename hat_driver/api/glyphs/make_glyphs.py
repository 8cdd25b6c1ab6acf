#!/usr/bin/python3
"""Writes glyph_table.cpp from letters.json.  Usage: make_glyphs.py letters.json > glyph_table.cpp

letters.json holds, for every character of the font, the eight rows of LEDs that show_letter lights ('#').
The glyph is what stands in the columns 1 to 5; a column becomes a byte whose bit y is the row y.
"""
import json
import sys


def columns(rows):
    """The five column bytes of one letter's picture."""
    for row in rows:
        if row[0] + row[6:] != '...':
            raise ValueError('a letter must keep the columns 0, 6 and 7 empty')
    return [sum(1 << y for y in range(8) if rows[y][x] == '#') for x in range(1, 6)]


def main(path):
    """Prints the table, sorted by code point."""
    with open(path, encoding='utf-8') as file:
        letters = json.load(file)
    print('// Made by make_glyphs.py from letters.json; change those, not this.')
    print('#include "hat_driver/api/glyphs/glyph_table.hpp"\n')
    print('namespace cupola::api {\n')
    print('const std::array<GlyphEntry, kGlyphCount> kGlyphs{{')
    for letter, rows in sorted(letters.items()):
        cells = ', '.join(f'0x{column:02x}' for column in columns(rows))
        print(f'    {{0x{ord(letter):02x}, {{{cells}}}}},')
    print('}};\n\n}  // namespace cupola::api')


if __name__ == '__main__':
    main(sys.argv[1])
