"""Each page in each theme looks as it did when somebody last looked at it: not a pixel less."""
import os

import pytest
from PIL import ImageChops

import pictures
import golden


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
    text = golden.complaint(pictures.golden_path(page, theme), pictures.drawn(page, theme), pictures.BUILD / "golden")
    if text:
        pytest.fail(text)


def test_what_a_person_painted_is_not_in_a_picture_for_a_book():
    painted = ("from sense_hat import SenseHat\n\nsense = SenseHat()\n\nr = (255, 0, 0)\n\nsense.set_pixels([\n"
               + 8 * ("    " + 8 * "r, " + "\n") + "])\n")
    plain = pictures.drawn("studio", "light")
    assert not ImageChops.difference(plain, pictures.drawn("studio", "light", kept={"studio.py": painted})).getbbox()
