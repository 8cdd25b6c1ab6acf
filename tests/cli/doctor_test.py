"""`cupola doctor` and the options --box and --tier, as a script sees them."""
import json
import os
import pathlib
import subprocess

import pytest

CUPOLA = os.environ['CUPOLA']
AS_USER = ['setpriv', '--reuid', '60001', '--regid', '60001', '--clear-groups']


def cupola(*words, before=()):
    return subprocess.run([*before, CUPOLA, *words], capture_output=True, text=True, timeout=100, check=False)


def flight_findings():
    answer = cupola('doctor', '--json')
    return answer, {each['name']: each for each in json.loads(answer.stdout)['flight']}


def cgroups():
    return set(pathlib.Path('/sys/fs/cgroup').rglob('cupola-*'))


@pytest.fixture(name='tier', scope='module')
def _tier():
    tier = flight_findings()[1]['tier']['what']
    if tier == 'none':
        pytest.skip('no box can be made here')
    return tier


@pytest.fixture(name='program')
def _program(tmp_path):
    program = tmp_path / 'a.py'
    program.write_text('import os\nprint(os.getpid())\n', encoding='utf-8')
    return program


def test_doctor_names_the_tier_and_what_is_lost():
    answer, findings = flight_findings()
    assert findings['tier']['what'] in ('A', 'B', 'none')
    assert answer.returncode == (1 if findings['tier']['what'] == 'none' else 0)
    assert all(finding['what'] for finding in findings.values())
    text = cupola('doctor').stdout
    assert all(name in text for name in findings)


def test_doctor_leaves_no_cgroup_behind():
    before = cgroups()
    cupola('doctor')
    assert not {each for each in cgroups() - before if not pathlib.Path(f"/proc/{each.name.rpartition('-')[2]}").exists()}


@pytest.mark.parametrize('words', [('--box', 'wood'), ('--tier', 'D'), ('--box', 'bwrap', '--tier', 'B')])
def test_wrong_options_are_wrong_usage(program, words):
    assert cupola('run', program, *words).returncode == 2


def test_a_run_says_how_well_it_was_shut_in(program, tier):
    own = json.loads(cupola('run', program, '--json', '--tier', tier).stdout)
    assert (own['tier'], own['stdout']) == (tier, '2\n')
    bubblewrap = json.loads(cupola('run', program, '--json', '--box', 'bwrap').stdout)
    assert (bubblewrap['tier'], bubblewrap['stdout']) == ('bubblewrap', '2\n')


@pytest.mark.skipif(os.getuid() != 0, reason='needs a user without a cgroup')
def test_a_tier_that_cannot_be_had_is_refused_with_the_reason(program):
    if subprocess.run([*AS_USER, 'test', '-x', CUPOLA], check=False).returncode != 0:
        pytest.skip('an ordinary user may not enter the build folder')
    for folder in program.parents:
        if folder.stat().st_uid == os.getuid() and folder != pathlib.Path('/') and 'pytest' in str(folder):
            folder.chmod(0o755)
    answer = cupola('run', program, '--tier', 'A', before=AS_USER)
    assert answer.returncode == 3
    assert answer.stderr.startswith('cupola: --tier A: this machine gives B: ')
    assert 'cgroup missing' in answer.stderr
