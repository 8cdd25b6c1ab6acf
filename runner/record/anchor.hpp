#pragma once

#include <cstdint>

namespace cupola::record {

/// What the machine's two clocks said at one moment, and how far UTC was to be trusted then. Times of runs
/// are worked out afterwards from these (time_line.hpp).
struct Anchor {
  std::int64_t utc_ns = 0;  ///< since 1970
  std::int64_t monotonic_ns = 0;
  std::int64_t window_ns = 0;  ///< how far apart the two may have been read
  bool synchronised = false;   ///< the kernel's clock is disciplined (adjtimex)
  double error_s = 0;          ///< the kernel's bound of its error; means little if not synchronised
  friend bool operator==(const Anchor&, const Anchor&) = default;
};

}  // namespace cupola::record
