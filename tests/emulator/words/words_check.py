"""Holds the catalogues in emulator/ui/words against the sources: words_check.py [ROOT] [--rebaseline].

Every text that the window shows is a key of en.json, and every key is shown somewhere. The other languages hold no key
that English has not, and keep its gaps ({0}, %.1f). What they leave out stays English and is only counted.
Exit status 0 in order, 1 not, 2 wrong usage. --rebaseline writes en.json anew and drops dead keys from the others.
"""

import json
import re
import sys
from pathlib import Path

from cxx_texts import reads_like_language, texts_in

WORDS = "emulator/ui/words"
SCHEMA = "cupola-words"
SHOWN_FOLDERS = ("emulator/ui", "emulator/app/window")
# What Python says and knows, for our reading only.
NOT_SHOWN_FILES = {"emulator/ui/model/python_names.cpp", "emulator/ui/model/traceback.cpp"}


def is_description(text):
    return re.search(r"[a-z]{2}", re.sub(r"\{\w+\}", "", text)) is not None


# Tables of other folders whose texts panels ask for.
SHOWN_TABLES = {
    "emulator/picture/describe.cpp": is_description,
    "emulator/picture/color_names.cpp": is_description,
    "emulator/world/lamp.hpp": reads_like_language,
    "emulator/world/lamp.cpp": reads_like_language,
}
_LITERAL = re.compile(r'(?<!include )"((?:[^"\\\n]|\\.)*)"')
_GAP = re.compile(r"\{[a-zA-Z\d]+\}|%[-+.\d]*[a-zA-Z%]?")


def shown_texts(root):
    """Every text for people, with the first place it was found at."""
    found = {}
    for folder in SHOWN_FOLDERS:
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            name = path.relative_to(root).as_posix()
            for each in texts_in(path.read_text(encoding="utf-8")) if name not in NOT_SHOWN_FILES else ():
                found.setdefault(each.text, f"{name}:{each.line}")
    for name, counts in SHOWN_TABLES.items():
        path = root / name
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else (), 1):
            for text in _LITERAL.findall(line.split("//")[0]):
                if not line.lstrip().startswith("#") and counts(text):
                    found.setdefault(text, f"{name}:{number}")
    return found


def catalogue_text(language, texts):
    document = {"schema": SCHEMA, "version": 1, "language": language, "texts": dict(sorted(texts.items()))}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_texts(path):
    document = json.loads(path.read_text(encoding="utf-8"))
    if document.get("schema") != SCHEMA or document.get("version") != 1:
        raise ValueError(f'{path.name}: "schema" must be "{SCHEMA}" and "version" 1')
    return document["language"], document["texts"]


def english_faults(path, shown):
    _, texts = read_texts(path)
    for text, place in shown.items():
        if text not in texts:
            yield f"{place}: {WORDS}/{path.name} lacks {text!r}"
    for text in texts:
        if text not in shown:
            yield f"{WORDS}/{path.name}: nothing shows {text!r} any more"
        elif texts[text] != text:
            yield f"{WORDS}/{path.name}: English is the key, so {text!r} must be itself"


def translation_faults(path, shown):
    _, texts = read_texts(path)
    for english, text in texts.items():
        if english not in shown:
            yield f"{WORDS}/{path.name}: nothing shows {english!r} any more"
        elif not text.strip():
            yield f"{WORDS}/{path.name}: {english!r} is translated by nothing"
        elif sorted(_GAP.findall(english)) != sorted(_GAP.findall(text)):
            yield f"{WORDS}/{path.name}: {english!r} and {text!r} have different gaps"
        elif english.split("##")[1:] != text.split("##")[1:]:
            yield f"{WORDS}/{path.name}: what follows ## in {english!r} is a name and stays as it is"


def faults(root):
    shown = shown_texts(root)
    yield from english_faults(root / WORDS / "en.json", shown)
    for path in sorted((root / WORDS).glob("*.json")):
        if path.name != "en.json":
            yield from translation_faults(path, shown)


def rebaseline(root):
    shown = shown_texts(root)
    (root / WORDS).mkdir(parents=True, exist_ok=True)
    (root / WORDS / "en.json").write_text(catalogue_text("English", {text: text for text in shown}), encoding="utf-8")
    for path in sorted((root / WORDS).glob("*.json")):
        if path.name == "en.json":
            continue
        language, texts = read_texts(path)
        kept = {english: text for english, text in texts.items() if english in shown}
        path.write_text(catalogue_text(language, kept), encoding="utf-8")


def main(arguments):
    places = [each for each in arguments if not each.startswith("-")]
    if len(places) > 1 or set(arguments) - set(places) - {"--rebaseline"}:
        print(__doc__.splitlines()[0], file=sys.stderr)
        return 2
    root = Path(places[0]) if places else Path(__file__).resolve().parents[3]
    if "--rebaseline" in arguments:
        rebaseline(root)
    found = list(faults(root))
    for each in found:
        print(each)
    if found:
        print("mend it with: python3 tests/emulator/words/words_check.py --rebaseline")
    english = len(read_texts(root / WORDS / "en.json")[1])
    for path in sorted((root / WORDS).glob("*.json")):
        language, texts = read_texts(path)
        print(f"note: {path.name}: {language}, {len(texts)} of {english} texts")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
