#!/bin/sh
# usage: as_ordinary_user.sh PROGRAM BUILD_DIR. Runs the promises once more as uid 60001, for which boxes are made with a
# user namespace. Exit status 77 is a skip, which CUPOLA_SANDBOX_MUST_WORK=1 turns into a failure.
skip() {
  echo "*** SKIPPED: $1" >&2
  [ "${CUPOLA_SANDBOX_MUST_WORK:-}" = 1 ] && exit 1
  exit 77
}
[ "$(id -u)" = 0 ] || skip "not root: these tests have already run as an ordinary user"
as_user="setpriv --reuid 60001 --regid 60001 --clear-groups"
$as_user test -x "$1" || skip "an ordinary user may not enter $2"
CUPOLA_BUILD_DIR=$2 exec $as_user "$1"
