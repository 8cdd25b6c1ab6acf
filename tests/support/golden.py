"""Compares a picture with the stored one that somebody looked at; where they differ, both and their difference are kept."""

from PIL import Image, ImageChops


def every_pixel(expected, actual):
    """White where a pixel differs at all; None where none does."""
    difference = ImageChops.difference(expected, actual)
    return difference.point(lambda value: 255 if value else 0) if difference.getbbox() else None


class Roughly:
    """The mean colours of squares, as one sees them from afar: edges of letters may fall otherwise, parts may not be missing.

    `side` pixels a square; a square differs where a channel is more than `levels` of 255 off; `squares` of them are too many."""

    def __init__(self, side=5, levels=38, squares=4):
        self.side, self.levels, self.squares = side, levels, squares

    def __call__(self, expected, actual):
        """White squares where the pictures differ; None where they are alike."""
        red, green, blue = ImageChops.difference(expected.reduce(self.side), actual.reduce(self.side)).split()
        worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        marked = worst.point(lambda value: 255 if value > self.levels else 0)
        if marked.histogram()[255] < self.squares:
            return None
        return marked.resize(expected.size, Image.Resampling.NEAREST)


def complaint(stored, actual, kept, differing=every_pixel):
    """None if `actual` looks like the picture `stored`; else one line, and three pictures in the folder `kept`."""
    expected = Image.open(stored).convert("RGB")
    same_size = expected.size == actual.size
    difference = differing(expected, actual) if same_size else None
    if same_size and difference is None:
        return None
    kept.mkdir(parents=True, exist_ok=True)
    expected.save(kept / f"{stored.stem}.expected.png")
    actual.save(kept / f"{stored.stem}.actual.png")
    if difference:
        difference.save(kept / f"{stored.stem}.diff.png")
    where = difference.getbbox() if difference else (expected.size, actual.size)
    return f"{stored.name} differs at {where}; look at {kept}/{stored.stem}.*.png and, if it is better, --rebaseline"
