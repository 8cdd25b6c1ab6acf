#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cupola::record {

/// How a run ended: what happened, not whether it is acceptable.
enum class Verdict {
  Finished,    ///< the program ended by itself, exit status 0
  Error,       ///< an exception, or an exit status other than 0
  Signal,      ///< killed by a signal that was not ours
  CutAtLimit,  ///< still running at the wall limit: a normal end of a flight
  CpuLimit,
  MemoryLimit,
  OutputLimit,
  Refused,      ///< the policy did not let it run
  Interrupted,  ///< a power cut or an operator ended the flight during the run
  Internal,     ///< our fault, never charged to the entry
};

/// "finished", "cut-at-limit", …: the names of every JSON contract.
std::string_view verdict_name(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view name);

enum class ClockKind { Real, Virtual };
enum class HatKind { Emulated, Hardware };
std::string_view clock_name(ClockKind kind);  ///< "real", "virtual"
std::string_view hat_name(HatKind kind);      ///< "emulated", "hardware"
std::optional<ClockKind> parse_clock(std::string_view name);
std::optional<HatKind> parse_hat(std::string_view name);

/// What one program may use.
struct Limits {
  double wall_s = 30.0;
  double cpu_s = 60.0;
  std::uint64_t memory_bytes = std::uint64_t{512} << 20;
  std::uint64_t output_bytes = std::uint64_t{256} << 10;  ///< of stdout and of stderr each
  std::uint64_t tmp_bytes = std::uint64_t{64} << 20;
  std::uint32_t processes = 32;
  /// Of the files that the program may leave in its working directory, which are kept. 0: it cannot write
  /// there.
  std::uint64_t results_bytes = 0;
  friend bool operator==(const Limits&, const Limits&) = default;
};

struct Usage {
  double wall_s = 0;  ///< on the chosen clock
  double cpu_s = 0;
};

/// The exception that ended a program. `line` is the last line of the program's own file in the traceback, 0
/// if none.
struct ProgramError {
  std::string type;
  std::string message;
  int line = 0;
};

}  // namespace cupola::record
