#include "runner/sandbox/box.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/sandbox/bwrap_arguments.hpp"
#include "runner/sandbox/info.hpp"
#include "runner/sandbox/seccomp_filter.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <vector>

namespace cupola::sandbox {
namespace {

using base::UniqueFd;

struct Pipe {
  UniqueFd read;
  UniqueFd write;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) base::throw_errno("make", "pipe");
  return {UniqueFd{ends[0]}, UniqueFd{ends[1]}};
}

void make_nonblocking(const UniqueFd& fd) { ::fcntl(fd.get(), F_SETFL, O_NONBLOCK); }

UniqueFd file_with(const std::string& content) {
  UniqueFd file{::memfd_create("program", MFD_CLOEXEC)};
  if (!file.valid()) base::throw_errno("make", "program file");
  base::write_fully(file.get(), content, "program file");
  if (::lseek(file.get(), 0, SEEK_SET) != 0) base::throw_errno("rewind", "program file");
  return file;
}

/// Which descriptor becomes which number in the new process; numbers go up from 0 without a gap.
class DescriptorTable {
 public:
  /// Returns the number it gets. The table keeps its own copy, out of the way of every number it hands out.
  int add(int source) {
    UniqueFd copy{::fcntl(source, F_DUPFD_CLOEXEC, 64)};
    if (!copy.valid()) base::throw_errno("duplicate", "descriptor");
    copies_.push_back(std::move(copy));
    return static_cast<int>(copies_.size()) - 1;
  }
  /// In the forked child.
  bool install() const {
    for (std::size_t number = 0; number < copies_.size(); ++number) {
      if (::dup2(copies_[number].get(), static_cast<int>(number)) < 0) return false;
    }
    return ::close_range(static_cast<unsigned>(copies_.size()), ~0u, 0) == 0;
  }

 private:
  std::vector<UniqueFd> copies_;
};

/// The ends that go into the box; closed here as soon as it has them.
struct InnerEnds {
  UniqueFd nothing;
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  Pipe status = make_pipe();
  Pipe lifeline = make_pipe();
  Pipe report = make_pipe();
  Pipe go = make_pipe();
  Pipe info = make_pipe();
  UniqueFd clock_socket;
  UniqueFd seccomp = make_seccomp_filter();
  UniqueFd program;
};

UniqueFd make_clock_sockets(UniqueFd& inner) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    base::throw_errno("make", "clock socket");
  inner.reset(ends[1]);
  UniqueFd ours{ends[0]};
  const int on = 1;
  ::setsockopt(ours.get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
  make_nonblocking(ours);
  return ours;
}

BoxDescriptors lay_out(DescriptorTable& table, const Plan& plan, const InnerEnds& inner) {
  table.add(inner.nothing.get());
  table.add(inner.out.write.get());
  table.add(inner.err.write.get());
  for (const int fd : plan.descriptors) table.add(fd);
  BoxDescriptors numbers;
  if (inner.clock_socket.valid()) numbers.clock_socket = table.add(inner.clock_socket.get());
  numbers.status = table.add(inner.status.write.get());
  numbers.lifeline = table.add(inner.lifeline.read.get());
  numbers.report = table.add(inner.report.write.get());
  numbers.go = table.add(inner.go.read.get());
  numbers.info = table.add(inner.info.write.get());
  // Its other end goes along: if we are killed now, bubblewrap must not die of a broken pipe half-way.
  table.add(inner.info.read.get());
  numbers.seccomp = table.add(inner.seccomp.get());
  numbers.program = table.add(inner.program.get());
  return numbers;
}

/// Signal mask and dispositions as after a fresh login, whatever our caller (a window, a batch engine) has
/// set.
void reset_signals() {
  for (int number = 1; number < NSIG; ++number) ::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

pid_t spawn(const DescriptorTable& table, const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  std::array<char*, 1> environment{nullptr};
  const pid_t child = ::fork();
  if (child < 0) base::throw_errno("start", words.front());
  if (child > 0) return child;
  // Only calls that are safe after a fork of a process with threads.
  reset_signals();
  if (table.install()) ::execve(arguments.front(), arguments.data(), environment.data());
  ::_exit(127);
}

void check(const Plan& plan) {
  if (plan.name.empty() || plan.name == "." || plan.name == ".." ||
      plan.name.find('/') != std::string::npos || plan.name.find('\0') != std::string::npos) {
    throw std::invalid_argument("a program's name is a file name without folders, got \"" + plan.name + "\"");
  }
  if (::access(plan.bubblewrap.c_str(), X_OK) != 0) base::throw_errno("run", plan.bubblewrap.native());
  if (::access(plan.launcher.c_str(), X_OK) != 0) base::throw_errno("run", plan.launcher.native());
  if (plan.virtual_clock && ::access(plan.virtual_clock->library.c_str(), R_OK) != 0) {
    base::throw_errno("read", plan.virtual_clock->library.native());
  }
}

Starter who_starts() {
  if (::geteuid() != 0) return {};
  // A uid per box: RLIMIT_NPROC counts per uid, and boxes side by side must not use up each other's
  // processes.
  return {.root = true, .program_uid = 60000 + ::gettid() % 1000};
}

/// The box's PID 1, as bubblewrap reports it.
void find_init(Box& box, const UniqueFd& info) {
  const std::optional<pid_t> init = read_child_pid(info.get());
  if (!init) {
    box.failure = "bubblewrap made no box";
    return;
  }
  box.init_pid = *init;
  box.init.reset(static_cast<int>(::syscall(SYS_pidfd_open, *init, 0)));
  if (!box.init.valid()) box.failure = "the box ended before it began";
}

}  // namespace

Child::~Child() {
  if (pid_ < 0) return;
  const UniqueFd end{static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0))};
  pollfd waiting{end.get(), POLLIN, 0};
  constexpr int kPatienceMs = 5000;
  if (::poll(&waiting, 1, kPatienceMs) <= 0) ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Box start(const Plan& plan) {
  check(plan);
  InnerEnds inner;
  Box box;
  inner.nothing.reset(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!inner.nothing.valid()) base::throw_errno("open", "/dev/null");
  inner.program = file_with(plan.program);
  if (plan.virtual_clock) box.clock_socket = make_clock_sockets(inner.clock_socket);
  DescriptorTable table;
  const BoxDescriptors numbers = lay_out(table, plan, inner);
  box.bubblewrap = Child{spawn(table, bwrap_arguments(plan, numbers, who_starts()))};
  table = {};
  inner.info.write.reset();
  box.lifeline = std::move(inner.lifeline.write);
  box.go = std::move(inner.go.write);
  box.out = std::move(inner.out.read);
  box.err = std::move(inner.err.read);
  box.status = std::move(inner.status.read);
  box.report = std::move(inner.report.read);
  for (const UniqueFd* fd : {&box.out, &box.err, &box.status, &box.report}) make_nonblocking(*fd);
  find_init(box, inner.info.read);
  return box;
}

}  // namespace cupola::sandbox
