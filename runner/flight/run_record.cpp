#include "runner/flight/run_record.hpp"

#include <string>

namespace cupola::flight {
namespace {

constexpr std::size_t kLongestErrorType = 80;

/// A class name is the program's to choose; only what can be a Python name goes down.
std::string plain_type(const std::string& type) {
  std::string result;
  for (const char c : type.substr(0, kLongestErrorType)) {
    const bool plain =
        (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    result += plain ? c : '?';
  }
  return result;
}

void add_monotonic_times(const run::RunReport& report, record::End& end) {
  if (report.start_monotonic_ns == 0) return;
  end.start_monotonic_ns = report.start_monotonic_ns;
  end.end_monotonic_ns = report.end_monotonic_ns;
  end.start_uncertainty_s = report.start_uncertainty_s;
  end.end_uncertainty_s = report.end_uncertainty_s;
}

}  // namespace

record::End end_of(const record::Intent& intent, const run::RunReport& report, const Stored& stored,
                   record::ClockKind clock, const record::Anchor& boundary) {
  record::End end;
  end.entry = intent.entry;
  end.attempt = intent.attempt;
  end.program_sha256 = intent.program_sha256;
  end.start = report.start;
  end.end = report.end;
  end.duration_s = report.usage.wall_s;
  end.verdict = report.verdict;
  end.cpu_s = report.usage.cpu_s;
  end.exit_code = report.exit_code;
  end.signal = report.signal;
  end.frames = report.frames;
  end.pictures = report.pictures;
  if (report.error) {
    end.error_type = plain_type(report.error->type);
    end.error_line = report.error->line;
  }
  end.film_sha256 = stored.film_sha256;
  end.output_sha256 = stored.output_sha256;
  end.results = stored.results;
  end.anchor = boundary;
  end.monotonic_ns = boundary.monotonic_ns;
  if (clock == record::ClockKind::Real) {
    end.clock_error_s = boundary.error_s;
    add_monotonic_times(report, end);
  }
  return end;
}

}  // namespace cupola::flight
