#include "cli/elements.hpp"

#include "certificates/orbit/element_sets.hpp"
#include "certificates/orbit/nearest.hpp"
#include "cli/report.hpp"
#include "hat_driver/base/utc.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <system_error>

namespace fs = std::filesystem;

namespace cupola::cli {
namespace {

constexpr std::size_t kLargestFile = std::size_t{64} << 20;
/// A spoilt file of thousands of sets is not worth thousands of lines.
constexpr std::size_t kMostProblems = 20;

void add_text(LoadedElements& loaded, const std::string& source, std::string_view text) {
  orbit::ElementSets read = orbit::read_element_sets(text);
  loaded.sets.insert(loaded.sets.end(), read.sets.begin(), read.sets.end());
  for (std::size_t i = 0; i < read.problems.size(); ++i) {
    if (i == kMostProblems) {
      loaded.problems.push_back(fmt::format("{}: and {} more problems", source, read.problems.size() - i));
      break;
    }
    loaded.problems.push_back(fmt::format("{}:{}: {}", source, read.problems[i].line, read.problems[i].text));
  }
}

void add_file(LoadedElements& loaded, const fs::path& file) {
  try {
    add_text(loaded, file.string(), base::read_whole_file(file, kLargestFile));
  } catch (const std::system_error& error) {
    loaded.problems.push_back(fmt::format("cannot read the element sets: {}", error.what()));
  }
}

void add_folder(LoadedElements& loaded, const fs::path& folder) {
  std::set<fs::path> files;
  std::error_code failed;
  for (fs::directory_iterator entry{folder, failed}, end; !failed && entry != end; entry.increment(failed)) {
    if (holds_elements(entry->path())) files.insert(entry->path());
  }
  if (failed) {
    loaded.problems.push_back(
        fmt::format("cannot read the folder {}: {}", folder.string(), failed.message()));
  } else if (files.empty()) {
    loaded.problems.push_back(fmt::format(
        "{}: the folder holds no element sets (files that end in .tle, .3le, .txt, .json, .xml, .csv, .omm "
        "or .kvn)",
        folder.string()));
  }
  for (const fs::path& file : files) add_file(loaded, file);
}

bool matches(const orbit::ElementSet& set, const std::string& satellite) {
  return set.name == satellite || std::to_string(set.catalogue_number) == satellite;
}

}  // namespace

bool holds_elements(const fs::path& file) {
  static constexpr std::string_view kExtensions[] = {".tle", ".3le", ".txt", ".json",
                                                     ".xml", ".csv", ".omm", ".kvn"};
  return std::find(std::begin(kExtensions), std::end(kExtensions), file.extension().string()) !=
         std::end(kExtensions);
}

fs::path mission_elements(const fs::path& asked, const fs::path& mission) {
  if (!asked.empty()) return asked;
  fs::path folder = mission / "elements";
  std::error_code ignored;
  for (const fs::directory_entry& file : fs::directory_iterator(folder, ignored)) {
    if (holds_elements(file.path())) return folder;
  }
  return {};
}

LoadedElements load_elements(const fs::path& path) {
  LoadedElements loaded;
  std::error_code ignored;
  if (path.empty())
    add_text(loaded, "built-in element sets", orbit::built_in_iss_elements());
  else if (fs::is_directory(path, ignored))
    add_folder(loaded, path);
  else
    add_file(loaded, path);
  return loaded;
}

std::vector<orbit::ElementSet> choose_satellite(const std::vector<orbit::ElementSet>& sets,
                                                const std::string& satellite) {
  std::set<int> satellites;
  for (const orbit::ElementSet& set : sets) {
    if (satellite.empty() || matches(set, satellite)) satellites.insert(set.catalogue_number);
  }
  if (satellite.empty() && satellites.count(orbit::kIssCatalogueNumber) != 0) {
    return orbit::sets_of(sets, orbit::kIssCatalogueNumber);
  }
  if (satellites.size() == 1) return orbit::sets_of(sets, *satellites.begin());
  if (satellites.empty()) {
    throw std::invalid_argument{fmt::format("--satellite: no element set of \"{}\" is there", satellite)};
  }
  throw std::invalid_argument{fmt::format(
      "--satellite: {} satellites to choose from, name one or give its catalogue number (such as {})",
      satellites.size(), *satellites.begin())};
}

std::string satellite_name(const orbit::ElementSet& set) {
  return set.name.empty() ? fmt::format("satellite {}", set.catalogue_number) : set.name;
}

std::string satellite_phrase(const orbit::ElementSet& set) {
  return set.catalogue_number == orbit::kIssCatalogueNumber ? "the ISS" : satellite_name(set);
}

orbit::Ut1Table load_ut1(const fs::path& path) {
  if (path.empty()) return {};
  std::string text;
  try {
    text = base::read_whole_file(path, kLargestFile);
  } catch (const std::system_error& error) {
    throw std::invalid_argument{fmt::format("--ut1: {}", error.what())};
  }
  const auto table = orbit::Ut1Table::read(text);
  if (table) return *table;
  throw std::invalid_argument{
      fmt::format("--ut1: {}:{}: {}", path.string(), table.reason().line, table.reason().text)};
}

orbit::EarthOrientation earth_at(const orbit::Ut1Table& table, orbit::Time time) {
  return {.dut1_s = table.dut1_s(time).value_or(0)};
}

void warn_of_ut1(const orbit::Ut1Table& table, orbit::Time from, orbit::Time to) {
  if (table.empty() || (table.dut1_s(from) && table.dut1_s(to))) return;
  complain(fmt::format(
      "warning: the UT1 table holds {} to {} and not all of the time asked for; UT1 = UTC is taken "
      "there (up to 417 m)",
      base::format_utc(table.first()).substr(0, 10), base::format_utc(table.last()).substr(0, 10)));
}

}  // namespace cupola::cli
