#pragma once

#include "hat_driver/base/child_process.hpp"
#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/temporary_folder.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::app {

/// One finding of `cupola check --json`.
struct CheckedFinding {
  std::string id;
  std::string severity;  ///< "refuse", "warn" or "note"
  int line = 0;          ///< 1 is the first; 0: no place
  std::string text;
};

/// What the check said. `problem` is one line if there is no answer; all else is empty then.
struct CheckAnswer {
  std::string problem;
  bool flight = false;
  std::string verdict;
  double wall_s = 0;
  std::string error_type;  ///< of the exception, if there was one
  std::string error_message;
  int error_line = 0;
  std::vector<CheckedFinding> findings;
};

/// Reads the first line of `cupola check --json`; a problem for anything else.
CheckAnswer check_answer_of(std::string_view output);

/// Checks a copy of a program with `cupola check --json`, a process of its own that never blocks us. One
/// check at a time: the latest wins.
class CheckProcess {
 public:
  /// How long a check may take before it is given up: twice the limit of a run and then some.
  static constexpr std::chrono::seconds kPatience{90};

  /// `command`: the `cupola` to start. The copies lie in a folder of our own, gone with this object.
  explicit CheckProcess(std::filesystem::path command);
  CheckProcess(const CheckProcess&) = delete;
  CheckProcess& operator=(const CheckProcess&) = delete;

  /// Breaks off a check that runs, and checks this text under this file name. What keeps it from starting
  /// becomes the answer's problem.
  void start(std::string_view text, const std::string& file_name, const std::string& rules,
             base::Monotonic now);
  void cancel();
  bool running() const { return child_.has_value(); }

  /// Reads what came; cheap when there is nothing.
  void tick(base::Monotonic now);
  /// For poll, as in ProgramProcess.
  std::vector<int> fds() const;
  std::optional<base::Monotonic> due() const { return running() ? std::optional(deadline_) : std::nullopt; }
  /// The answer, once.
  std::optional<CheckAnswer> take();

 private:
  void launch(std::string_view text, const std::string& file_name, const std::string& rules);

  std::filesystem::path command_;
  base::TemporaryFolder folder_{"check"};
  std::optional<base::ChildProcess> child_;
  std::string output_;
  std::string errors_;
  base::Monotonic deadline_{0};
  std::optional<CheckAnswer> answer_;
};

/// The `cupola` beside our own executable; else the first on PATH's absolute folders is not looked for: it
/// could be another version.
std::filesystem::path cupola_beside_us();

}  // namespace cupola::app
