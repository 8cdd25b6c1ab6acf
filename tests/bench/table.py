"""One table for all figures: what was measured, against what, how many times as fast."""
from dataclasses import dataclass
from typing import Optional

_UNITS = ((1, 's'), (1e-3, 'ms'), (1e-6, 'µs'), (1e-9, 'ns'))


@dataclass(frozen=True)
class Row:
    what: str
    ours_s: float
    peer: str
    peer_s: float
    limit_s: Optional[float] = None     # of the issue that asks for it

    @property
    def ratio(self):
        """How many times as long the peer takes."""
        return self.peer_s / self.ours_s


def time_text(seconds):
    """Three digits and a unit: 0.000001234 is `1.23 µs`."""
    for unit, name in _UNITS:
        if seconds >= unit:
            break
    return f'{number_text(seconds / unit)} {name}'


def number_text(number):
    """Three digits, without an exponent."""
    return f'{number:.0f}' if number >= 100 else f'{number:.3g}'


def _cells(row):
    limit = ''
    if row.limit_s is not None:
        limit = f"{time_text(row.limit_s)} {'kept' if row.ours_s <= row.limit_s else 'MISSED'}"
    return row.what, time_text(row.ours_s), row.peer, time_text(row.peer_s), number_text(row.ratio), limit


def table_text(rows):
    """The rows as a Markdown table."""
    lines = [('what', 'Cupola', 'peer', 'peer takes', 'ratio', 'limit'), *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines)]
    lines.insert(1, tuple('-' * width for width in widths))
    return '\n'.join('| ' + ' | '.join(cell.ljust(width) for cell, width in zip(line, widths)) + ' |' for line in lines)
