#!/usr/bin/env bash
# usage: clock_steps.sh BIN_FOLDER CACHE   Flies programs in a virtual machine whose clock is set by an hour, forth and back,
# while they run (clock_steps.py). The guest has this machine's files, read-only, with a disk in memory on top.
# 0: passed, 1: failed, 77: cannot run here (a failure too if CUPOLA_VM_MUST_WORK is set).
set -euo pipefail
bin=$(readlink -f "$1")
mkdir -p "$2"
cache=$(readlink -f "$2")
here=$(dirname "$(readlink -f "$0")")
. "$here/machine.sh"
demand_tools

version=$(kernel "$cache")
image=$cache/linux-image-$version/image
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/root/bin"
cp /bin/busybox "$work/root/bin/"
cp "$here/init_on_host_files" "$work/root/init"
chmod +x "$work/root/init"
printf '%s\n' "/usr/bin/python3 -B $here/clock_steps.py $bin" > "$work/root/command"
add_modules "$image" "$version" "$work/root" virtio_pci 9pnet_virtio 9p overlay
CUPOLA_VM_PATIENCE=${CUPOLA_VM_PATIENCE:-900} boot "$image" "$version" "$work" -m 1024 -cpu max -smp 2 \
  -fsdev local,id=host,path=/,security_model=none,readonly=on,multidevs=remap -device virtio-9p-pci,fsdev=host,mount_tag=host
