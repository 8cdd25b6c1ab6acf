"""Checks one rule of the house over the whole tree: law.py RULE [ROOT]. Exit status 0 kept, 1 broken, 2 wrong usage.

A breach that is right for once (a table, generated code) goes into exceptions.json with its reason.
"""

import sys
from pathlib import Path

import budgets
import include_law
import listed
import sample_mission
import unfinished
from breaches import Exceptions

HERE = Path(__file__).resolve().parent

# name: (what finds breaches, what finds things worth a look)
RULES = {
    include_law.RULE: (include_law.check, None),
    budgets.FILE_RULE: (budgets.check_files, budgets.long_files),
    budgets.FUNCTION_RULE: (budgets.check_functions, budgets.long_functions),
    listed.RULE: (listed.check, None),
    unfinished.RULE: (unfinished.check, None),
    sample_mission.RULE: (sample_mission.check, None),
}


def breaches_of(rule, root, exception_entries):
    """The breaches of one rule that no exception excuses, and the exceptions that excuse nothing."""
    exceptions = Exceptions(exception_entries, rule)
    found = [each for each in RULES[rule][0](root) if not exceptions.excuses(each)]
    return found + list(exceptions.leftovers())


def main(arguments):
    if not arguments or arguments[0] not in RULES or len(arguments) > 2:
        print(f"usage: law.py {{{'|'.join(RULES)}}} [ROOT]", file=sys.stderr)
        return 2
    rule = arguments[0]
    root = Path(arguments[1]) if len(arguments) == 2 else HERE.parent.parent
    hints = RULES[rule][1]
    for hint in hints(root) if hints else ():
        print(f"note: {hint}")
    found = breaches_of(rule, root, Exceptions.load(HERE / "exceptions.json"))
    for each in found:
        print(each)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
