#!/usr/bin/env bash
# usage: run.sh GUEST_TEST CACHE   Boots Debian's kernel in a virtual machine and runs GUEST_TEST, a static program, in it.
# 0: passed, 1: failed, 77: cannot run here (a failure too if CUPOLA_VM_MUST_WORK is set).
set -euo pipefail
guest_test=$(readlink -f "$1")
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
cp "$here/init" "$work/root/init"
cp "$guest_test" "$work/root/guest_test"
chmod +x "$work/root/init"
add_modules "$image" "$version" "$work/root" \
  i2c_dev i2c_tiny_usb vhci_hcd st_pressure_i2c st_magn_i2c st_lsm6dsx_i2c vfb evdev uinput
boot "$image" "$version" "$work" -m 256
