#pragma once

#include "runner/record/outcome.hpp"
#include "runner/sandbox/report_format.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cupola::sandbox {

/// What the report pipe said. Only `ready`, `start_ns` and `broken` are ours; the rest may be the program's
/// invention.
struct Report {
  bool ready = false;                    ///< the interpreter waits for its start
  std::int64_t ready_cpu_ns = 0;         ///< CPU time that getting ready took
  std::optional<std::int64_t> start_ns;  ///< CLOCK_MONOTONIC
  std::string broken;
  bool asked_for_input = false;
  bool memory_error = false;  ///< the interpreter had no memory, and that ended the program
  bool sends_sigsys = false;
  std::optional<record::ProgramError> error;
};

/// Reads records as they arrive. The first impossible byte ends it: whatever follows is ignored.
class ReportParser {
 public:
  /// Takes the next bytes; those past 64 KiB in total are dropped.
  void add(std::string_view bytes);
  const Report& report() const { return report_; }

 private:
  void take_record(std::uint32_t kind, std::string_view payload);
  bool take(ReportKind kind, std::string_view payload, int number);

  Report report_;
  std::string pending_;
  std::size_t total_ = 0;
  int records_ = 0;
  bool ended_ = false;
};

}  // namespace cupola::sandbox
