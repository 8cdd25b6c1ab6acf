"""What every rule is made of: the files of a tree, a breach, and the list of exceptions."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

PRODUCT_FOLDERS = ("hat_driver", "emulator", "runner", "certificates", "cli")
CODE_FOLDERS = (*PRODUCT_FOLDERS, "tests")
CXX_SUFFIXES = (".hpp", ".h", ".cpp", ".c")
HEADER_SUFFIXES = (".hpp", ".h")
_SKIPPED = {"build", "__pycache__", ".git", ".hypothesis", ".pytest_cache"}


@dataclass(frozen=True)
class Breach:
    rule: str
    path: str  # from the root of the tree
    line: int  # 0: the whole file
    subject: str  # what an exception has to name: an include, a function, ""
    text: str

    def __str__(self):
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: [{self.rule}] {self.text}"


def files_in(root, folders, suffixes=None, names=None):
    """Paths from `root`, sorted, of the files in `folders` with such a suffix or name; what builds leave behind is left out."""
    found = []
    for folder in folders:
        for place, folders_here, files in os.walk(Path(root) / folder):
            folders_here[:] = [each for each in folders_here if each not in _SKIPPED]
            for name in files:
                if (suffixes and name.endswith(tuple(suffixes))) or (names and name in names):
                    found.append((Path(place) / name).relative_to(root).as_posix())
    return sorted(found)


def read(root, path):
    return (Path(root) / path).read_text(encoding="utf-8")


class Exceptions:
    """exceptions.json: a list of {rule, path, subject, reason}. One that has no reason or nothing to excuse is itself a breach."""

    def __init__(self, entries, rule):
        self._entries = [each for each in entries if each.get("rule") == rule]
        self._used = set()
        self._rule = rule

    @staticmethod
    def load(path):
        return json.loads(Path(path).read_text(encoding="utf-8"))

    def excuses(self, breach):
        for number, each in enumerate(self._entries):
            if each["path"] == breach.path and each.get("subject", "") == breach.subject and each.get("reason"):
                self._used.add(number)
                return True
        return False

    def leftovers(self):
        for number, each in enumerate(self._entries):
            if number not in self._used:
                text = "this exception excuses nothing any more" if each.get("reason") else "an exception needs a reason"
                yield Breach(self._rule, "tests/law/exceptions.json", 0, "", f"{each['path']} {each.get('subject', '')}: {text}")
