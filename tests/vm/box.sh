#!/usr/bin/env bash
# usage: box.sh HOSTILE_CORPUS CACHE   Boots Debian's kernel in a virtual machine, with this machine's files read-only, and
# runs the hostile corpus there, where all cgroup controllers are. 0: passed, 1: failed, 77: cannot run here (a failure too
# if CUPOLA_VM_MUST_WORK is set).
set -euo pipefail
corpus=$(readlink -f "$1")
here=$(dirname "$(readlink -f "$0")")
# What only a controller can decide, and what must not differ with one.
programs=memory_,fork_bomb,thread_bomb,setsid_storm,daemon_,cpu_hog,exit_9,signal_kill,busy_loop,stdout_flood
# What a limit on the time of day would end too early or never.
steps=busy_loop,sleep_for_ever,thread_for_ever,exit_9,daemon_,drip
CUPOLA_GUEST_MODULES="virtio_pci 9pnet_virtio 9p" CUPOLA_GUEST_INIT=$here/box_init CUPOLA_GUEST_INSIDE=$here/box_inside \
  CUPOLA_GUEST_MEMORY=1024 CUPOLA_GUEST_SECONDS=900 CUPOLA_GUEST_ARGUMENTS="corpus=$corpus only=${CUPOLA_TEST_ONLY:-$programs} steps=$steps" \
  CUPOLA_GUEST_HOST_FILES=1 exec "$here/run.sh" /bin/busybox "$2"
