#pragma once

#include "runner/mission/mission.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace cupola::mission {

/// What checks.jsonl says of one entry, as far as packing needs it.
struct CheckResult {
  std::string entry;
  bool flight = false;
  std::string program_sha256;
  std::string rules;                  ///< empty: the line did not say
  std::vector<std::string> refusals;  ///< the texts of the findings of severity "refuse"
};

/// Writes checks.jsonl whole from ready lines (one JSON object each, with or without the newline).
void write_checks(const Mission& mission, std::span<const std::string> lines);

/// The lines of checks.jsonl as they are; none if there is no such file. Throws std::system_error.
std::vector<std::string> read_check_lines(const Mission& mission);

/// The results by entry; of several lines for one entry the last counts. Throws BadInput naming the line.
std::map<std::string, CheckResult> read_checks(const Mission& mission);

/// Whether `result` is about the program the entry has now and the rules the mission has now.
bool is_current(const CheckResult& result, const Mission& mission, const Entry& entry);

}  // namespace cupola::mission
