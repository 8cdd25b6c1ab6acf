# Sourced by run.sh, box.sh and host_files.sh: Debian's kernel in a virtual machine. The kernel comes as a package into a
# cache folder and is unpacked there, not installed. Their exit status is 0: passed, 1: failed, 77: cannot run here (a
# failure too if CUPOLA_VM_MUST_WORK is set).

# For boot: this machine's files, read-only, as a 9p file system that is called "host" (modules: virtio_pci 9pnet_virtio 9p).
host_files=(-virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap)

give_up() {
  echo "the virtual machine was NOT tested: $*" >&2
  [ -z "${CUPOLA_VM_MUST_WORK:-}" ] && exit 77
  exit 1
}

demand_tools() {
  PATH=$PATH:/usr/sbin:/sbin
  for tool in qemu-system-x86_64 cpio depmod apt-get dpkg; do
    command -v "$tool" >/dev/null || give_up "$tool is missing"
  done
  [ -x /bin/busybox ] && ! ldd /bin/busybox >/dev/null 2>&1 || give_up "busybox-static is missing"
}

newest_kernel() {
  apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -1
}

# fetch_kernel CACHE: unpacks it there; sets version and image.
fetch_kernel() {
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
  version=${package#linux-image-}
  image=$cache/$package/image
}

# add_modules MODULE...: into $root/modules, in insmod's order, every one once.
add_modules() {
  mkdir "$root/modules"
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

# make_machine CACHE INIT MODULE...: sets root, the folder that becomes the guest's first file system; INIT is its first
# program. Everything but the kernel goes when the script ends.
make_machine() {
  local cache=$1 init=$2
  shift 2
  demand_tools
  mkdir -p "$cache"
  fetch_kernel "$(readlink -f "$cache")"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  root=$work/root
  mkdir -p "$root/bin"
  cp /bin/busybox "$root/bin/"
  cp "$init" "$root/init"
  chmod +x "$root/init"
  add_modules "$@"
}

# boot SECONDS WORDS QEMU_OPTION...: WORDS are added to the kernel's command line; true if the guest says RESULT 0 in time.
boot() {
  local seconds=$1 words=$2
  shift 2
  (cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) > "$work/initrd.gz"
  # No KVM, even where there is one: kernels have hung there after a seemingly good start.
  timeout "$seconds" qemu-system-x86_64 -accel tcg -nographic -no-reboot -nodefaults -serial stdio "$@" \
    -kernel "$image/boot/vmlinuz-$version" -initrd "$work/initrd.gz" -append "console=ttyS0 quiet panic=-1 $words" \
    </dev/null | tr -d '\r' | tee "$work/log"
  grep -q '^RESULT 0$' "$work/log"
}
