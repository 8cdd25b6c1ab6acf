"""Certificates look as they did when somebody last looked at them, whatever their bytes: compared from afar, drawn by poppler.

usage: golden_test.py --rebaseline     tests/golden/page-*.png anew; look at them before they are committed
"""

import os
import pathlib
import subprocess
import sys
import tempfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = pathlib.Path(os.environ.get("CUPOLA_BUILD_DIR", ROOT / "build/release"))
GOLDEN = ROOT / "tests/golden"
sys.path.insert(0, str(ROOT / "tests/support"))
DOTS_PER_INCH = 48
PAGES = ("ceremony", "night", "chart", "lights", "confetti", "plain", "participation")
BROKEN = ("lights", "code", "marker", "orbit", "team", "members", "school", "local-time")
# What no certificate lacks by what it tells, so it is painted over: left, top, right, bottom as shares of the page.
PARTS = {"map": (0.3, 0.48, 0.92, 0.8), "globe": (0.07, 0.1, 0.2, 0.3), "patch": (0.8, 0.1, 0.92, 0.29), "frame": (0, 0, 0.04, 1),
         "title": (0.4, 0.08, 0.6, 0.15), "story": (0.09, 0.39, 0.92, 0.45), "facts": (0.06, 0.83, 0.85, 0.9)}  # fmt: skip

try:
    import golden
except ImportError as missing:
    if os.environ.get("CUPOLA_ORACLES_MUST_WORK") == "1":
        raise
    pytest.skip(f"{missing}; apt-get install python3-pil; the looks of certificates are NOT tested", allow_module_level=True)
from PIL import Image


def painted(pdf, *options):
    """The page, small; drawn at twice the size, so that a hair's breadth matters less."""
    with tempfile.TemporaryDirectory(prefix="cupola-page-") as folder:
        out = pathlib.Path(folder) / "page"
        subprocess.run(["pdftocairo", "-r", str(2 * DOTS_PER_INCH), "-png", "-singlefile", *options, pdf, out], check=True, timeout=120)
        return Image.open(out.with_suffix(".png")).convert("RGB").reduce(2)


def stored(page):
    return GOLDEN / f"page-{page}.png"


def draw_pages(folder):
    subprocess.run([BUILD / "tests/golden_pages", folder], check=True, timeout=120)
    return folder


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The folder of all pages as PDF."""
    return draw_pages(tmp_path_factory.mktemp("pages"))


def complaint(page, actual, kept=BUILD / "golden"):
    return golden.complaint(stored(page), actual, kept, golden.Roughly())


@pytest.mark.parametrize("page", PAGES)
def test_a_page_looks_as_it_did(pages, page):
    text = complaint(page, painted(pages / f"page-{page}.pdf"))
    if text:
        pytest.fail(text)


def test_letters_may_have_other_edges(pages, tmp_path):
    assert not complaint("ceremony", painted(pages / "page-ceremony.pdf", "-antialias", "none"), tmp_path)


@pytest.mark.parametrize("part", BROKEN)
def test_a_certificate_without_a_part_is_noticed(pages, part, tmp_path):
    assert complaint("ceremony", painted(pages / "broken" / f"{part}.pdf"), tmp_path)
    assert {path.name.split(".")[1] for path in tmp_path.iterdir()} == {"expected", "actual", "diff"}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_every_certificate_that_is_gone_is_noticed(part, tmp_path):
    page = Image.open(stored("ceremony")).convert("RGB")
    shares = PARTS[part]
    box = tuple(round(share * size) for share, size in zip(shares, page.size * 2))
    assert not complaint("ceremony", page.copy(), tmp_path)
    page.paste((255, 255, 255), box)
    assert complaint("ceremony", page, tmp_path)


def rebaseline():
    with tempfile.TemporaryDirectory(prefix="cupola-pages-") as folder:
        draw_pages(pathlib.Path(folder))
        for page in PAGES:
            # In 32 levels of each colour: the files take half, and no square's mean moves by as many as four of 255.
            small = painted(pathlib.Path(folder) / f"page-{page}.pdf").point(lambda value: min(255, value // 8 * 8 + 4))
            small.save(stored(page), optimize=True)


if __name__ == "__main__":
    if sys.argv[1:] != ["--rebaseline"]:
        sys.exit(__doc__)
    rebaseline()
