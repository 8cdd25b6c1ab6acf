#pragma once

#include "runner/mission/form.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cupola::mission {

struct IntakeRequest {
  std::filesystem::path folder;              ///< the mission; made if it is not there
  std::optional<std::filesystem::path> csv;  ///< none: every `.py` is an entry and its file name the team
  std::filesystem::path programs;            ///< a folder or a ZIP file
  std::optional<std::string> rules;  ///< the name of the rules; none: as they are, `open` in a new mission
  /// What those rules allow: of a new mission, and of one whose rules change.
  std::optional<record::Limits> limits = std::nullopt;
  UnknownColumns unknown = UnknownColumns::Refuse;
  /// What certificates call the mission; none: as it is, the id in a new mission.
  std::optional<std::string> name = std::nullopt;
};

struct IntakeReport {
  std::size_t added = 0;
  std::size_t updated = 0;  ///< known by their id, but something differs: the new word counts
  std::size_t unchanged = 0;
  std::size_t total = 0;  ///< in the mission afterwards
  std::vector<std::string>
      problems;  ///< one line each: "FILE:LINE: field: what is wrong; what would be right"
};

/// Makes or extends a mission (docs/mission.md). What has a problem is left out, everything else goes on; a
/// mission that gains nothing is left as it was, and none is made. Throws BadInput if the mission itself
/// cannot be read or is in use, std::system_error if it cannot be written.
IntakeReport intake(const IntakeRequest& request);

}  // namespace cupola::mission
