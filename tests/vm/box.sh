#!/usr/bin/env bash
# usage: box.sh HOSTILE_CORPUS CACHE   Boots Debian's kernel in a virtual machine, with this machine's files read-only, and
# runs the hostile corpus there, where all cgroup controllers are.
set -euo pipefail
corpus=$(readlink -f "$1")
here=$(dirname "$(readlink -f "$0")")
. "$here/machine.sh"
# What only a controller can decide, and what must not differ with one.
programs=memory_,fork_bomb,thread_bomb,setsid_storm,daemon_,cpu_hog,exit_9,signal_kill,busy_loop,stdout_flood
# What a limit on the time of day would end too early or never.
steps=busy_loop,sleep_for_ever,thread_for_ever,exit_9,daemon_,drip
make_machine "$2" "$here/box_init" virtio_pci 9pnet_virtio 9p
cp "$here/box_inside" "$root/inside"
boot 900 "corpus=$corpus only=${CUPOLA_TEST_ONLY:-$programs} steps=$steps" -m 1024 "${host_files[@]}"
