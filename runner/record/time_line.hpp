#pragma once

#include "runner/record/journal.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cupola::record {

/// A moment in UTC and how far it may be off.
struct Moment {
  base::UtcTime utc;
  double error_s = 0;
  /// False: no clock that was disciplined ever vouched for it, so `error_s` is only the kernel's guess.
  bool synchronised = false;
};

/// The Linux kernel's own bound on how fast its clocks drift apart from UTC (MAXFREQ, 500 ppm).
inline constexpr double kDriftBound = 500e-6;

/// UTC worked out after a flight from all moments at which its journal looked at both clocks. A clock that
/// was synchronised late in the flight so improves the times of all runs of the same boot, and a step of UTC
/// moves none of them. The journal itself is never rewritten.
class TimeLine {
 public:
  explicit TimeLine(const Journal& journal);

  /// The best UTC of a moment on CLOCK_MONOTONIC of a boot: of all synchronised anchors the one with the
  /// least error at that distance; without any, the nearest of those after the last step. None if there is no
  /// anchor.
  std::optional<Moment> at(const std::string& boot_id, std::int64_t monotonic_ns) const;

 private:
  struct Boot {
    std::vector<Anchor> anchors;
    std::int64_t last_step_ns = 0;
  };
  std::map<std::string, Boot> boots_;
};

/// Replaces `start`, `end` and `clock_error_s` of every END that flew on the real clock by what the time line
/// says. Says whether a clock that was disciplined vouches for them: one value a line of `journal.lines`,
/// true for what is no such END.
std::vector<bool> correct_times(Journal& journal);

}  // namespace cupola::record
