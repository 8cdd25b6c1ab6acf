#include "runner/sandbox/child_order.hpp"

#include <fcntl.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace cupola::sandbox {
namespace {

[[noreturn]] void give_up(const ChildOrder& order, Step step, const char* what = "") noexcept {
  Trouble trouble{.step = step, .error = errno, .what = {}};
  for (std::size_t i = 0; i + 1 < sizeof trouble.what && what[i] != '\0'; ++i) trouble.what[i] = what[i];
  [[maybe_unused]] const ssize_t written = ::write(order.trouble, &trouble, sizeof trouble);
  ::_exit(127);
}

void demand(bool done, const ChildOrder& order, Step step, const char* what = "") noexcept {
  if (!done) give_up(order, step, what);
}

/// Ends of pipes that belong to the supervisor or to other boxes: as long as we had them, their end-of-file
/// would not come.
void close_the_others(const ChildOrder& order) noexcept {
  unsigned next = 0;
  for (std::size_t i = 0; i < order.kept_count; ++i) {
    const auto kept = static_cast<unsigned>(order.kept[i]);
    if (kept > next) ::close_range(next, kept - 1, 0);
    next = kept + 1;
  }
  ::close_range(next, ~0u, 0);
}

/// As after a fresh login, whatever our caller (a window, a batch engine) has set.
void reset_signals() noexcept {
  for (int number = 1; number < NSIG; ++number) ::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

bool read_byte(int fd) noexcept {
  char byte = 0;
  ssize_t count = 0;
  do {
    count = ::read(fd, &byte, 1);
  } while (count < 0 && errno == EINTR);
  return count == 1;
}

/// From the supervisor's answer on, its death is ours. Before it, end-of-file says that it has died already.
void arm(const ChildOrder& order) noexcept {
  demand(::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, order, Step::Arm);
  const char armed = 'a';
  demand(::write(order.armed, &armed, 1) == 1, order, Step::Arm);
  if (!read_byte(order.proceed)) ::_exit(0);
}

/// Taking another identity has disarmed us; who died in between has left the lifeline closed.
void arm_again(const ChildOrder& order) noexcept {
  demand(::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, order, Step::Arm);
  pollfd lifeline{order.lifeline, POLLIN, 0};
  if (::poll(&lifeline, 1, 0) != 0) ::_exit(0);
}

/// While we still are who the supervisor is: the folders on the way may be closed to others.
void open_trees(const ChildOrder& order) noexcept {
  for (std::size_t i = 0; i < order.place_count; ++i) {
    Place& place = order.places[i];
    if (place.kind != Place::Kind::TreeFolder && place.kind != Place::Kind::TreeFile) continue;
    place.tree =
        ::open_tree(AT_FDCWD, place.source,
                    static_cast<unsigned>(OPEN_TREE_CLONE) | static_cast<unsigned>(OPEN_TREE_CLOEXEC) |
                        static_cast<unsigned>(AT_RECURSIVE));
    if (place.tree < 0 && !(place.optional && errno == ENOENT)) give_up(order, Step::OpenTree, place.source);
  }
}

void take_identity(const ChildOrder& order) noexcept {
  demand(!order.drop_groups || ::syscall(SYS_setgroups, 0, nullptr) == 0, order, Step::Identity);
  // The plain system calls: libc's would ask the supervisor's other threads, which are not here.
  demand(::syscall(SYS_setresgid, order.uid, order.uid, order.uid) == 0, order, Step::Identity);
  demand(::syscall(SYS_setresuid, order.uid, order.uid, order.uid) == 0, order, Step::Identity);
}

bool make_file(const Place& place) noexcept {
  const int file = ::open(place.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
  if (file < 0) return false;
  std::size_t done = 0;
  while (done < place.size) {
    const ssize_t count = ::write(file, place.data + done, place.size - done);
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return ::close(file) == 0;
}

bool hang_tree(const Place& place) noexcept {
  mount_attr attributes{};
  attributes.attr_set = place.attributes;
  return ::mount_setattr(place.tree, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes) == 0 &&
         ::move_mount(place.tree, "", AT_FDCWD, place.path, MOVE_MOUNT_F_EMPTY_PATH) == 0;
}

bool make_place(const Place& place) noexcept {
  constexpr unsigned long kQuiet = MS_NOSUID | MS_NODEV;
  const bool is_tree = place.kind == Place::Kind::TreeFolder || place.kind == Place::Kind::TreeFile;
  if (is_tree && place.tree < 0) return true;
  switch (place.kind) {
    case Place::Kind::Folder:
      return ::mkdir(place.path, 0755) == 0;
    case Place::Kind::Link:
      return ::symlink(place.source, place.path) == 0;
    case Place::Kind::File:
      return make_file(place);
    case Place::Kind::TreeFolder:
      return ::mkdir(place.path, 0755) == 0 && hang_tree(place);
    case Place::Kind::TreeFile:
      return make_file(place) && hang_tree(place);
    case Place::Kind::Tmpfs:
      return ::mkdir(place.path, 0755) == 0 &&
             ::mount("tmpfs", place.path, "tmpfs", kQuiet, place.source) == 0;
    case Place::Kind::Proc:
      return ::mkdir(place.path, 0755) == 0 &&
             ::mount("proc", place.path, "proc", kQuiet | MS_NOEXEC, place.source) == 0;
  }
  return false;
}

void make_root(const ChildOrder& order) noexcept {
  ::umask(022);
  // Any folder will do; what was in it has been opened already.
  constexpr const char* kAnchor = "/usr";
  demand(::mount("tmpfs", kAnchor, "tmpfs", MS_NOSUID | MS_NODEV, order.root_options) == 0, order,
         Step::Root);
  demand(::chdir(kAnchor) == 0, order, Step::Root);
  for (std::size_t i = 0; i < order.place_count; ++i) {
    demand(make_place(order.places[i]), order, Step::MakePlace, order.places[i].path);
  }
  // The old root comes to lie on top of the new one, and is taken off.
  demand(::syscall(SYS_pivot_root, ".", ".") == 0, order, Step::Pivot);
  demand(::umount2(".", MNT_DETACH) == 0 && ::chdir("/") == 0, order, Step::Pivot);
  mount_attr sealed{};
  sealed.attr_set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
  demand(::mount_setattr(AT_FDCWD, "/", 0, &sealed, sizeof sealed) == 0, order, Step::SealRoot);
}

/// Programs may talk to themselves; the namespace holds nobody else.
void bring_up_loopback(const ChildOrder& order) noexcept {
  const int any = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq request{};
  request.ifr_name[0] = 'l';
  request.ifr_name[1] = 'o';
  request.ifr_flags = IFF_UP;
  demand(any >= 0 && ::ioctl(any, SIOCSIFFLAGS, &request) == 0 && ::close(any) == 0, order, Step::Loopback);
}

void drop_privileges(const ChildOrder& order) noexcept {
  for (unsigned long capability = 0; ::prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; ++capability) {
    demand(::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0, order, Step::Privileges);
  }
  demand(::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0, order, Step::Privileges);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2]{};
  demand(::syscall(SYS_capset, &header, none) == 0, order, Step::Privileges);
  demand(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, order, Step::Privileges);
}

void place_descriptors(const ChildOrder& order) noexcept {
  for (std::size_t number = 0; number < order.descriptor_count; ++number) {
    demand(::dup2(order.descriptors[number], static_cast<int>(number)) >= 0, order, Step::Descriptors);
  }
  // Not closed yet: one of them says what goes wrong.
  demand(::close_range(static_cast<unsigned>(order.descriptor_count), ~0u, CLOSE_RANGE_CLOEXEC) == 0, order,
         Step::Descriptors);
}

}  // namespace

void become_box(ChildOrder& order) noexcept {
  close_the_others(order);
  reset_signals();
  arm(order);
  demand(::unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP) == 0, order,
         Step::Namespaces);
  demand(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0, order, Step::MakePrivate);
  open_trees(order);
  take_identity(order);
  arm_again(order);
  make_root(order);
  demand(::sethostname(order.host_name, __builtin_strlen(order.host_name)) == 0, order, Step::HostName);
  bring_up_loopback(order);
  demand(::setsid() >= 0, order, Step::Session);
  demand(::chdir(order.folder) == 0, order, Step::WorkingFolder, order.folder);
  drop_privileges(order);
  place_descriptors(order);
  const sock_fprog filter{order.filter_size, const_cast<sock_filter*>(order.filter)};
  demand(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0, order, Step::Filter);
  ::execve(order.executable, order.arguments, order.environment);
  give_up(order, Step::Execute, order.executable);
}

}  // namespace cupola::sandbox
