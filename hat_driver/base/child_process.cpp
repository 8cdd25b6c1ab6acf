// Theory of operation. The child takes its streams, its group and its wish to die with us, then executes the
// program. A pipe that closes on exec tells how that went: nothing if the program runs, else the errno of the
// step that failed. Our other threads may hold any lock during the fork, so up to exec there are system calls
// and nothing else.
#include "hat_driver/base/child_process.hpp"

#include "hat_driver/base/system_error.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <string_view>
#include <utility>

namespace cupola::base {
namespace {

struct Pipe {
  UniqueFd reading;
  UniqueFd writing;
};

Pipe make_pipe() {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("make", "pipe");
  return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

void make_non_blocking(const UniqueFd& fd) {
  if (::fcntl(fd.get(), F_SETFL, O_NONBLOCK) != 0) throw_errno("set up", "pipe");
}

/// exec wants pointers that may be written through, and a null at the end.
std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

/// Everything the child needs, made before the fork.
struct Plan {
  char* const* arguments;
  char* const* environment;
  const char* folder;
  int streams[3];
  int report;
  pid_t parent;
};

[[noreturn]] void give_up(int report) {
  const int error = errno;
  // Nobody is left to hear of it if even this fails.
  [[maybe_unused]] const ssize_t written = ::write(report, &error, sizeof error);
  ::_exit(127);
}

/// Runs in the child: never returns, allocates nothing.
[[noreturn]] void become(const Plan& plan) {
  // Clear of 0, 1 and 2 first, wherever the pipes came to lie.
  const int report = ::fcntl(plan.report, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (report < 0) give_up(plan.report);
  int streams[3] = {};
  for (int i = 0; i < 3; ++i) {
    streams[i] = ::fcntl(plan.streams[i], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (streams[i] < 0) give_up(report);
  }
  for (int i = 0; i < 3; ++i) {
    if (::dup2(streams[i], i) < 0) give_up(report);
  }
  if (::setpgid(0, 0) != 0 || ::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) give_up(report);
  if (::getppid() != plan.parent) ::_exit(127);  // we were gone before the kernel knew that it should tell
  if (*plan.folder != '\0' && ::chdir(plan.folder) != 0) give_up(report);
  if (::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC) != 0) give_up(report);
  // What we ignore or block would stay so through exec.
  for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGCHLD, SIGHUP}) std::signal(signal, SIG_DFL);
  sigset_t none{};
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::execve(plan.arguments[0], plan.arguments, plan.environment);
  give_up(report);
}

int reported_error(int report) {
  int error = 0;
  ssize_t got = 0;
  do {
    got = ::read(report, &error, sizeof error);
  } while (got < 0 && errno == EINTR);
  return got == 0 ? 0 : got < 0 ? errno : error;
}

}  // namespace

ChildProcess ChildProcess::start(const ChildCommand& command) {
  const auto arguments = pointers_to(command.arguments);
  const auto environment = pointers_to(command.environment);
  const std::string folder = command.folder.string();
  Pipe in = make_pipe();
  Pipe out = make_pipe();
  Pipe err = make_pipe();
  Pipe report = make_pipe();
  for (const UniqueFd* ours : {&in.writing, &out.reading, &err.reading}) make_non_blocking(*ours);
  const Plan plan{.arguments = arguments.data(),
                  .environment = environment.data(),
                  .folder = folder.c_str(),
                  .streams = {in.reading.get(), out.writing.get(), err.writing.get()},
                  .report = report.writing.get(),
                  .parent = ::getpid()};
  ChildProcess child;
  child.pid_ = ::_Fork();
  if (child.pid_ < 0) throw_errno("start", command.arguments[0]);
  if (child.pid_ == 0) become(plan);
  report.writing.reset();
  if (const int error = reported_error(report.reading.get()); error != 0) {
    throw_errno(error, "start", command.arguments[0]);
  }
  child.process_ = UniqueFd(static_cast<int>(::syscall(SYS_pidfd_open, child.pid_, 0)));
  if (!child.process_.valid()) throw_errno("watch", command.arguments[0]);
  child.input_ = std::move(in.writing);
  child.output_ = std::move(out.reading);
  child.errors_ = std::move(err.reading);
  return child;
}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(process_, other.process_);
  std::swap(input_, other.input_);
  std::swap(output_, other.output_);
  std::swap(errors_, other.errors_);
  std::swap(end_, other.end_);
  return *this;
}

ChildProcess::~ChildProcess() {
  if (pid_ <= 0 || end_) return;
  signal_group(SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void ChildProcess::signal_group(int signal) const {
  // Until its leader has been waited for, the number of the group is nobody else's.
  if (pid_ > 0 && !end_) ::kill(-pid_, signal);
}

std::optional<ChildEnd> ChildProcess::end() {
  if (end_ || pid_ <= 0) return end_;
  siginfo_t info{};
  if (::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0)
    return std::nullopt;
  signal_group(SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  end_ = info.si_code == CLD_EXITED ? ChildEnd{.exit_code = info.si_status}
                                    : ChildEnd{.exit_code = 0, .signal = info.si_status};
  return end_;
}

std::vector<std::string> environment_with(const std::vector<std::string>& changes) {
  const auto name_of = [](std::string_view variable) { return variable.substr(0, variable.find('=') + 1); };
  std::vector<std::string> all = changes;
  for (char** variable = ::environ; variable != nullptr && *variable != nullptr; ++variable) {
    const auto replaces = [&](const std::string& change) { return name_of(change) == name_of(*variable); };
    if (std::none_of(changes.begin(), changes.end(), replaces)) all.emplace_back(*variable);
  }
  return all;
}

}  // namespace cupola::base
