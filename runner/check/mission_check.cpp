#include "runner/check/mission_check.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "runner/check/review.hpp"
#include "runner/mission/checks.hpp"

#include <nlohmann/json.hpp>

#include <cupola/hat/profile.hpp>

#include <map>
#include <vector>

namespace cupola::check {
namespace {

std::string json_line(const CheckResult& result) {
  return check_json(result).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Settings settings_of(const mission::Mission& mission, const std::string& rules) {
  return {.rules = find_rules(rules.empty() ? mission.rules : rules),
          .limits = mission.limits,
          .profile = hat::parse_profile(mission.profile).value_or(hat::Profile::Flight)};
}

std::vector<Candidate> candidates_of(const mission::Mission& mission,
                                     std::span<const mission::Entry> entries) {
  std::vector<Candidate> candidates;
  candidates.reserve(entries.size());
  for (const mission::Entry& entry : entries) {
    candidates.push_back(
        {.entry = entry.id, .program = mission::program_path(mission, entry.id), .name = entry.id + ".py"});
  }
  return candidates;
}

/// The lines of entries that were not checked now, then the new ones: the last of an entry counts.
void write_lines(const mission::Mission& mission, const std::map<std::string, std::string>& checked) {
  std::vector<std::string> lines;
  for (std::string& line : mission::read_check_lines(mission)) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    const bool replaced = json.is_object() && checked.contains(json.value("entry", std::string{}));
    if (!replaced) lines.push_back(std::move(line));
  }
  for (const mission::Entry& entry : mission::read_entries(mission)) {
    if (const auto found = checked.find(entry.id); found != checked.end()) lines.push_back(found->second);
  }
  mission::write_checks(mission, lines);
}

}  // namespace

MissionCheckReport check_mission(const mission::Mission& mission, std::span<const mission::Entry> entries,
                                 const MissionCheckRequest& request) {
  const Settings settings = settings_of(mission, request.rules);
  const mission::MissionLock lock{mission.folder};
  const bool all = entries.size() == mission::read_entries(mission).size();
  MissionCheckReport report;
  std::map<std::string, std::string> lines;
  std::vector<ReviewRow> rows;
  check_all(candidates_of(mission, entries), settings, request.jobs, request.run,
            [&](const CheckResult& result) {
              lines[result.entry] = json_line(result);
              if (all) rows.push_back({.team = entries[report.checked].team, .result = result});
              ++report.checked;
              report.flying += result.flight ? 1 : 0;
              if (request.on_result) request.on_result(result);
            });
  write_lines(mission, lines);
  if (all) base::write_whole_file(mission.folder / "review.html", review_page(mission.name, rows));
  return report;
}

}  // namespace cupola::check
