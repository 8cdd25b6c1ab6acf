# Sourced by clock_steps.sh: Debian's kernel in a virtual machine. The kernel comes as a package into a
# cache folder and is unpacked there, not installed.

# Ends with 77 (cannot run here), a failure if CUPOLA_VM_MUST_WORK is set.
give_up() {
  echo "the virtual machine was NOT tested: $*" >&2
  [ -z "${CUPOLA_VM_MUST_WORK:-}" ] && exit 77
  exit 1
}

# demand_tools TOOL...: and busybox, which is the guest's first program.
demand_tools() {
  PATH=$PATH:/usr/sbin:/sbin
  for tool in qemu-system-x86_64 cpio depmod apt-get dpkg "$@"; do
    command -v "$tool" >/dev/null || give_up "$tool is missing"
  done
  [ -x /bin/busybox ] && ! ldd /bin/busybox >/dev/null 2>&1 || give_up "busybox-static is missing"
}

newest_kernel() {
  apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -1
}

# kernel CACHE: unpacks it there and prints its version.
kernel() {
  local package cache=$1
  package=$(newest_kernel)
  # Where everything was installed already, apt's lists may have been thrown away.
  if [ -z "$package" ] && [ "$(id -u)" = 0 ] && apt-get update -qq >/dev/null; then package=$(newest_kernel); fi
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

# add_modules IMAGE VERSION ROOT MODULE...: into ROOT/modules, in insmod's order, every one once.
add_modules() {
  local image=$1 version=$2 root=$3
  shift 3
  mkdir -p "$root/modules"
  for module in "$@"; do
    modprobe -d "$image" -S "$version" --show-depends "$module" | sed -n 's/^insmod \([^ ]*\).*/\1/p'
  done | awk '!seen[$0]++' | while read -r file; do
    cp "$file" "$root/modules/"
    name=$(basename "$file")
    case $name in
      vfb.ko) echo "$name vfb_enable=1 videomemorysize=65536" ;;
      *) echo "$name" ;;
    esac
  done > "$root/modules/order"
}

# boot IMAGE VERSION WORK QEMU_OPTION...: WORK/root is the initial file system; true if the guest says RESULT 0.
boot() {
  local image=$1 version=$2 work=$3
  shift 3
  (cd "$work/root" && find . | cpio -o -H newc --quiet | gzip -1) > "$work/initrd.gz"
  # No KVM, even where there is one: kernels have hung there after a seemingly good start.
  timeout "${CUPOLA_VM_PATIENCE:-480}" qemu-system-x86_64 -accel tcg -nographic -no-reboot -nodefaults -serial stdio "$@" \
    -kernel "$image/boot/vmlinuz-$version" -initrd "$work/initrd.gz" -append "console=ttyS0 quiet panic=-1" \
    </dev/null | tr -d '\r' | tee "$work/log"
  grep -q '^RESULT 0$' "$work/log"
}
