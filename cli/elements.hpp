#pragma once

#include "certificates/orbit/element_set.hpp"
#include "certificates/orbit/frames.hpp"
#include "certificates/orbit/ut1_table.hpp"

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

/// Whether a file of a folder is taken to hold element sets: .tle .3le .txt .json .xml .csv .omm .kvn
bool holds_elements(const std::filesystem::path& file);

/// From a file, or from every such file of a folder in the order of their names; without a path the sets of
/// the ISS that are built in. A file that cannot be read is a problem, never an exception.
LoadedElements load_elements(const std::filesystem::path& path = {});

/// Where a command on a mission takes them from: what was asked for, else MISSION/elements if it holds any,
/// else nothing, which means the built-in ones.
std::filesystem::path mission_elements(const std::filesystem::path& asked,
                                       const std::filesystem::path& mission);

/// Those of one satellite, by name or catalogue number. Without one: the ISS if it is there, else the only
/// one. Throws std::invalid_argument where there is none or the choice is open.
std::vector<orbit::ElementSet> choose_satellite(const std::vector<orbit::ElementSet>& sets,
                                                const std::string& satellite = {});

/// "ISS (ZARYA)", or "satellite 25544" for a set without a name.
std::string satellite_name(const orbit::ElementSet& set);

/// "the ISS", or the name of another satellite, as it stands in a sentence.
std::string satellite_phrase(const orbit::ElementSet& set);

/// The UT1 table of `--ut1`; empty without a path. Throws std::invalid_argument with file and line where it
/// is none, std::system_error where it cannot be read.
orbit::Ut1Table load_ut1(const std::filesystem::path& path);
/// What the table says of a moment; UT1 = UTC where it says nothing.
orbit::EarthOrientation earth_at(const orbit::Ut1Table& table, orbit::Time time);
/// One warning, where a table was given that does not cover these moments.
void warn_of_ut1(const orbit::Ut1Table& table, orbit::Time from, orbit::Time to);

}  // namespace cupola::cli
