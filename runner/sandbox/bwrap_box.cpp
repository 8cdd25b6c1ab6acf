#include "runner/sandbox/bwrap_box.hpp"

#include "hat_driver/base/system_error.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "runner/sandbox/box_parts.hpp"
#include "runner/sandbox/bwrap_arguments.hpp"
#include "runner/sandbox/info.hpp"
#include "runner/sandbox/seccomp_filter.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <vector>

namespace cupola::sandbox {
namespace {

using base::UniqueFd;

UniqueFd file_with(const std::string& content) {
  UniqueFd file{::memfd_create("program", MFD_CLOEXEC)};
  if (!file.valid()) base::throw_errno("make", "program file");
  base::write_fully(file.get(), content, "program file");
  if (::lseek(file.get(), 0, SEEK_SET) != 0) base::throw_errno("rewind", "program file");
  return file;
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

Box start_bubblewrap(const Plan& plan) {
  if (::access(plan.bubblewrap.c_str(), X_OK) != 0) base::throw_errno("run", plan.bubblewrap.native());
  InnerEnds inner;
  Pipe info = make_pipe();
  const UniqueFd seccomp = make_seccomp_filter();
  const UniqueFd program = file_with(plan.program);
  Box box;
  add_clock(plan, inner, box);
  DescriptorTable table;
  BoxDescriptors numbers{.common = lay_out(table, plan, inner)};
  numbers.info = table.add(info.write.get());
  // Its other end goes along: if we are killed now, bubblewrap must not die of a broken pipe half-way.
  table.add(info.read.get());
  numbers.seccomp = table.add(seccomp.get());
  numbers.program = table.add(program.get());
  box.process = Child{spawn(table, bwrap_arguments(plan, numbers, who_starts()))};
  table = {};
  info.write.reset();
  keep_outer_ends(inner, box);
  find_init(box, info.read);
  return box;
}

}  // namespace cupola::sandbox
