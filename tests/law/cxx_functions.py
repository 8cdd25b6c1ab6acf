"""Finds the functions of a C++ file and their lengths without a compiler: fast enough to run on every build.

It follows braces, not grammar: a block in a namespace or class whose text before it ends in a parameter list is a function.
Lambdas and local classes count as part of the function around them; initialisers and enumerations count for nothing.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Function:
    name: str
    line: int  # of the opening brace
    lines: int  # from the opening to the closing brace, both counted


_TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/'
    r'|R"(?P<delimiter>[^\s()\\]{0,16})\(.*?\)(?P=delimiter)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'", re.DOTALL)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def _blank_directives(text):
    """Blanks preprocessor lines, and of every #if only the first branch is kept: two branches may open one brace each."""
    kept, dropped, continues = [], [], False
    for line in text.split("\n"):
        directive = re.match(r"\s*#\s*(\w+)", line)
        if directive and not continues:
            word = directive[1]
            if word.startswith("if"):
                dropped.append(False)
            elif word.startswith("el") and dropped:
                dropped[-1] = True
            elif word == "endif" and dropped:
                dropped.pop()
        is_directive = bool(directive) or continues
        continues = is_directive and line.endswith("\\")
        kept.append("" if is_directive or any(dropped) else line)
    return "\n".join(kept)


def without_comments(text):
    """The text with comments, literals and directives blanked, every line where it was."""
    return _blank_directives(_TOKEN.sub(lambda match: _blank(match[0]), text))


def _close_of(text, start):
    """The index of the brace that closes the one at `start`."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(text, start):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return len(text) - 1


def _without_nested(text, opening, closing):
    out, depth = [], 0
    for each in text:
        if each == closing:
            depth = max(0, depth - 1)
        if depth == 0:
            out.append(each)
        if each == opening:
            depth += 1
    return "".join(out)


def _head_of(before):
    """What stands before a brace, with parameters, template arguments of `template` and attributes emptied."""
    head = re.sub(r"\[\[.*?\]\]", " ", before, flags=re.DOTALL)
    head = re.sub(r"\boperator\s*(\(\s*\)|[^\s\w(]+)", "operator_", head)
    head = _without_nested(head, "(", ")")
    head = re.sub(r"\b(alignas|noexcept|decltype|requires|__attribute__)\s*\(\)", " ", head)
    while True:
        shorter = re.sub(r"\btemplate\s*<[^<>]*>", " ", head)
        shorter = re.sub(r"(\btemplate\s*<[^<>]*)<[^<>]*>", r"\1", shorter)
        if shorter == head:
            return head
        head = shorter


def _kind_of(before):
    """'scope', 'function', 'member initialiser' or 'other': what the brace after `before` opens."""
    head = _head_of(before)
    if re.search(r"\bnamespace\b|\bextern\s*$", head):
        return "scope"
    if re.search(r"\benum\b", head):
        return "other"
    if re.search(r"\b(class|struct|union)\b", head) and "(" not in head:
        return "scope"
    if re.search(r"=(?!=)", head.replace("==", "")):
        return "function" if re.search(r"\][^=]*$", head) and "[" in head.rpartition("=")[2] else "other"
    if "(" not in head:
        return "other"
    initialisers = re.search(r"\)[^:]*(?<!:):(?!:)", head)
    if initialisers and re.search(r"[\w>]\s*$", head):
        return "member initialiser"
    return "function"


def _name_of(before):
    head = _head_of(before)
    match = re.search(r"(~?\w+)\s*\(", head) or re.search(r"(\w+)\s*=", head)
    return match[1] if match else "?"


def functions_in(text):
    text = without_comments(text)
    found = []
    start = index = 0  # `start`: where the declaration that is being read begins
    while index < len(text):
        each = text[index]
        if each == ";" or each == "}":
            start = index + 1
        elif each == "{":
            before = text[start:index]
            kind = _kind_of(before)
            end = _close_of(text, index)
            if kind == "scope":
                start = index + 1
            elif kind == "function":
                line = text.count("\n", 0, index) + 1
                found.append(Function(_name_of(before), line, text.count("\n", index, end) + 1))
                start = index = end
                start += 1
            else:
                index = end
        index += 1
    return found
