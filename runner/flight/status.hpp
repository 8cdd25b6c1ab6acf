#pragma once

#include "hat_driver/base/utc.hpp"
#include "runner/record/journal.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace cupola::flight {

/// Where a flight stands, from its journal alone. flown + (running ? 1 : 0) + remaining = entries.
struct Status {
  std::size_t entries = 0;
  std::size_t flown = 0;  ///< entries with a completed run
  std::optional<std::string>
      running;  ///< the entry whose INTENT has no END; after a power cut, the interrupted one
  std::size_t remaining = 0;
  std::map<std::string, std::size_t> verdicts;  ///< of each entry's last run that counts
  /// On the flight's own clock, as all its times. None before the first header.
  std::optional<base::UtcTime> started;
  /// From the mean length of the runs so far (the limit before the first); the end itself once all are flown.
  std::optional<base::UtcTime> expected_end;
  std::size_t damaged_lines = 0;
};

Status status_of(const record::Journal& journal);

}  // namespace cupola::flight
