#!/usr/bin/env bash
# usage: run.sh GUEST_TEST CACHE   Boots Debian's kernel in a virtual machine and runs GUEST_TEST, a static program, in it.
set -euo pipefail
guest_test=$(readlink -f "$1")
here=$(dirname "$(readlink -f "$0")")
. "$here/machine.sh"
make_machine "$2" "$here/init" i2c_dev i2c_tiny_usb vhci_hcd st_pressure_i2c st_magn_i2c st_lsm6dsx_i2c vfb evdev uinput
cp "$guest_test" "$root/guest_test"
boot 480 "" -m 256
