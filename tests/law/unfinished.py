"""Nothing is left for later: no reminder words in code, build files or scripts."""

import re

from breaches import CODE_FOLDERS, CXX_SUFFIXES, Breach, files_in, read

RULE = "unfinished"
# Put together, so that this file does not break its own rule.
_WORDS = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME")) + r")\b")


def check(root):
    suffixes = (*CXX_SUFFIXES, ".py", ".cmake", ".txt", ".sh", ".md", ".json")
    for path in files_in(root, (*CODE_FOLDERS, "cmake", "docs", "packaging"), suffixes):
        for number, line in enumerate(read(root, path).splitlines(), 1):
            match = _WORDS.search(line)
            if match:
                yield Breach(RULE, path, number, "", f"{match[0]}: finish it or write an issue")
