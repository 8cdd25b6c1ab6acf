// Theory of operation. The program forks a child, which leaves the program's session, forks the process
// wanted and ends; the program reaps it at once, and the process belongs to init. A pipe that closes on exec
// tells the program how it went: nothing if the process runs, else the errno of the step that failed. Other
// threads of the program may hold any lock during the fork, so up to exec there are system calls and nothing
// else.
#include "hat_driver/base/detached_process.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/unique_fd.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace cupola::base {
namespace {

[[noreturn]] void give_up(int report_fd) {
  const int error = errno;
  // Nobody is left to hear of it if even this fails.
  [[maybe_unused]] const ssize_t written = ::write(report_fd, &error, sizeof error);
  ::_exit(1);
}

/// What a program ignores or blocks (Python ignores SIGPIPE) would stay so through exec.
void restore_signals() {
  for (const int signal : {SIGINT, SIGPIPE, SIGCHLD}) std::signal(signal, SIG_DFL);
  sigset_t none{};
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// Runs in the child: never returns, allocates nothing.
[[noreturn]] void leave_and_execute(char* const arguments[], int inherited_fd) {
  // A program that closed its standard streams has the pipe where /dev/null is about to be.
  const int report_fd = ::fcntl(inherited_fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (report_fd < 0) give_up(inherited_fd);
  const int null_fd = ::open("/dev/null", O_RDWR);  // NOLINT: must not close on exec if it is 0, 1 or 2
  if (null_fd < 0 || ::setsid() < 0) give_up(report_fd);
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (::dup2(null_fd, fd) < 0) give_up(report_fd);
  }
  if (::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) != 0) give_up(report_fd);
  restore_signals();
  const pid_t detached = ::_Fork();
  if (detached < 0) give_up(report_fd);
  if (detached > 0) ::_exit(0);
  ::execve(arguments[0], arguments, ::environ);
  give_up(report_fd);
}

}  // namespace

void start_detached(std::vector<std::string> arguments) {
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  const std::string& path = arguments.at(0);
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("start", path);
  const UniqueFd report(ends[0]);
  UniqueFd childs_end(ends[1]);
  const pid_t child = ::_Fork();
  if (child < 0) throw_errno("start", path);
  if (child == 0) leave_and_execute(pointers.data(), childs_end.get());
  childs_end.reset();
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  int error = 0;
  ssize_t got = 0;
  do {
    got = ::read(report.get(), &error, sizeof error);
  } while (got < 0 && errno == EINTR);
  if (got != 0) throw_errno(got < 0 ? errno : error, "start", path);
}

}  // namespace cupola::base
