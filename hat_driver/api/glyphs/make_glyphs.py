#!/usr/bin/python3
"""Writes the tables of the fonts.

make_glyphs.py letters.json > glyph_table.cpp
make_glyphs.py letters.json extended_letters.txt > extended_table.cpp

letters.json holds, for every character of the flight font, the eight rows of LEDs that show_letter lights ('#').
The glyph is what stands in the columns 1 to 5; a column becomes a byte whose bit y is the row y.
extended_letters.txt says itself how it is to be read.
"""
import json
import sys

WIDTH, HEIGHT, PITCH = 5, 8, 7


def flight_shapes(path):
    """The rows of five of every letter of the flight font."""
    with open(path, encoding='utf-8') as file:
        letters = json.load(file)
    for letter, rows in letters.items():
        if any(row[0] + row[6:] != '...' for row in rows):
            raise ValueError(f'{letter!r} must keep the columns 0, 6 and 7 empty')
    return {letter: [row[1:6] for row in rows] for letter, rows in letters.items()}


def drawn(names, rows):
    """The shapes of one block: a line of names and eight rows."""
    for at in range(0, len(names), PITCH):
        shape = [row[at:at + WIDTH] for row in rows]
        if len(shape) != HEIGHT or any(len(row) != WIDTH or set(row) - set('#.') for row in shape):
            raise ValueError(f'{names[at:at + PITCH].strip()}: a shape is eight rows of five')
        yield names[at:at + PITCH].strip(), shape


def composed(shapes, how, pairs):
    """The shapes of one line `how: letter=shape letter=shape`."""
    for pair in pairs.split():
        letter, base = pair[0], pair[2:]
        shape = shapes[base]
        if how != 'same':
            shape = [''.join(max(above, below, key='.#'.index) for above, below in zip(*rows))
                     for rows in zip(shape, shapes[how])]
        yield letter, shape


def extended_letters(path, flight):
    """The letters of the extended font, which may be made of those of the flight font."""
    with open(path, encoding='utf-8') as file:
        lines = [line.rstrip('\n') for line in file]
    shapes, letters = dict(flight), {}
    while lines:
        line = lines.pop(0)
        if not line or line == '#' or line.startswith('# '):
            continue
        how, colon, pairs = line.partition(': ')
        if colon:
            made = composed(shapes, how, pairs)
        else:
            made, lines = drawn(line, lines[:HEIGHT]), lines[HEIGHT:]
        for name, shape in made:
            if name in shapes:
                raise ValueError(f'{name} is there twice')
            shapes[name] = shape
            if len(name) == 1:
                letters[name] = shape
    return letters


def entry(letter, rows):
    """One line of a table."""
    columns = [sum(1 << y for y in range(HEIGHT) if rows[y][x] == '#') for x in range(WIDTH)]
    return f'    {{0x{ord(letter):02x}, {{' + ', '.join(f'0x{column:02x}' for column in columns) + '}},'


def main(arguments):
    """Prints the table, sorted by code point."""
    letters, source, name, count = flight_shapes(arguments[0]), 'letters.json', 'kGlyphs', 'kGlyphCount'
    if len(arguments) > 1:
        letters = extended_letters(arguments[1], letters)
        source, name, count = 'extended_letters.txt', 'kExtendedGlyphs', 'kExtendedGlyphCount'
    print(f'// Made by make_glyphs.py from {source}; change those, not this.')
    print('#include "hat_driver/api/glyphs/glyph_table.hpp"\n')
    print('namespace cupola::api {\n')
    print(f'const std::array<GlyphEntry, {count}> {name}{{{{')
    for letter, rows in sorted(letters.items()):
        print(entry(letter, rows))
    print('}};\n\n}  // namespace cupola::api')


if __name__ == '__main__':
    main(sys.argv[1:])
