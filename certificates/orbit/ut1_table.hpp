#pragma once

#include "certificates/orbit/element_sets.hpp"
#include "certificates/orbit/expected.hpp"
#include "certificates/orbit/time.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace cupola::orbit {

/// UT1 - UTC by day, as the IERS publishes it: how far the turning Earth is ahead of the clocks.
class Ut1Table {
 public:
  /// An empty table: it knows nothing.
  Ut1Table() = default;

  /// Reads finals2000A (all, data, daily; fixed columns or CSV), EOP C04 (eopc04.*), or lines of a date and
  /// seconds ("2018-02-01 0.1965", or a modified Julian date instead of the date). Empty lines and those that
  /// begin with '#' are skipped, days that give no value too (far predictions). docs/accuracy.md shows them.
  static Expected<Ut1Table, ElementProblem> read(std::string_view text);

  bool empty() const { return days_.empty(); }
  Time first() const;  ///< only where it is not empty
  Time last() const;   ///< likewise
  /// Seconds at `time`, straight between two days with leap seconds heeded; nothing outside the table.
  std::optional<double> dut1_s(Time time) const;

 private:
  struct Day {
    double mjd = 0;  ///< modified Julian date, UTC
    double dut1_s = 0;
  };
  std::vector<Day> days_;  // in order of time
};

}  // namespace cupola::orbit
