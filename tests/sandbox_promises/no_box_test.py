"""A machine on which no user namespace can be made: nothing is run or flown, and it is said why and what helps.

usage: no_box_test.py CUPOLA. The number of namespaces is set to 0 inside one of our own, so nobody else notices.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

CUPOLA = sys.argv[1]
WITHOUT = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"'


def without_namespaces(*words):
    """What the command says when no user namespace can be made any more."""
    command = ['unshare', '--user', '--map-root-user', 'sh', '-c', WITHOUT, 'sh', *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def skip(reason):
    """Aloud; a failure where boxes must work."""
    print(f'*** SKIPPED: {reason}', file=sys.stderr)
    sys.exit(1 if os.environ.get('CUPOLA_SANDBOX_MUST_WORK') == '1' else 77)


def demand(condition, what, done):
    """One line and the command's own words if not."""
    if not condition:
        sys.exit(f'{what}: status {done.returncode}\n{done.stdout}{done.stderr}')


def main():
    """Doctor, run and fly."""
    if without_namespaces('true').returncode != 0:
        skip('no user namespace can be made here to begin with')
    doctor = without_namespaces(CUPOLA, 'doctor')
    demand(doctor.returncode == 1, 'doctor calls such a machine well', doctor)
    demand('sysctl -w user.max_user_namespaces' in doctor.stdout, 'doctor names no remedy', doctor)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        proof = folder / 'ran'
        program = folder / 'hello.py'
        program.write_text(f'open({str(proof)!r}, "w").close()\nprint("hello")\n', encoding='utf-8')
        mission, bundle, log = folder / 'mission', folder / 'bundle', folder / 'log'
        run = without_namespaces(CUPOLA, 'run', program)
        demand(run.returncode != 0 and 'hello' not in run.stdout, 'run runs it', run)
        demand('namespace' in run.stdout + run.stderr, 'run does not say why', run)
        subprocess.run([CUPOLA, 'intake', mission, '--programs', program.parent], capture_output=True, timeout=60, check=True)
        subprocess.run([CUPOLA, 'pack', mission, '-o', bundle, '--all'], capture_output=True, timeout=60, check=True)
        fly = without_namespaces(CUPOLA, 'fly', bundle, '--log', log)
        demand(fly.returncode != 0 and 'namespace' in fly.stdout + fly.stderr, 'fly does not refuse', fly)
        demand(not proof.exists(), 'the program ran without a box', fly)


main()
