#pragma once

#include "hat_driver/base/utc.hpp"
#include "runner/record/journal.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cupola::flight {

/// Where a flight stands, from its journal alone. flown + (running ? 1 : 0) + remaining = entries.
struct Status {
  std::size_t entries = 0;  ///< that this unit flies
  std::size_t flown = 0;    ///< entries with a completed run
  std::optional<std::string>
      running;       ///< the entry whose INTENT has no END; after a power cut, the interrupted one
  std::string held;  ///< why no program runs, if the flight waits or was stopped
  std::size_t remaining = 0;
  std::map<std::string, std::size_t> verdicts;  ///< of each entry's last run that counts
  /// On the flight's own clock, as all its times. None before the first header.
  std::optional<base::UtcTime> started;
  /// From the mean length of the runs so far (the limit before the first); the end itself once all are flown.
  std::optional<base::UtcTime> expected_end;
  std::size_t damaged_lines = 0;
};

Status status_of(const record::Journal& journal);

/// Several logs of one bundle read together: each entry counts once, by the run that ended last. `entries`
/// are those of the bundle; `running` and `held` those of the first log that has one. Throws
/// std::invalid_argument if the logs are of different bundles.
Status status_of_all(std::span<const record::Journal> journals);

/// The entries whose run that counts ended so, in order of id.
std::vector<std::string> entries_that_ended(std::span<const record::Journal> journals,
                                            record::Verdict verdict);

}  // namespace cupola::flight
