#pragma once

#include "hat_driver/base/utc.hpp"

#include <string>

namespace cupola::cli {

/// Times as a wall clock somewhere shows them. Changes the process's TZ, so a command uses one at a time and
/// from one thread.
class WallClock {
 public:
  /// An IANA name such as "Europe/Zurich"; empty or "UTC" for UTC. Throws std::invalid_argument where the
  /// machine has no such zone (package tzdata).
  explicit WallClock(std::string zone = {});

  /// "UTC", or the name of the zone.
  const std::string& zone() const { return zone_; }
  /// "2018-02-01".
  std::string date(base::UtcTime time) const;
  /// "Thursday 1 February 2018".
  std::string long_date(base::UtcTime time) const;
  /// "09:00:00", cut to the whole second.
  std::string time(base::UtcTime time) const;

 private:
  std::string format(base::UtcTime time, const char* pattern) const;

  std::string zone_;
};

}  // namespace cupola::cli
