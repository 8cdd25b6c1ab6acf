// cupola-launcher: the first process of a box, started by bubblewrap as PID 1 of the box's own pid namespace.
//
// Theory of operation. Two processes come out of it:
//   init (PID 1)   keeps the status pipe and the lifeline, nothing else. It reaps whatever dies, and when the
//   program's
//                  process is dead it kills and reaps the rest, writes the raw wait status and the CPU time
//                  of all of them, and exits; with PID 1 the kernel ends anything that might be left. If the
//                  supervisor dies, the lifeline reports end-of-file and the init exits at once: nothing
//                  outlives a killed supervisor.
//   program (PID 2) gives up its privileges, takes its limits, becomes the Python interpreter and runs the
//   program.
// The program cannot reach the init: signals without a handler do not reach a PID 1 from inside its
// namespace, the init is not dumpable (so no ptrace, no /proc/1/fd), and its pipes are closed in the
// program's process.
#include "runner/sandbox/launcher_child.hpp"
#include "runner/sandbox/launcher_order.hpp"
#include "runner/sandbox/report_format.hpp"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>

namespace {

using namespace cupola::sandbox;

void close_all_but(int first_kept, int second_kept, int third_kept) {
  std::array kept{first_kept, second_kept, third_kept};
  std::sort(kept.begin(), kept.end());
  unsigned next = 0;
  for (const int fd : kept) {
    if (static_cast<unsigned>(fd) > next) ::close_range(next, static_cast<unsigned>(fd) - 1, 0);
    next = static_cast<unsigned>(fd) + 1;
  }
  ::close_range(next, ~0u, 0);
}

std::int64_t cpu_of_children_us() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  const auto microseconds = [](const timeval& time) {
    return time.tv_sec * std::int64_t{1'000'000} + time.tv_usec;
  };
  return microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
}

[[noreturn]] void finish(int status_pipe, int raw_status) {
  ::kill(-1, SIGKILL);
  while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {
  }
  const StatusMessage message{.raw_status = raw_status, .reserved = 0, .cpu_us = cpu_of_children_us()};
  const ssize_t written = ::write(status_pipe, &message, sizeof message);
  ::_exit(written == sizeof message ? 0 : 1);
}

void reap(pid_t program, int status_pipe) {
  for (;;) {
    int raw_status = 0;
    const pid_t dead = ::waitpid(-1, &raw_status, WNOHANG);
    if (dead <= 0) return;
    if (dead == program) finish(status_pipe, raw_status);
  }
}

[[noreturn]] void be_init(const LauncherOrder& order, pid_t program, int signals) {
  close_all_but(order.status, order.lifeline, signals);
  for (;;) {
    std::array<pollfd, 2> waiting{{{order.lifeline, POLLIN, 0}, {signals, POLLIN, 0}}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
    if (waiting[0].revents != 0) ::_exit(0);
    signalfd_siginfo ignored{};
    if (waiting[1].revents != 0 && ::read(signals, &ignored, sizeof ignored) > 0) reap(program, order.status);
  }
}

int launch(const LauncherOrder& order) {
  ::prctl(PR_SET_DUMPABLE, 0);
  sigset_t children;
  sigemptyset(&children);
  sigaddset(&children, SIGCHLD);
  sigset_t before;
  ::sigprocmask(SIG_BLOCK, &children, &before);
  const int signals = ::signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
  const pid_t program = signals < 0 ? -1 : ::fork();
  if (program < 0) {
    std::perror("cupola-launcher: fork");
    return 3;
  }
  if (program > 0) be_init(order, program, signals);
  ::close(signals);
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
  return be_program(order);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return launch(parse_order({argv + 1, argv + argc}));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cupola-launcher: %s\n", error.what());
    return 3;
  }
}
