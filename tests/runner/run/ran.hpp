#pragma once

#include "runner/run/run.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

namespace cupola::tests {

/// Ends the test as skipped, aloud, where no box can be made; a failure with CUPOLA_SANDBOX_MUST_WORK=1.
inline void give_up_without_box(const std::string& reason) {
  const char* const must = std::getenv("CUPOLA_SANDBOX_MUST_WORK");
  const bool fail = must != nullptr && *must == '1';
  std::fprintf(stderr, "\n*** %s: no box can be made here: %s\n", fail ? "FAILED" : "SKIPPED",
               reason.c_str());
  std::_Exit(fail ? 1 : 77);
}

/// A request for a program with this text; the file lives as long as `folder`.
inline run::RunRequest request_for(const TemporaryFolder& folder, const std::string& program) {
  run::RunRequest request;
  request.program = folder / "program.py";
  request.clock = record::ClockKind::Virtual;
  request.start = base::parse_utc("2018-02-01T09:00:00Z");
  std::ofstream{request.program, std::ios::binary} << program;
  return request;
}

inline run::RunReport ran(const run::RunRequest& request) {
  run::RunReport report = run::run_program(request, run::find_installation());
  if (report.verdict == record::Verdict::Internal) give_up_without_box(report.note);
  return report;
}

inline run::RunReport ran(const std::string& program) {
  const TemporaryFolder folder;
  return ran(request_for(folder, program));
}

}  // namespace cupola::tests
