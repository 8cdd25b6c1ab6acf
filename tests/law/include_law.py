"""The include law: which folder may include which (architecture.md §3), and where foreign headers may appear."""

import posixpath
import re
from pathlib import Path

from breaches import CXX_SUFFIXES, PRODUCT_FOLDERS, Breach, files_in, read

RULE = "include"
API = "API"

FOLDERS = {
    "hat_driver/include": API,
    **{f"hat_driver/{each}": each for each in ("base", "api", "fusion", "board", "bus", "devices", "backends", "bridge", "python")},
    **{f"emulator/{each}": each for each in ("world", "picture", "serve", "ui", "app")},
    **{f"runner/{each}": each for each in ("mission", "record", "sandbox", "clock", "run", "check", "flight")},
    **{f"certificates/{each}": each for each in ("orbit", "geo", "page", "passes", "seal", "mail")},
    "certificates/python": "orbit_python",
    "cli": "cli",
}

# architecture.md §3 and docs/decisions/0001 and 0003.
MAY_INCLUDE = {
    "base": set(),
    API: set(),
    "orbit": set(),
    "geo": set(),
    "clock": set(),
    "api": {API},
    "fusion": {API},
    "world": {API},
    "picture": {API},
    "board": {"base", API},
    "bus": {"base"},
    "devices": {"bus", "base", API},
    "backends": {"board", "devices", "bus", "fusion", "base", API},
    "bridge": {"backends", "devices", "bus", "fusion", "board", "base", API},
    "python": {API, "base"},
    "serve": {"world", "board", "base", API},
    "ui": {"world", "picture", API},
    "app": {"ui", "serve", "world", "picture", "board", "base", API},
    "mission": {"base", "record"},
    "record": {"base"},
    "sandbox": {"base", "record"},
    "run": {"sandbox", "record", "serve", "world", "picture", "board", "bridge", "base", API},
    "check": {"run", "mission", "record", "picture", "base", API},
    "flight": {"run", "mission", "record", "base"},
    "seal": {"mission", "record", "base"},
    "mail": {"mission", "record", "base"},
    "page": {"orbit", "geo", "seal", "picture", "mission", "record"},
    "passes": {"orbit", "page"},
    "orbit_python": {"orbit"},
    "cli": set(FOLDERS.values()) - {"ui", "app"},
}

# (what the header is called, the folders or file beginnings it may appear in)
FOREIGN = [
    (re.compile(r"(SDL2?/|SDL\w*\.h$|imgui)"), ("emulator/ui/", "emulator/app/")),
    (re.compile(r"(cairo|pango)"), ("certificates/page/", "certificates/passes/")),
    (re.compile(r"(Python\.h$|pybind11/)"), ("hat_driver/python/", "certificates/python/", "runner/sandbox/launcher")),
    (re.compile(r"(linux/|sys/mount\.h$|sys/prctl\.h$)"),
     ("hat_driver/base/", "hat_driver/bus/", "hat_driver/devices/", "runner/sandbox/")),
]

# Kept ready for the browser (§8): pure code, without threads, files, clocks, or what its standard library lacks.
BROWSER_FOLDERS = ("hat_driver/api/", "hat_driver/fusion/", "emulator/world/", "emulator/picture/",
                   "certificates/orbit/", "certificates/geo/")
NOT_IN_THE_BROWSER = re.compile(
    r"^(thread|mutex|shared_mutex|condition_variable|future|stop_token|semaphore|latch|barrier|"
    r"fstream|filesystem|format|ranges|source_location|unistd\.h|fcntl\.h|pthread\.h|sys/.*|spdlog/.*)$")

_INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')


def folder_of(path):
    parts = path.split("/")
    return FOLDERS.get(parts[0]) or FOLDERS.get("/".join(parts[:2]))


def _ours(root, path, quoted, angled):
    """The path from the root of an include of ours, or None for a foreign one."""
    if angled:
        return f"hat_driver/include/{angled}" if angled.startswith("cupola/hat/") else None
    if quoted.split("/")[0] in (*PRODUCT_FOLDERS, "tests"):
        return posixpath.normpath(quoted)
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), quoted))
    return beside if (Path(root) / beside).is_file() else None


def _complaint_about_ours(path, ours):
    here, there = folder_of(path), folder_of(ours)
    if there is None:
        return f"includes {ours}, whose folder has no line in the include law"
    if there == here or there in MAY_INCLUDE[here]:
        return None
    allowed = ", ".join(sorted(MAY_INCLUDE[here])) or "nothing of ours"
    return f"{here} may not include {there} ({ours}); it may include {allowed}"


def _complaint_about_foreign(path, name):
    for pattern, places in FOREIGN:
        if pattern.match(name) and not path.startswith(places):
            return f"<{name}> may appear only in {', '.join(places)}"
    if path.startswith(BROWSER_FOLDERS) and NOT_IN_THE_BROWSER.match(name):
        return f"<{name}> does not exist in the browser, where this folder must work (no threads, files or clocks)"
    return None


def check(root):
    for path in files_in(root, PRODUCT_FOLDERS, CXX_SUFFIXES):
        if folder_of(path) is None:
            yield Breach(RULE, path, 0, "", "this folder has no line in the include law (tests/law/include_law.py)")
            continue
        for number, line in enumerate(read(root, path).splitlines(), 1):
            match = _INCLUDE.match(line)
            if not match:
                continue
            name = match[1] or match[2]
            ours = _ours(root, path, match[1], match[2])
            complaint = _complaint_about_ours(path, ours) if ours else _complaint_about_foreign(path, name)
            if complaint:
                yield Breach(RULE, path, number, name, complaint)
