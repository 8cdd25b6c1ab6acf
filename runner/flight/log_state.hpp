#pragma once

#include "runner/record/journal.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace cupola::flight {

/// Whether a run counts as flown: every verdict does but an interruption and a failure of ours.
bool is_completed(record::Verdict verdict);

/// What a journal says of one entry.
struct EntryState {
  std::uint32_t attempts = 0;       ///< the highest number given so far
  std::optional<record::End> last;  ///< the last completed run, else the last that ended
  bool completed = false;
  bool open = false;  ///< an INTENT without its END
};

/// What a journal says of the whole flight: enough to go on, and to tell where it stands.
struct LogState {
  std::optional<record::Header> first;  ///< none: nothing was flown here yet
  std::map<std::string, EntryState> entries;
  std::optional<std::string> open_entry;  ///< of the last INTENT, if its END is missing
  std::optional<base::UtcTime> open_since;
  std::string held;                       ///< the last NOTE, if nothing came after it: why no program runs
  std::optional<base::UtcTime> last_end;  ///< on the flight's clock
  std::size_t completed = 0;
  double completed_s = 0;  ///< the durations of the completed runs together
};

LogState read_state(const record::Journal& journal);

}  // namespace cupola::flight
