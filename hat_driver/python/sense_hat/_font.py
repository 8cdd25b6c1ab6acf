"""The font as programs poke at it: the original keeps it in SenseHat._text_dict and reads every letter from there."""
from . import _core

_LIT, _DARK = [255, 255, 255], [0, 0, 0]


def _pixels(columns):
    """The 8 pixels of each column, one column after the other, each from the bottom: the original draws text sideways."""
    return [list(_LIT if column >> y & 1 else _DARK) for column in columns for y in range(7, -1, -1)]


def _columns(pixels):
    """The other way round: a pixel is lit when it is white."""
    return bytes(sum(1 << 7 - place for place, pixel in enumerate(pixels[start:start + 8]) if pixel == _LIT)
                 for start in range(0, len(pixels), 8))


class Font(dict):
    """40 pixels for each character. A program may change letters and add its own. Draws in the place of _core."""

    @classmethod
    def built_in(cls):
        """The original's 92 characters."""
        ascii_characters = map(chr, (10, *range(32, 127)))
        return cls((character, _pixels(_core.letter_columns(ord(character))[1:6]))
                   for character in ascii_characters if _core.has_glyph(ord(character)))

    def _glyph(self, character, extended):
        if extended and character not in self and _core.has_glyph(ord(character), True):
            return _core.letter_columns(ord(character), True)[1:6]
        return _columns(self[character if character in self else '?'])

    def letter_columns(self, character, extended=False):
        """What show_letter shows of a character, given by its number: it stands in the columns 1 to 5."""
        return (b'\0' + self._glyph(chr(character), extended) + bytes(8))[:8]

    def message_columns(self, text, extended=False):
        """What show_message scrolls, as _core.message_columns() says; a letter without a lit pixel keeps its width."""
        glyphs = [self._glyph(character, extended) for character in text]
        return bytes(8) + b''.join((glyph.strip(b'\0') or glyph) + b'\0' for glyph in glyphs) + bytes(8)
