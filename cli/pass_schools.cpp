#include "cli/pass_schools.hpp"

#include "certificates/page/flight_log.hpp"
#include "cli/local_time.hpp"
#include "cli/pass_formats.hpp"
#include "hat_driver/base/utc.hpp"
#include "runner/mission/mission.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>
#include <tuple>

namespace cupola::cli {
namespace {

using nlohmann::ordered_json;

struct Span {
  orbit::Time from = orbit::Time::max();
  orbit::Time to = orbit::Time::min();
};

/// From when to when programs of this mission ran, one span a log.
std::vector<Span> flights(const SchoolRequest& request, const mission::Mission& mission,
                          std::vector<std::string>& problems) {
  std::vector<Span> spans;
  for (const std::string& folder : request.logs) {
    const page::FlightLog log = page::read_flight_log(folder, mission);
    problems.insert(problems.end(), log.problems.begin(), log.problems.end());
    Span span;
    for (const auto& [id, run] : log.runs) {
      span.from = std::min<orbit::Time>(span.from, run.end.start);
      span.to = std::max<orbit::Time>(span.to, run.end.end);
    }
    if (log.runs.empty())
      problems.push_back(fmt::format("{}: no program has run yet", folder));
    else
      spans.push_back(span);
  }
  return spans;
}

/// Entries of one school at one place.
struct School {
  std::string name, timezone;
  mission::Place place;
  std::vector<std::string> entries;
};

std::vector<School> schools_of(const mission::Mission& mission, std::size_t& without_place) {
  std::map<std::tuple<std::string, double, double>, std::size_t> known;
  std::vector<School> schools;
  for (const mission::Entry& entry : mission::read_entries(mission)) {
    if (!entry.place) {
      ++without_place;
      continue;
    }
    const std::string& name = entry.school.empty() ? entry.team : entry.school;
    const auto [found, fresh] = known.try_emplace(
        std::tuple{name, entry.place->latitude_deg, entry.place->longitude_deg}, schools.size());
    if (fresh) schools.push_back({name, entry.timezone, *entry.place, {}});
    schools[found->second].entries.push_back(entry.id);
  }
  return schools;
}

std::vector<orbit::Pass> passes_over(const School& school, const std::vector<Span>& spans,
                                     const SchoolRequest& request) {
  const orbit::Observer observer{{school.place.latitude_deg, school.place.longitude_deg, 0}};
  std::vector<orbit::Pass> all;
  for (const Span& span : spans) {
    orbit::PassOptions options = request.options;
    options.earth.dut1_s = request.ut1.dut1_s(span.from).value_or(0);
    const auto search = orbit::find_passes(request.sets, observer, span.from, span.to, options);
    all.insert(all.end(), search.passes.begin(), search.passes.end());
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.rise.time < b.rise.time; });
  // Two units fly at the same time: one pass is one pass.
  all.erase(std::unique(all.begin(), all.end(),
                        [](const auto& a, const auto& b) { return a.rise.time == b.rise.time; }),
            all.end());
  return all;
}

/// The first pass after the last flight: what a school that missed it may look forward to.
std::optional<orbit::Pass> next_pass(const School& school, const std::vector<Span>& spans,
                                     const SchoolRequest& request) {
  const orbit::Observer observer{{school.place.latitude_deg, school.place.longitude_deg, 0}};
  orbit::Time end = orbit::Time::min();
  for (const Span& span : spans) end = std::max(end, span.to);
  if (spans.empty()) return std::nullopt;
  const auto search =
      orbit::find_passes(request.sets, observer, end, end + std::chrono::days{2}, request.options);
  const auto later = std::find_if(search.passes.begin(), search.passes.end(),
                                  [&](const auto& pass) { return pass.rise.time > end; });
  return later == search.passes.end() ? std::nullopt : std::optional{*later};
}

/// The school's own clock, or UTC where the form names a zone that this machine does not have.
WallClock clock_of(const School& school, std::vector<std::string>& problems) {
  try {
    return WallClock{school.timezone};
  } catch (const std::invalid_argument& error) {
    problems.push_back(
        fmt::format("entry {}: {}; its times are in UTC", school.entries.front(), error.what()));
    return WallClock{};
  }
}

/// One school, what flew over it, and what comes next.
struct Sky {
  const School& school;
  std::vector<orbit::Pass> passes;
  std::optional<orbit::Pass> next;
};

ordered_json as_json(const Sky& sky) {
  const School& school = sky.school;
  ordered_json list = ordered_json::array();
  for (const orbit::Pass& pass : sky.passes) list.push_back(pass_as_json(pass));
  return {{"school", school.name},
          {"entries", school.entries},
          {"latitude_deg", school.place.latitude_deg},
          {"longitude_deg", school.place.longitude_deg},
          {"timezone", school.timezone},
          {"passes", std::move(list)},
          {"next", sky.next ? pass_as_json(*sky.next) : ordered_json(nullptr)}};
}

std::string as_text(const Sky& sky, const WallClock& clock) {
  const School& school = sky.school;
  const orbit::Geodetic place{school.place.latitude_deg, school.place.longitude_deg, 0};
  std::string text =
      fmt::format("{} ({}), {} {}, times in {}\n", school.name, place_text(place), school.entries.size(),
                  school.entries.size() == 1 ? "entry" : "entries", clock.zone());
  if (!sky.passes.empty()) return text + pass_lines(sky.passes, clock, "  ");
  text += "  it did not come over while programs ran\n";
  if (sky.next) text += "  the next pass was\n" + pass_lines({*sky.next}, clock, "  ");
  return text;
}

}  // namespace

SchoolReport passes_over_schools(const SchoolRequest& request) {
  const mission::Mission mission = mission::read_mission(request.mission);
  SchoolReport report;
  const std::vector<Span> spans = flights(request, mission, report.problems);
  std::size_t without_place = 0;
  const std::vector<School> schools = schools_of(mission, without_place);
  report.json = "[";
  for (const Span& span : spans) {
    fmt::format_to(std::back_inserter(report.text), "Programs ran from {} to {}\n",
                   base::format_utc(span.from), base::format_utc(span.to));
  }
  for (const School& school : schools) {
    const Sky sky{school, passes_over(school, spans, request), next_pass(school, spans, request)};
    report.text += as_text(sky, clock_of(school, report.problems));
    report.json += (&school == &schools.front() ? "\n" : ",\n") + as_json(sky).dump();
  }
  report.json += "\n]\n";
  if (without_place > 0) {
    report.notes.push_back(
        fmt::format("{} {} no place (LAT,LON in the column \"place\" of the form), so nobody knows when {} "
                    "came over them",
                    without_place, without_place == 1 ? "entry names" : "entries name", request.satellite));
  }
  return report;
}

}  // namespace cupola::cli
