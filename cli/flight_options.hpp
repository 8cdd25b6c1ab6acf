#pragma once

#include "cli/command.hpp"

#include <string>
#include <vector>

namespace cupola::cli {

/// What every command on a flown mission is told: whose, by which logs, by which orbit.
struct FlightOptions {
  std::string mission;
  std::vector<std::string> logs;
  std::string elements;  ///< for mission_elements; may be empty
};

/// MISSION, --log and --elements; `options` must outlive the parsing.
void add_flight_options(Command app, FlightOptions& options);

}  // namespace cupola::cli
