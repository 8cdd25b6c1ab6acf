#pragma once

#include "certificates/orbit/element_set.hpp"
#include "certificates/orbit/passes.hpp"
#include "certificates/orbit/ut1_table.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace cupola::cli {

/// What `cupola passes --mission` works with.
struct SchoolRequest {
  std::filesystem::path mission;
  std::vector<std::string> logs;
  std::vector<orbit::ElementSet> sets;  ///< of one satellite
  std::string satellite;                ///< "the ISS"
  orbit::Ut1Table ut1;
  orbit::PassOptions options;
};

/// When the satellite came over every school of the mission while its flights went on.
struct SchoolReport {
  std::string text;  ///< for people, times in each school's own zone
  std::string json;
  std::vector<std::string> problems;
  std::vector<std::string> notes;  ///< what nobody did wrong, but somebody may want to know
};

/// Throws mission::BadInput for a mission or log that cannot be read.
SchoolReport passes_over_schools(const SchoolRequest& request);

}  // namespace cupola::cli
