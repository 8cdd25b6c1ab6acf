#!/usr/bin/env bash
# Proves the README's first command on a bare Debian: a minimal system of this machine's release and mirror with git and
# nothing more, made for this and deleted afterwards. Needs root, mmdebstrap and 5 GB in /var/tmp.
#
#   tests/e2e/bare_debian.sh [REPOSITORY]      what to clone; this checkout's last commit unless named
#
# The bare system has its own mounts and processes (unshare), so both end with the script, however it ends. It is entered
# by pivot_root because the kernel gives no user namespace, which the sandbox needs, to a process in a chroot.
set -euo pipefail
export LC_ALL=C
readonly kFreshLimit_s=600 kBuiltLimit_s=60

late=0

fail() { echo "bare_debian: $*" >&2; exit 1; }

make_system() {
  # "Created-By" leaves one line for each archive; only Debian's own count as bare.
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' | sort -u |
    mmdebstrap --quiet --variant=minbase --include=git,ca-certificates '' "$1" -
}

enter() {
  mount --bind "$1" "$1"
  cd "$1"
  mount -t proc proc proc
  mount --rbind /sys sys
  mount --rbind /dev dev
  mount -t tmpfs -o mode=1777 tmpfs dev/shm
  pivot_root . mnt
  umount -l /mnt
}

# timed WHAT LIMIT_S COMMAND...: the command must succeed; its cost and its last lines are shown. Lateness is told at the
# end: on a busy machine the processor time is the figure to look at.
timed() {
  local what=$1 limit_s=$2
  shift 2
  echo "== $what (load $(cut -d' ' -f1-3 /proc/loadavg))"
  local begin_s=$SECONDS
  TIMEFORMAT="== $what: %0R s; processor: %0U s user, %0S s system"
  time "$@" >/tmp/demo.log 2>&1 || { tail -n 40 /tmp/demo.log; fail "$what failed"; }
  sed -n '/^== result/,$p' /tmp/demo.log
  [ $((SECONDS - begin_s)) -le "$limit_s" ] || { echo "== $what: TOO LATE, limit $limit_s s"; late=1; }
}

prove() {
  cd /srv/cupola
  useradd --create-home child
  as_child=(su - child -c 'cd /srv/cupola && ./dev demo')

  echo "== ordinary user, nothing installed, no sudo"
  local status=0
  "${as_child[@]}" >/tmp/refusal.log 2>&1 || status=$?
  cat /tmp/refusal.log
  [ "$status" = 3 ] || fail "exit status 3 expected, got $status"
  grep -q 'apt-get install.* cmake' /tmp/refusal.log || fail "the message does not say what to install"

  timed "root, fresh clone" "$kFreshLimit_s" ./dev demo
  timed "root, built" "$kBuiltLimit_s" ./dev demo
  chown -R child: .
  timed "ordinary user, built" "$kBuiltLimit_s" "${as_child[@]}"
  return "$late"
}

if [ "${1:-}" = --inside ]; then
  enter "$2"
  prove
  exit
fi

[ "$(id -u)" = 0 ] || fail "run this as root"
command -v mmdebstrap >/dev/null || fail "needs mmdebstrap: apt-get install mmdebstrap"
self=$(readlink -f "${BASH_SOURCE[0]}")
repository=${1:-$(dirname "$self")/../..}
root=$(mktemp -d /var/tmp/bare_debian.XXXXXX)
trap 'rm -rf --one-file-system "$root"' EXIT
make_system "$root"
git clone --quiet --no-hardlinks "$repository" "$root/srv/cupola"
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C \
  unshare --mount --pid --fork --kill-child "$BASH" "$self" --inside "$root"
