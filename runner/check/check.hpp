#pragma once

#include "runner/check/rules.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cupola::check {

/// A program to check.
struct Candidate {
  std::string entry;              ///< its id, or its path where there is no mission
  std::filesystem::path program;  ///< the file
  std::string name;               ///< as tracebacks show it
};

/// What became of one candidate; one line of checks.jsonl and of `cupola check --json`.
struct CheckResult {
  std::string entry;
  bool flight = false;  ///< has flight status
  std::string rules;
  std::string program_sha256;  ///< hex; empty if the file could not be read
  run::RunReport report;
  std::vector<Finding> findings;
};

struct Settings {
  Rules rules;
  record::Limits limits;
  hat::Profile profile = hat::Profile::Flight;
  std::uint64_t seed = 1;
};

/// Runs a request; `run::run_program` with an installation, or a fake.
using Run = std::function<run::RunReport(const run::RunRequest&)>;

/// Runs one candidate on the virtual clock and examines it. A file that cannot be read, or whose box cannot
/// be built, is a finding, not an exception.
CheckResult check_program(const Candidate& candidate, const Settings& settings, const Run& run);

/// Checks all with `jobs` threads (at least one); `on_result` is called by the calling thread alone, in the
/// order of `candidates`. What `on_result` throws ends the work after the running checks.
void check_all(const std::vector<Candidate>& candidates, const Settings& settings, std::size_t jobs,
               const Run& run, const std::function<void(const CheckResult&)>& on_result);

nlohmann::ordered_json check_json(const CheckResult& result);

}  // namespace cupola::check
