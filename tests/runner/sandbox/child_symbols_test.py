"""What runs between clone and execve may allocate nothing, throw nothing and take no lock: its object file calls system calls only.

usage: child_symbols_test.py CHILD_OBJECT
"""
import subprocess
import sys

# Thin wrappers of system calls, and what needs no memory of its own.
ALLOWED = set('''
    __errno_location _exit chdir close close_range dup2 execve ioctl mkdir mount mount_setattr move_mount open open_tree poll
    prctl read sethostname setsid sigemptyset signal sigprocmask socket symlink syscall umask umount2 unshare write
    memcpy memset strlen __stack_chk_fail __read_chk __poll_chk __open_2 _GLOBAL_OFFSET_TABLE_
'''.split())


def undefined_symbols(path):
    """Names that the object takes from elsewhere."""
    listing = subprocess.run(['nm', '--undefined-only', '--format=posix', path], check=True, capture_output=True, text=True)
    return {line.split()[0] for line in listing.stdout.splitlines()}


def main(path):
    names = undefined_symbols(path)
    if 'execve' not in names:
        return f'{path}: this is not the child, it executes nothing'
    foreign = names - ALLOWED
    return f'{path}: the cloned child may not use {", ".join(sorted(foreign))}' if foreign else None


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
