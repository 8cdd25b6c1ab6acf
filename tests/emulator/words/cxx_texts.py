"""Finds the texts for people in C++ sources: what a catalogue of words must hold.

Certain is every literal inside the brackets of words(…), given to a variable that words(…) gets, or beside a sign such
as ✔ in a row. Other tables and members hand their texts over by name, so of all other literals those count that read
like language and stand where no machine reads them.
"""

import ast
import re
from dataclasses import dataclass

# What is read by a machine, or only by programmers.
_NOT_SHOWN_CALLS = {
    "Begin", "BeginChild", "BeginPopup", "BeginPopupModal", "BeginTabBar", "BeginTable", "OpenPopup", "IsPopupOpen",
    "begin_panel", "PushID", "GetID", "InvisibleButton", "ColorButton", "match", "contains", "find", "rfind", "starts_with",
    "ends_with", "getenv", "static_assert", "invalid_argument", "runtime_error", "logic_error", "system_error",
    "throw_errno", "refuse", "fprintf", "fputs", "set_crash_note", "sscanf", "SDL_SetHint", "strftime",
}
_NOT_SHOWN_TABLES = {"Import", "Credit"}
_PYTHON_NAMES = {"True", "False", "None"}
# How many of the first fields of a row are for the machine.
_MACHINE_FIELDS = {"ErrorRule": 2, "Ending": 1}
_COMPARED = {"==", "!="}
_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?\*/|\#[ \t]*(?:include|pragma|error)[^\n]*)
      |(?P<raw>R"(?P<tag>[^()\s]*)\((?P<inside>.*?)\)(?P=tag)")
      |(?P<text>"(?:[^"\\\n]|\\.)*")
      |(?P<char>'(?:[^'\\\n]|\\.)+')
      |(?P<name>[A-Za-z_]\w*)
      |(?P<number>\d[\w.']*)
      |(?P<sign>==|!=|::|->|.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Text:
    text: str
    line: int
    certain: bool  # inside words(…)


@dataclass
class _Open:
    sign: str
    owner: str  # the name before the bracket
    field: int = 0


def _unescaped(literal):
    return ast.literal_eval(re.sub(r"\\(?=[?])", "", literal))


def _tokens(source):
    for found in _TOKEN.finditer(source):
        if found.lastgroup == "skip" or found.group("skip"):
            continue
        kind = "raw" if found.group("raw") else found.lastgroup
        yield kind, found.group("inside") if kind == "raw" else found.group(), found.start()


def reads_like_language(text):
    """Whether a person would be meant: a word with a capital, or several words."""
    text = text.split("##")[0].strip()
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"%[-+.\d]*[a-z]+|\{\d\}", " ", text))
    if not words or re.fullmatch(r"[\w.:/-]*[_/:][\w.:/-]*|[A-Z_]+|\w*(?:Error|Exit|Interrupt|Iteration|Warning)", text):
        return False
    if text in _PYTHON_NAMES or text.strip() == "Cupola" or re.fullmatch(r"[A-Z]+[a-z]+(?:[A-Z][a-z]+)+", text):
        return False
    if text.startswith(("/", "=", ")", "--", "import ", "from ")) or re.search(r"\.(?:py|ttf|otf|json|csv|hat|png|gif)$", text):
        return False
    capital = re.match(r"[^\w]*(?:\{\d\}[^\w]*)?[A-ZÄÖÜ][a-zäöü]", text) is not None
    return capital or (" " in text and len(words) > 1)


class _Reader:
    def __init__(self, source):
        self.open = []
        self.before = ("", "")  # the last two tokens
        self.shape = False  # the literal before was a sign, in the same row
        self.assigned = ""  # what this statement gives a value to
        self.machine = set(re.findall(r"\b(?:Begin\w*|OpenPopup|IsPopupOpen|Find\w+)\(\s*(k[A-Z]\w*)", source))
        self.asked = set(re.findall(r"\bwords\(\s*(?:\w+(?:\.|->))*(\w+)\s*\)", source))

    def shown(self, text):
        """Whether the literal at this place is for people: None, False (reads like it) or True (certain)."""
        owners = [each.owner for each in self.open if each.sign == "("]
        if "words" in owners:
            return True
        if re.fullmatch(r"[^\w\s#%/]", text) and ord(text) > 127:
            self.shape = True
            return None
        if self.assigned in self.machine or set(owners) & _NOT_SHOWN_CALLS or self.before[1] in _COMPARED:
            return None
        rows = [each for each in self.open if each.sign == "{"]
        if rows and rows[-1].owner in _NOT_SHOWN_TABLES:
            return None
        if rows and rows[-1].owner in _MACHINE_FIELDS:
            return True if rows[-1].field >= _MACHINE_FIELDS[rows[-1].owner] else None
        if (self.shape and rows or self.assigned in self.asked) and re.search(r"[^\W\d_]{2}", text):
            return True
        return False if reads_like_language(text) else None

    def pass_by(self, token):
        if token in (";", "{", "}"):
            self.shape, self.assigned = False, ""
        elif token == "=":
            self.assigned = self.before[1]
        if token in ("(", "{", "["):
            self.open.append(_Open(token, self.before[1]))
        elif token in (")", "}", "]") and self.open:
            self.open.pop()
        elif token == "," and self.open:
            self.open[-1].field += 1
        self.before = (self.before[1], token)


def texts_in(source):
    """The texts for people in `source`, adjacent literals joined, in their order."""
    reader = _Reader(source)
    parts, start = [], 0
    for kind, token, place in [*_tokens(source), ("end", "", len(source))]:
        if kind in ("text", "raw"):
            start = place if not parts else start
            parts.append(token if kind == "raw" else _unescaped(token))
            continue
        if parts:
            text = "".join(parts)
            shown = reader.shown(text)
            if shown is not None and text:
                yield Text(text, source.count("\n", 0, start) + 1, shown)
            parts = []
            reader.before = (reader.before[1], '"')
        reader.pass_by(token)
