#pragma once

#include "runner/mission/mission.hpp"
#include "runner/record/journal.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace cupola::page {

/// The run of an entry that counts: its last completed attempt.
struct FlownRun {
  record::End end;
  /// False: no disciplined clock ever vouched for its times (docs/journal.md, "Times").
  bool clock_synchronised = true;
  bool simulated = true;       ///< flown on anything but the hardware HAT and the real clock
  std::filesystem::path film;  ///< where its pictures are
};

/// What one log folder says of the entries.
struct FlightLog {
  std::map<std::string, FlownRun> runs;  ///< by entry
  std::vector<std::string> problems;     ///< damaged lines of the journal, one line of text each
};

/// Reads a log folder's journal. Throws mission::BadInput if `mission` did not pack the bundle that was
/// flown, if the bundle changed within the log, or if the journal names none; std::system_error if it cannot
/// be read.
FlightLog read_flight_log(const std::filesystem::path& folder, const mission::Mission& mission);

/// The runs of several logs (two units): where both flew an entry, the run that ended later counts.
std::map<std::string, FlownRun> merge_runs(const std::vector<FlightLog>& logs);

/// A run that deserves a certificate: the program ended by itself or flew until the limit.
bool deserves_certificate(record::Verdict verdict);

/// The bytes of a file up to 1 GiB. Throws std::system_error that names the path.
std::string read_bytes(const std::filesystem::path& path);

}  // namespace cupola::page
