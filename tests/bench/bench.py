"""Runs every benchmark and prints one table. Started by ./dev bench, which builds first.

usage: bench.py BUILD_FOLDER [EFFORT]     EFFORT 0.1 is a quick look, 1 (about four minutes) is for docs/performance.md
"""
import os
import pathlib
import sys


def _load_text():
    one_minute = os.getloadavg()[0]
    state = 'idle' if one_minute < 0.5 else 'busy'
    return f'load {one_minute:.1f} on {os.cpu_count()} processors ({state})'


def main(build, effort):
    """Prints the table, with the load before and after."""
    for folder in ('python', 'tests/python'):
        sys.path.insert(0, str(build / folder))
    os.environ['PYTHONPATH'] = str(build / 'python')
    os.environ['CUPOLA_BUILD_DIR'] = str(build)
    import gap_bench
    import native_bench
    import python_bench
    import window_bench
    from table import table_text
    before = _load_text()
    rows = python_bench.rows(effort)
    rows += native_bench.rows(build, effort)
    rows += gap_bench.rows(build, effort)
    print(table_text(rows))
    print()
    print(window_bench.table(effort))
    print()
    print(f'Least of many, turn by turn. At the beginning {before}, at the end {_load_text()}.')


if __name__ == '__main__':
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]).resolve(), float(sys.argv[2]) if len(sys.argv) == 3 else 1.0)
