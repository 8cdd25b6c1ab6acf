#include "cli/elements.hpp"

#include "certificates/orbit/element_sets.hpp"
#include "certificates/orbit/nearest.hpp"
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
    const std::string extension = entry->path().extension().string();
    if (extension == ".tle" || extension == ".txt" || extension == ".3le") files.insert(entry->path());
  }
  if (failed) {
    loaded.problems.push_back(
        fmt::format("cannot read the folder {}: {}", folder.string(), failed.message()));
  } else if (files.empty()) {
    loaded.problems.push_back(fmt::format(
        "{}: the folder holds no element sets (files that end in .tle, .txt or .3le)", folder.string()));
  }
  for (const fs::path& file : files) add_file(loaded, file);
}

bool matches(const orbit::ElementSet& set, const std::string& satellite) {
  return set.name == satellite || std::to_string(set.catalogue_number) == satellite;
}

}  // namespace

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

}  // namespace cupola::cli
