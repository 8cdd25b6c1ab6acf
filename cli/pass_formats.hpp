#pragma once

#include "certificates/orbit/passes.hpp"
#include "cli/local_time.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace cupola::cli {

/// Whose passes over which place; what every format says with them.
struct PassTable {
  std::string satellite;  ///< as it stands in a sentence: "the ISS"
  int catalogue_number = 0;
  orbit::Geodetic place;
  std::vector<orbit::Pass> passes;
};

/// One pass with the fields of the contract (architecture.md §7).
nlohmann::ordered_json pass_as_json(const orbit::Pass& pass);
/// An array of them.
std::string passes_as_json(const std::vector<orbit::Pass>& passes);
/// A table to read, in the time of `clock`; `hidden` passes were left out because nothing of them can be
/// seen.
std::string passes_as_text(const PassTable& table, const WallClock& clock, std::size_t hidden);
/// The lines of the passes alone, each with `indent` before it.
std::string pass_lines(const std::vector<orbit::Pass>& passes, const WallClock& clock,
                       const std::string& indent);
/// iCalendar (RFC 5545): an event a pass from when to when it can be seen, with an alarm ten minutes before.
std::string passes_as_calendar(const PassTable& table);

/// What a child would say of it: "The ISS rises in the west".
std::string pass_headline(const std::string& satellite, const orbit::Pass& pass);
/// "47.37° N, 8.54° E".
std::string place_text(const orbit::Geodetic& place);
/// "WSW": the nearest of sixteen directions.
const char* compass_point(double azimuth_deg);

}  // namespace cupola::cli
