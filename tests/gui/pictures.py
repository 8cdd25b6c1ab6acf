"""Pictures of every page in every theme, drawn without a display: the gallery of docs and what test_pictures compares with.

usage: pictures.py gallery [FOLDER]   every page, theme, size and scale into FOLDER (default: build/gallery); docs/images/gallery anew
       pictures.py --rebaseline       tests/golden anew; look at them before they are committed
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))
BUILD = pathlib.Path(os.environ.get("CUPOLA_BUILD_DIR", ROOT / "build/release"))
GOLDEN = ROOT / "tests/golden"
DOCS = ROOT / "docs/images/gallery"
PAGES = ("play", "studio", "record", "class")
THEMES = ("light", "dark", "contrast")
SIZES = ("1280x800", "1920x1080", "1024x600")
SCALES = (0.75, 1.5, 3)
PROGRAM = ROOT / "examples/python/basic/06_thermometer.py"
# What decides how each pixel looks, beside our own code.
PACKAGES = ("fonts-inter", "fonts-jetbrains-mono", "fonts-dejavu-core", "fonts-noto-core", "libfreetype6", "libsdl2-2.0-0")


def drawn(page, theme, size="1280x800", scale=1, kept=None):
    """The window as it would look; `kept`: files in the person's own state folder, name and text."""
    with tempfile.TemporaryDirectory(prefix="cupola-picture-") as name:
        folder = pathlib.Path(name)
        settings = {"schema": "cupola-settings", "version": 1, "theme": theme, "scale": scale}
        session = {"schema": "cupola-session", "version": 1, "page": page, "file": str(PROGRAM)}
        (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        (folder / "session.json").write_text(json.dumps(session), encoding="utf-8")
        state = folder / "state" / "cupola"
        state.mkdir(parents=True)
        for name_kept, text in (kept or {}).items():
            (state / name_kept).write_text(text, encoding="utf-8")
        out = folder / "window.png"
        subprocess.run([BUILD / "bin/cupola-emulator", "--screenshot", out, "--size", size, "--settings",
                        folder / "settings.json", "--state", folder / "session.json"], check=True, timeout=120,
                       env={**os.environ, "HOME": name, "XDG_STATE_HOME": str(folder / "state"), "LC_ALL": "C.UTF-8", "LANGUAGE": "en"})
        return Image.open(out).convert("RGB")


def golden_path(page, theme):
    return GOLDEN / f"window-{page}-{theme}.png"


def installed():
    """Package and version, a line each, of what decides how pixels look."""
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\\n", *PACKAGES], capture_output=True, text=True,
                          check=False, timeout=60)
    return "".join(sorted(done.stdout.splitlines(keepends=True)))


def rebaseline():
    GOLDEN.mkdir(parents=True, exist_ok=True)
    (GOLDEN / "packages").write_text(installed(), encoding="utf-8")
    for page in PAGES:
        for theme in THEMES:
            drawn(page, theme).save(golden_path(page, theme), optimize=True)


def gallery(folder):
    """All combinations; in docs one of each page and theme, in 256 colours."""
    folder.mkdir(parents=True, exist_ok=True)
    DOCS.mkdir(parents=True, exist_ok=True)
    for page in PAGES:
        for theme in THEMES:
            for size in SIZES:
                picture = drawn(page, theme, size)
                picture.save(folder / f"{page}-{theme}-{size}.png")
                if size == SIZES[0]:
                    small = picture.quantize(256, dither=Image.Dither.NONE)
                    small.save(DOCS / f"{page}-{theme}.png", optimize=True)
        for scale in SCALES:
            drawn(page, THEMES[0], scale=scale).save(folder / f"{page}-{scale * 100:.0f}-percent.png")


if __name__ == "__main__":
    if sys.argv[1:] == ["--rebaseline"]:
        rebaseline()
    elif sys.argv[1:2] == ["gallery"] and len(sys.argv) <= 3:
        gallery(pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else BUILD / "gallery")
    else:
        sys.exit(__doc__)
