"""Each page in each theme looks as it did when somebody last looked at it: not a pixel less."""
import os

import pytest
from PIL import Image, ImageChops

import pictures

FAILED = pictures.BUILD / "golden"


def skip(text):
    """Loudly; where a window must work, not at all."""
    if os.environ.get("CUPOLA_WINDOW_MUST_WORK"):
        pytest.fail(text)
    pytest.skip(text)


@pytest.fixture(scope="module", autouse=True)
def same_packages():
    made_with = pictures.GOLDEN / "packages"
    if not made_with.exists():
        skip("there are no pictures to compare with yet: tests/gui/pictures.py --rebaseline")
    if made_with.read_text(encoding="utf-8") != pictures.installed():
        skip(f"fonts or libraries are others than those of {made_with}; the looks of the window are NOT tested")


@pytest.mark.parametrize("theme", pictures.THEMES)
@pytest.mark.parametrize("page", pictures.PAGES)
def test_page_looks_as_it_did(page, theme):
    path = pictures.golden_path(page, theme)
    actual = pictures.drawn(page, theme)
    expected = Image.open(path).convert("RGB")
    difference = ImageChops.difference(expected, actual) if expected.size == actual.size else None
    if difference and not difference.getbbox():
        return
    FAILED.mkdir(exist_ok=True)
    expected.save(FAILED / f"{path.stem}.expected.png")
    actual.save(FAILED / f"{path.stem}.actual.png")
    if difference:
        difference.point(lambda value: 255 if value else 0).save(FAILED / f"{path.stem}.diff.png")
    where = difference.getbbox() if difference else (expected.size, actual.size)
    pytest.fail(f"{path.name} differs at {where}; look at {FAILED}/{path.stem}.*.png and, if it is better, --rebaseline")


def test_what_a_person_painted_is_not_in_a_picture_for_a_book():
    painted = ("from sense_hat import SenseHat\n\nsense = SenseHat()\n\nr = (255, 0, 0)\n\nsense.set_pixels([\n"
               + 8 * ("    " + 8 * "r, " + "\n") + "])\n")
    plain = pictures.drawn("studio", "light")
    assert not ImageChops.difference(plain, pictures.drawn("studio", "light", kept={"studio.py": painted})).getbbox()
