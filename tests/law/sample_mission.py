"""The sample mission is whole: table, programs and expectations belong together, and its bytes were not tidied up."""

import csv
import json
import os
from pathlib import Path

from breaches import Breach

RULE = "sample-mission"
FOLDER = "examples/mission"
COLUMNS = {"id", "program", "team", "members", "school", "country", "language", "mentor", "email", "place", "timezone", "received"}
CRLF_PROGRAM = "chang_noi.py"


def check(root):
    folder = Path(root) / FOLDER
    with open(folder / "entries.csv", encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    expected = json.loads((folder / "EXPECTED.json").read_text(encoding="utf-8"))

    def breach(path, text):
        return Breach(RULE, f"{FOLDER}/{path}", 0, "", text)

    if len(entries) != 16 or set(entries[0]) != COLUMNS:
        yield breach("entries.csv", "must hold sixteen entries with every column of the form")
    unused = [column for column in COLUMNS if not any(each.get(column) for each in entries)]
    if unused:
        yield breach("entries.csv", f"no entry fills in {', '.join(sorted(unused))}")
    if {each["id"] for each in entries} != set(expected):
        yield breach("EXPECTED.json", "must name exactly the ids of entries.csv")
    if {each["program"] for each in entries} != set(os.listdir(folder / "programs")):
        yield breach("programs", "must hold exactly the programs that entries.csv names")
    if sum(each["flight"] for each in expected.values()) < 11:
        yield breach("EXPECTED.json", "eleven or more entries must get flight status")
    if not all(each["email"].endswith("@example.org") for each in entries):
        yield breach("entries.csv", "addresses must be under example.org, which nobody owns")
    content = (folder / "programs" / CRLF_PROGRAM).read_bytes()
    if content.count(b"\r\n") != content.count(b"\n") or content.endswith(b"\n"):
        yield breach(f"programs/{CRLF_PROGRAM}", "must keep CRLF line ends and no final newline")
