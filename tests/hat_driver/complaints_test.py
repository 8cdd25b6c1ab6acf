"""Every test that docs/hardware.md names for an owner's complaint exists, and every complaint names one."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
page = (root / 'docs/hardware.md').read_text(encoding='utf-8')
section = page.partition('## What owners of other drivers report')[2].partition('\n## ')[0]
rows = [line.split('|')[1:-1] for line in section.splitlines() if line.startswith('|')][2:]
sources = ''.join(path.read_text(encoding='utf-8') for path in (root / 'tests').rglob('*_test.cpp'))
known = {re.sub(r'"\s*"', '', name) for name in re.findall(r'TEST_CASE\(\s*"((?:[^"]|"\s*")*)"\s*\)', sources)}

wrong = []
if len(rows) < 14:
    wrong.append(f'docs/hardware.md: {len(rows)} complaints, at least 14 are known')
for complaint, _, tests in rows:
    named = re.findall(r'`([^`]+)`', tests)
    if not named:
        wrong.append(f'docs/hardware.md: no test for "{complaint.strip()}"')
    wrong += [f'docs/hardware.md: there is no test "{name}"' for name in named if name not in known]
print('\n'.join(wrong))
sys.exit(bool(wrong))
