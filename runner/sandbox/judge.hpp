#pragma once

#include "runner/record/outcome.hpp"

#include <optional>
#include <string_view>

namespace cupola::sandbox {

/// Why the supervisor ended a box itself.
enum class Cut {
  None,
  Wall,
  Cpu,
  Memory,  ///< its processes together
  Output,
  Start,  ///< the interpreter was not ready in time
  Stuck,  ///< killed, and not dead five seconds later
};

/// What is known for certain about the end of a run.
struct Facts {
  bool started = false;             ///< the program's first line was reached
  Cut cut = Cut::None;              ///< only if the program's process was still alive
  bool output_overflow = false;     ///< it wrote more than it may, before or at its end
  std::optional<int> raw_status{};  ///< as waitpid gives it; none if the init did not say
  bool memory_kill = false;         ///< the kernel killed in its cgroup for want of memory
  bool memory_error = false;        ///< the program's own word: the interpreter's MemoryError ended it
  bool own_sigsys = false;          ///< the program's own word: it sends SIGSYS
  double cpu_s = 0;
};

struct Judgement {
  record::Verdict verdict = record::Verdict::Internal;
  std::string_view note{};  ///< for Internal
  std::optional<int> exit_code{};
  std::optional<int> signal{};
};

Judgement judge(const Facts& facts, const record::Limits& limits);

}  // namespace cupola::sandbox
