#!/usr/bin/env bash
# usage: host_files.sh SCRIPT BIN_FOLDER CACHE [MODULE...]   Runs a Python script, with BIN_FOLDER as its argument, in a
# virtual machine that has this machine's files, read-only, with a disk in memory on top, and these modules of the kernel.
set -euo pipefail
script=$(readlink -f "$1")
bin=$(readlink -f "$2")
cache=$3
shift 3
here=$(dirname "$(readlink -f "$0")")
. "$here/machine.sh"
make_machine "$cache" "$here/init_on_host_files" virtio_pci 9pnet_virtio 9p overlay "$@"
echo "/usr/bin/python3 -B $script $bin" > "$root/command"
# The console must not draw on vfb, which would be its only screen.
boot 900 "fbcon=map:1" -m 1024 -cpu max -smp 2 "${host_files[@]}"
