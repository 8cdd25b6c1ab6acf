"""File and function budgets: a header has at most 150 lines, a source 300 (hard: 500), a function 40 (hard: 60)."""

import ast

from breaches import CODE_FOLDERS, CXX_SUFFIXES, HEADER_SUFFIXES, Breach, files_in, read
from cxx_functions import Function, functions_in

FILE_RULE = "file-length"
FUNCTION_RULE = "function-length"
HEADER_LINES = 150
SOURCE_LINES_SOFT = 300
SOURCE_LINES_HARD = 500
FUNCTION_LINES_SOFT = 40
FUNCTION_LINES_HARD = 60


def check_files(root):
    for path in files_in(root, CODE_FOLDERS, (*CXX_SUFFIXES, ".py")):
        lines = len(read(root, path).splitlines())
        most = HEADER_LINES if path.endswith(HEADER_SUFFIXES) else SOURCE_LINES_HARD
        if lines > most:
            yield Breach(FILE_RULE, path, 0, "", f"{lines} lines, at most {most}: split it by ideas")


def long_files(root):
    """Sources past the soft budget: worth a look, no breach."""
    for path in files_in(root, CODE_FOLDERS, (".cpp", ".c", ".py")):
        lines = len(read(root, path).splitlines())
        if SOURCE_LINES_SOFT < lines <= SOURCE_LINES_HARD:
            yield f"{path}: {lines} lines, better at most {SOURCE_LINES_SOFT}"


def _python_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield Function(node.name, node.lineno, node.end_lineno - node.lineno + 1)


def _functions(root):
    for path in files_in(root, CODE_FOLDERS, CXX_SUFFIXES):
        for each in functions_in(read(root, path)):
            yield path, each
    for path in files_in(root, CODE_FOLDERS, (".py",)):
        for each in _python_functions(read(root, path)):
            yield path, each


def check_functions(root):
    for path, each in _functions(root):
        if each.lines > FUNCTION_LINES_HARD:
            text = f"{each.name} has {each.lines} lines, at most {FUNCTION_LINES_HARD}: it is several functions"
            yield Breach(FUNCTION_RULE, path, each.line, each.name, text)


def long_functions(root):
    for path, each in _functions(root):
        if FUNCTION_LINES_SOFT < each.lines <= FUNCTION_LINES_HARD:
            yield f"{path}:{each.line}: {each.name} has {each.lines} lines, better at most {FUNCTION_LINES_SOFT}"
