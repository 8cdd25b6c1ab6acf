#include "runner/sandbox/box.hpp"

#include "hat_driver/base/system_error.hpp"
#include "runner/sandbox/bwrap_box.hpp"
#include "runner/sandbox/own_box.hpp"

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <stdexcept>

namespace cupola::sandbox {
namespace {

void check(const Plan& plan) {
  if (plan.name.empty() || plan.name == "." || plan.name == ".." ||
      plan.name.find('/') != std::string::npos || plan.name.find('\0') != std::string::npos) {
    throw std::invalid_argument("a program's name is a file name without folders, got \"" + plan.name + "\"");
  }
  if (::access(plan.launcher.c_str(), X_OK) != 0) base::throw_errno("run", plan.launcher.native());
  if (plan.virtual_clock && ::access(plan.virtual_clock->library.c_str(), R_OK) != 0) {
    base::throw_errno("read", plan.virtual_clock->library.native());
  }
}

/// Whether the process ended within so many milliseconds; a child of ours that has, has not been reaped.
bool ends_within(pid_t pid, int milliseconds) {
  const base::UniqueFd end{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))};
  pollfd waiting{end.get(), POLLIN, 0};
  return ::poll(&waiting, 1, milliseconds) > 0;
}

}  // namespace

Child::~Child() {
  if (pid_ < 0) return;
  constexpr int kPatienceMs = 5000;
  if (!ends_within(pid_, kPatienceMs)) ::kill(pid_, SIGKILL);
  // One that cannot die (a disk that does not answer) stays behind; init reaps it some day.
  if (ends_within(pid_, kPatienceMs)) ::waitpid(pid_, nullptr, 0);
}

Box start(const Plan& plan) {
  check(plan);
  return plan.box == BoxKind::Own ? start_own(plan) : start_bubblewrap(plan);
}

}  // namespace cupola::sandbox
