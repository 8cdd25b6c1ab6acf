"""Every source and every test belongs to a target: a file that no CMakeLists.txt names is never built and never fails."""

import posixpath
import re

from breaches import CODE_FOLDERS, PRODUCT_FOLDERS, Breach, files_in, read

RULE = "listed"


def _named_files(root):
    """The paths that some CMakeLists.txt names, as it would find them: from its own folder or from the root."""
    named = set()
    for path in files_in(root, CODE_FOLDERS, names=("CMakeLists.txt",)):
        text = re.sub(r"#[^\n]*", "", read(root, path))
        folder = posixpath.dirname(path)
        for word in re.findall(r'[^\s()";]+', text):
            word = re.sub(r"^\$\{(CMAKE_CURRENT_SOURCE_DIR)\}/", "", word)
            if word.startswith("${PROJECT_SOURCE_DIR}/"):
                named.add(posixpath.normpath(word.removeprefix("${PROJECT_SOURCE_DIR}/")))
            else:
                named.add(posixpath.normpath(posixpath.join(folder, word)))
    return named


def _must_be_listed(root):
    yield from files_in(root, PRODUCT_FOLDERS, (".cpp", ".c"))
    yield from files_in(root, ("tests",), (".cpp", ".c"))
    for path in files_in(root, ("tests",), (".py",)):
        if posixpath.basename(path).startswith("test_") or path.endswith("_test.py"):
            yield path


def check(root):
    named = _named_files(root)
    for path in _must_be_listed(root):
        if path not in named:
            yield Breach(RULE, path, 0, "", "no CMakeLists.txt names this file, so nothing builds or runs it")
