// Theory of operation. The program forks a child, which leaves the program's session, forks the emulator and
// ends; the program reaps it at once, and the emulator belongs to init. A pipe that closes on exec tells the
// program how it went: nothing if the emulator runs, else the errno of the step that failed. Other threads of
// the program may hold any lock during the fork, so up to exec there are system calls and nothing else.
#include "hat_driver/backends/start_emulator.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/unique_fd.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace cupola::backends {
namespace {

bool is_set(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool executable(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

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
[[noreturn]] void leave_and_execute(const char* path, int inherited_fd) {
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
  const pid_t emulator = ::_Fork();
  if (emulator < 0) give_up(report_fd);
  if (emulator > 0) ::_exit(0);
  char* const arguments[] = {const_cast<char*>(path), nullptr};
  ::execve(path, arguments, ::environ);
  give_up(report_fd);
}

/// Errors of a board whose owner has the lock but is not yet at the door, or of a signal meanwhile.
bool may_pass(int error) {
  return error == ENOENT || error == ECONNREFUSED || error == ETIMEDOUT || error == EPROTO || error == EINTR;
}

std::optional<board::BoardDescriptors> look_for_emulator() {
  // One picture of a slow display may pass before the owner looks at its door.
  constexpr std::chrono::milliseconds kAnswerPatience{200};
  try {
    return board::find_board(board::board_folder(), board::kDefaultBoardName, kAnswerPatience);
  } catch (const std::system_error& error) {
    if (!may_pass(error.code().value())) throw;
    return std::nullopt;
  }
}

}  // namespace

bool display_named() { return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"); }

std::optional<std::string> find_emulator() {
  const char* const path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "";
  while (!rest.empty()) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(folder.size() < rest.size() ? folder.size() + 1 : folder.size());
    if (!folder.starts_with('/')) continue;
    std::string candidate = std::string(folder) + "/" + kEmulatorProgram;
    if (executable(candidate)) return candidate;
  }
  return std::nullopt;
}

void start_emulator(const std::string& path) {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) base::throw_errno("start", path);
  const base::UniqueFd report(ends[0]);
  base::UniqueFd childs_end(ends[1]);
  const pid_t child = ::_Fork();
  if (child < 0) base::throw_errno("start", path);
  if (child == 0) leave_and_execute(path.c_str(), childs_end.get());
  childs_end.reset();
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  int error = 0;
  ssize_t got = 0;
  do {
    got = ::read(report.get(), &error, sizeof error);
  } while (got < 0 && errno == EINTR);
  if (got != 0) base::throw_errno(got < 0 ? errno : error, "start", path);
}

std::optional<board::BoardDescriptors> wait_for_emulator(hat::Waiting& waiting) {
  constexpr std::chrono::milliseconds kStep{20};
  const std::int64_t deadline = waiting.now_ns() + std::chrono::nanoseconds(kEmulatorPatience).count();
  while (true) {
    if (auto found = look_for_emulator()) return found;
    if (waiting.now_ns() >= deadline) return std::nullopt;
    waiting.wait(kStep);
  }
}

}  // namespace cupola::backends
