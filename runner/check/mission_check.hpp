#pragma once

#include "runner/check/check.hpp"
#include "runner/mission/mission.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace cupola::check {

struct MissionCheckRequest {
  std::string rules;  ///< empty: the mission's own
  std::size_t jobs = 1;
  Run run;
  /// Called for each entry in order, by the calling thread; may be empty.
  std::function<void(const CheckResult&)> on_result;
};

struct MissionCheckReport {
  std::size_t checked = 0;
  std::size_t flying = 0;  ///< of those checked, how many have flight status
};

/// Checks `entries` of the mission and writes their results into checks.jsonl, which keeps the lines of the
/// other entries. review.html is written anew when all of the mission's entries were checked, and left alone
/// otherwise. Holds the mission's lock. Throws std::invalid_argument for rules that are not known,
/// mission::BadInput if the mission is in use, std::system_error if something cannot be written; nothing is
/// written then.
MissionCheckReport check_mission(const mission::Mission& mission, std::span<const mission::Entry> entries,
                                 const MissionCheckRequest& request);

}  // namespace cupola::check
