#pragma once

#include "certificates/orbit/element_set.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace cupola::cli {

/// The element sets a command works with, and one line for everything that could not be read ("iss.tle:4:
/// …").
struct LoadedElements {
  std::vector<orbit::ElementSet> sets;
  std::vector<std::string> problems;
};

/// From a file, or from every .tle, .txt and .3le file of a folder in the order of their names; without a
/// path the sets of the ISS that are built in. A file that cannot be read is a problem, never an exception.
LoadedElements load_elements(const std::filesystem::path& path = {});

/// Those of one satellite, by name or catalogue number. Without one: the ISS if it is there, else the only
/// one. Throws std::invalid_argument where there is none or the choice is open.
std::vector<orbit::ElementSet> choose_satellite(const std::vector<orbit::ElementSet>& sets,
                                                const std::string& satellite = {});

/// "ISS (ZARYA)", or "satellite 25544" for a set without a name.
std::string satellite_name(const orbit::ElementSet& set);

}  // namespace cupola::cli
