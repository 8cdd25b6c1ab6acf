#include "runner/sandbox/seccomp_filter.hpp"

#include "hat_driver/base/system_error.hpp"

#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

namespace cupola::sandbox {
namespace {

/// Refused whatever their arguments. By name: a call that this machine's kernel or libseccomp does not know
/// is skipped.
constexpr std::array kRefused{
    // file systems
    "mount",
    "umount",
    "umount2",
    "pivot_root",
    "chroot",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "open_tree",
    "move_mount",
    "mount_setattr",
    "swapon",
    "swapoff",
    "quotactl",
    "quotactl_fd",
    "name_to_handle_at",
    "open_by_handle_at",
    "fanotify_init",
    "lookup_dcookie",
    "nfsservctl",
    "uselib",
    "acct",
    // other processes
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "kcmp",
    "pidfd_getfd",
    "move_pages",
    "migrate_pages",
    // namespaces
    "unshare",
    "setns",
    // the kernel itself
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "kexec_load",
    "kexec_file_load",
    "init_module",
    "finit_module",
    "delete_module",
    "create_module",
    "get_kernel_syms",
    "query_module",
    "reboot",
    "syslog",
    "_sysctl",
    "vhangup",
    "modify_ldt",
    "iopl",
    "ioperm",
    // memory that no limit of a process counts
    "memfd_secret",
    "memfd_create",
    "shmget",
    "sethostname",
    "setdomainname",
    // keys
    "add_key",
    "request_key",
    "keyctl",
    // the machine's clock
    "clock_settime",
    "clock_settime64",
    "settimeofday",
    "stime",
    "adjtimex",
    "clock_adjtime",
    "clock_adjtime64",
};

void check(int result, const char* what) {
  if (result < 0) base::throw_errno(-result, "seccomp", what);
}

struct Release {
  void operator()(void* filter) const { ::seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

void refuse(const Filter& filter, const char* name) {
  const int number = ::seccomp_syscall_resolve_name(name);
  if (number == __NR_SCMP_ERROR) return;
  check(::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), number, 0), name);
}

void refuse_if(const Filter& filter, int number, const scmp_arg_cmp& argument, const char* what) {
  check(::seccomp_rule_add_array(filter.get(), SCMP_ACT_ERRNO(EPERM), number, 1, &argument), what);
}

/// Arguments of 32 bits: the kernel ignores the upper half, so the filter must too.
scmp_arg_cmp low_word_is(unsigned index, scmp_datum_t value) {
  return {index, SCMP_CMP_MASKED_EQ, 0xffffffffu, value};
}

void refuse_new_namespaces(const Filter& filter) {
  for (const scmp_datum_t flag :
       {scmp_datum_t{CLONE_NEWNS}, scmp_datum_t{CLONE_NEWUTS}, scmp_datum_t{CLONE_NEWIPC},
        scmp_datum_t{CLONE_NEWUSER}, scmp_datum_t{CLONE_NEWPID}, scmp_datum_t{CLONE_NEWNET},
        scmp_datum_t{CLONE_NEWCGROUP}}) {
    refuse_if(filter, SCMP_SYS(clone), {0, SCMP_CMP_MASKED_EQ, flag, flag}, "clone");
  }
  // Its flags lie in memory, out of a filter's sight; libc falls back to clone on "no such call".
  check(::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0), "clone3");
}

void refuse_by_argument(const Filter& filter) {
  for (const scmp_datum_t request : {scmp_datum_t{TIOCSTI}, scmp_datum_t{TIOCLINUX}}) {
    refuse_if(filter, SCMP_SYS(ioctl), low_word_is(1, request), "ioctl");
  }
  // Neither lives in a network namespace.
  for (const scmp_datum_t family : {scmp_datum_t{AF_VSOCK}, scmp_datum_t{AF_ALG}}) {
    refuse_if(filter, SCMP_SYS(socket), low_word_is(0, family), "socket");
  }
  // Limits of another process: in a user namespace the init has the program's uid.
  refuse_if(filter, SCMP_SYS(prlimit64), {0, SCMP_CMP_NE, 0, 0}, "prlimit64");
}

}  // namespace

base::UniqueFd make_seccomp_filter() {
  const Filter filter{::seccomp_init(SCMP_ACT_ALLOW)};
  if (!filter) base::throw_errno(ENOMEM, "seccomp", "filter");
  check(::seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS), "architecture");
  // As a tree: a program makes thousands of calls a second, and none of the usual ones is on the list.
  check(::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2), "tree");
  for (const char* name : kRefused) refuse(filter, name);
  refuse_new_namespaces(filter);
  refuse_by_argument(filter);
  base::UniqueFd file{::memfd_create("seccomp", MFD_CLOEXEC)};
  if (!file.valid()) base::throw_errno("make", "seccomp file");
  check(::seccomp_export_bpf(filter.get(), file.get()), "export");
  if (::lseek(file.get(), 0, SEEK_SET) != 0) base::throw_errno("rewind", "seccomp file");
  return file;
}

std::vector<sock_filter> seccomp_program() {
  const base::UniqueFd file = make_seccomp_filter();
  const off_t size = ::lseek(file.get(), 0, SEEK_END);
  std::vector<sock_filter> program(static_cast<std::size_t>(size) / sizeof(sock_filter));
  if (::pread(file.get(), program.data(), static_cast<std::size_t>(size), 0) != size) {
    base::throw_errno("read", "seccomp file");
  }
  return program;
}

}  // namespace cupola::sandbox
