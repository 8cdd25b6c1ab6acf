#!/usr/bin/env bash
# usage: run.sh GUEST_TEST CACHE   Boots Debian's kernel in a virtual machine and runs GUEST_TEST, a static program, in it.
# The kernel comes as a package into CACHE and is unpacked there, not installed. 0: passed, 1: failed, 77: cannot run
# here (a failure too if CUPOLA_VM_MUST_WORK is set). box.sh says by CUPOLA_GUEST_… what else the machine has.
set -euo pipefail
guest_test=$(readlink -f "$1")
mkdir -p "$2"
cache=$(readlink -f "$2")
here=$(dirname "$(readlink -f "$0")")
read -ra modules <<< "${CUPOLA_GUEST_MODULES:-i2c_dev i2c_tiny_usb vhci_hcd st_pressure_i2c st_magn_i2c st_lsm6dsx_i2c vfb evdev uinput}"

give_up() {
  echo "the virtual machine was NOT tested: $*" >&2
  [ -z "${CUPOLA_VM_MUST_WORK:-}" ] && exit 77
  exit 1
}

for tool in qemu-system-x86_64 cpio depmod apt-get dpkg; do
  PATH=$PATH:/usr/sbin:/sbin command -v "$tool" >/dev/null || give_up "$tool is missing"
done
PATH=$PATH:/usr/sbin:/sbin
[ -x /bin/busybox ] && ! ldd /bin/busybox >/dev/null 2>&1 || give_up "busybox-static is missing"

newest() {
  apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -1
}

kernel() {
  local package
  package=$(newest)
  # Where everything was installed already, apt's lists may have been thrown away.
  if [ -z "$package" ] && [ "$(id -u)" = 0 ] && apt-get update -qq >/dev/null; then package=$(newest); fi
  [ -n "$package" ] || give_up "apt knows no linux-image-amd64"
  if [ ! -e "$cache/$package/whole" ]; then
    rm -rf "${cache:?}/$package"
    mkdir -p "$cache/$package"
    (cd "$cache/$package" && apt-get download -qq "$package" >/dev/null) || give_up "$package cannot be downloaded"
    dpkg -x "$cache/$package"/*.deb "$cache/$package/image"
    rm "$cache/$package"/*.deb
    depmod -b "$cache/$package/image" "${package#linux-image-}"
    touch "$cache/$package/whole"
  fi
  echo "${package#linux-image-}"
}

version=$(kernel)
image=$cache/linux-image-$version/image
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/root/bin" "$work/root/modules"
cp /bin/busybox "$work/root/bin/"
cp "${CUPOLA_GUEST_INIT:-$here/init}" "$work/root/init"
[ -z "${CUPOLA_GUEST_INSIDE:-}" ] || cp "$CUPOLA_GUEST_INSIDE" "$work/root/inside"
cp "$guest_test" "$work/root/guest_test"
chmod +x "$work/root/init"

# insmod's order, with every module once.
for module in "${modules[@]}"; do
  modprobe -d "$image" -S "$version" --show-depends "$module" | sed -n 's/^insmod \([^ ]*\).*/\1/p'
done | awk '!seen[$0]++' | while read -r file; do
  cp "$file" "$work/root/modules/"
  name=$(basename "$file")
  case $name in
    vfb.ko) echo "$name vfb_enable=1 videomemorysize=65536" ;;
    *) echo "$name" ;;
  esac
done > "$work/root/modules/order"

(cd "$work/root" && find . | cpio -o -H newc --quiet | gzip -1) > "$work/initrd.gz"
host_files=()
[ -z "${CUPOLA_GUEST_HOST_FILES:-}" ] || host_files=(-virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap)
# No KVM, even where there is one: kernels have hung there after a seemingly good start.
timeout "${CUPOLA_GUEST_SECONDS:-480}" qemu-system-x86_64 -accel tcg -m "${CUPOLA_GUEST_MEMORY:-256}" -nographic -no-reboot -nodefaults -serial stdio "${host_files[@]}" \
  -kernel "$image/boot/vmlinuz-$version" -initrd "$work/initrd.gz" -append "console=ttyS0 quiet panic=-1 ${CUPOLA_GUEST_ARGUMENTS:-}" \
  </dev/null | tr -d '\r' | tee "$work/log"
grep -q '^RESULT 0$' "$work/log"
