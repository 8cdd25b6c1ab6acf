#pragma once

#include "hat_driver/base/unique_fd.hpp"

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cupola::base {

/// What to start: the program by absolute path and its arguments, the environment ("NAME=value", all of it),
/// the folder to start in (empty: ours).
struct ChildCommand {
  std::vector<std::string> arguments;
  std::vector<std::string> environment;
  std::filesystem::path folder = {};
};

/// How a process ended: its exit status, or the signal that ended it.
struct ChildEnd {
  int exit_code = 0;
  std::optional<int> signal = {};
};

/// A process of ours with pipes for its standard streams. It leads a process group of its own, has no other
/// descriptor of ours, and is killed when the thread that started it ends. One thread.
class ChildProcess {
 public:
  /// Throws std::system_error that names the step and the program if it cannot be started.
  static ChildProcess start(const ChildCommand& command);
  ChildProcess(ChildProcess&& other) noexcept { *this = std::move(other); }
  ChildProcess& operator=(ChildProcess&& other) noexcept;
  /// Kills the group, if it is still there, and waits for its leader.
  ~ChildProcess();

  pid_t pid() const { return pid_; }
  /// Readable when the process has ended; for poll.
  int fd() const { return process_.get(); }
  /// Our ends of its standard streams, non-blocking. Whoever has done with one resets it.
  UniqueFd& input() { return input_; }
  const UniqueFd& input() const { return input_; }
  UniqueFd& output() { return output_; }
  UniqueFd& errors() { return errors_; }
  const UniqueFd& output() const { return output_; }
  const UniqueFd& errors() const { return errors_; }

  /// Sends a signal to the whole group, while its leader has not been waited for.
  void signal_group(int signal) const;
  /// How it ended, if it has. The rest of its group is killed then: nobody would stop it any more.
  std::optional<ChildEnd> end();

 private:
  ChildProcess() = default;
  pid_t pid_ = 0;
  UniqueFd process_;
  UniqueFd input_;
  UniqueFd output_;
  UniqueFd errors_;
  std::optional<ChildEnd> end_;
};

/// The environment of this process with some variables set anew ("NAME=value").
std::vector<std::string> environment_with(const std::vector<std::string>& changes);

}  // namespace cupola::base
