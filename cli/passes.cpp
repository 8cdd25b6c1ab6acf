#include "certificates/orbit/passes.hpp"
#include "certificates/orbit/nearest.hpp"
#include "cli/command.hpp"
#include "cli/elements.hpp"
#include "cli/pass_charts.hpp"
#include "cli/pass_formats.hpp"
#include "cli/pass_schools.hpp"
#include "cli/report.hpp"
#include "hat_driver/base/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace cupola::cli {
namespace {

struct PassesOptions {
  std::string at, elements, satellite, ut1, from, timezone, chart, mission;
  std::vector<std::string> logs;
  double days = 10;
  std::string format = "text", shadow = "cylinder";
  orbit::PassOptions pass;
  bool all = false;
};

/// "47.3744,8.5410" or "47.3744,8.5410,408" (metres).
orbit::Geodetic read_place(const std::string& text) {
  const auto wrong = [&]() {
    return std::invalid_argument{
        fmt::format("--at: \"{}\" is no place; write latitude,longitude in degrees, north and east positive, "
                    "and perhaps the "
                    "height in metres, like 47.3744,8.5410,408",
                    text)};
  };
  std::vector<double> numbers;
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string part = text.substr(at, end - at);
    std::size_t used = 0;
    try {
      numbers.push_back(std::stod(part, &used));
    } catch (const std::exception&) {
      throw wrong();
    }
    if (part.find_first_not_of(' ', used) != std::string::npos) throw wrong();
    at = end + 1;
  }
  if (numbers.size() < 2 || numbers.size() > 3) throw wrong();
  return {.latitude_deg = numbers[0],
          .longitude_deg = numbers[1],
          .altitude_km = numbers.size() == 3 ? numbers[2] / 1000 : 0};
}

orbit::Time beginning(const PassesOptions& options) {
  if (options.from.empty()) return base::SystemClock{}.utc();
  const auto time = base::parse_utc(options.from);
  if (time) return *time;
  throw std::invalid_argument{
      fmt::format("--from: \"{}\" is no time in UTC; write it like 2018-02-01T09:00:00Z", options.from)};
}

void warn_of_age(const std::vector<orbit::ElementSet>& sets, orbit::Time from, orbit::Time to) {
  const auto age = [&](orbit::Time time) { return orbit::age_days(*orbit::nearest_set(sets, time), time); };
  const orbit::Time worst = std::abs(age(from)) > std::abs(age(to)) ? from : to;
  const double days = age(worst);
  if (std::abs(days) <= orbit::kWarnAgeDays) return;
  const double off_km = orbit::uncertainty_km(days);
  constexpr double kSpeedKmS = 7.66;
  complain(
      fmt::format("warning: the nearest element set (epoch {}) is {:.1f} days {} {}: passes may come {} "
                  "early or late; give a "
                  "nearer one with --elements",
                  base::format_utc(orbit::nearest_set(sets, worst)->epoch), std::abs(days),
                  days < 0 ? "after" : "before", base::format_utc(worst),
                  off_km / kSpeedKmS < 90 ? fmt::format("{:.0f} s", off_km / kSpeedKmS)
                                          : fmt::format("{:.0f} minutes", off_km / kSpeedKmS / 60)));
}

std::string formatted(const PassesOptions& options, const PassTable& table, std::size_t hidden) {
  if (options.format == "json") return passes_as_json(table.passes);
  if (options.format == "ics") return passes_as_calendar(table);
  return passes_as_text(table, WallClock{options.timezone}, hidden);
}

/// Takes the passes of which nothing can be seen out, and counts them. JSON says it of each instead.
std::size_t hide_unseen(const PassesOptions& options, PassTable& table) {
  if (options.all || options.format == "json") return 0;
  return std::erase_if(table.passes, [](const orbit::Pass& pass) { return !pass.visible; });
}

int over_a_place(const PassesOptions& options, const std::vector<orbit::ElementSet>& sets) {
  const orbit::Observer observer{read_place(options.at)};
  const orbit::Time from = beginning(options);
  if (!(options.days > 0 && options.days <= 366)) {
    throw std::invalid_argument{"--days must be above 0 and at most 366"};
  }
  const orbit::Time to = from + std::chrono::nanoseconds{std::llround(options.days * 86400e9)};
  const orbit::Ut1Table ut1 = load_ut1(options.ut1);
  warn_of_ut1(ut1, from, to);
  orbit::PassOptions pass = options.pass;
  pass.earth = earth_at(ut1, from + (to - from) / 2);
  const orbit::PassSearch search = orbit::find_passes(sets, observer, from, to, pass);
  if (search.stopped) {
    complain(fmt::format("{}: {}", satellite_name(sets.front()), orbit::describe(*search.stopped)));
    if (search.passes.empty()) return kSomeFailed;
  }
  warn_of_age(sets, from, to);
  PassTable table{satellite_phrase(sets.front()), sets.front().catalogue_number, observer.place(),
                  search.passes};
  const std::size_t hidden = hide_unseen(options, table);
  if (!options.chart.empty()) {
    PassTable drawn = table;
    if (!options.all) std::erase_if(drawn.passes, [](const orbit::Pass& one) { return !one.visible; });
    write_charts(options.chart, drawn, sets, pass.earth, WallClock{options.timezone});
  }
  print(formatted(options, table, hidden));
  return search.stopped ? kSomeFailed : 0;
}

int over_schools(const PassesOptions& options, const std::vector<orbit::ElementSet>& sets) {
  if (options.logs.empty()) {
    throw std::invalid_argument{"--mission needs --log DIR, which says when the programs ran"};
  }
  const SchoolReport report = passes_over_schools({.mission = options.mission,
                                                   .logs = options.logs,
                                                   .sets = sets,
                                                   .satellite = satellite_phrase(sets.front()),
                                                   .ut1 = load_ut1(options.ut1),
                                                   .options = options.pass});
  for (const std::string& problem : report.problems) complain(problem);
  for (const std::string& note : report.notes) complain("note: " + note);
  print(options.format == "json" ? report.json : report.text);
  return report.problems.empty() ? 0 : kSomeFailed;
}

int passes(PassesOptions options) {
  if (options.at.empty() == options.mission.empty()) {
    throw std::invalid_argument{"say where with --at LAT,LON, or name a mission with --mission"};
  }
  const WallClock checked{options.timezone};  // before any work is done
  if (options.shadow == "umbra") options.pass.shadow = orbit::Shadow::Umbra;
  const LoadedElements loaded = load_elements(options.elements);
  for (const std::string& problem : loaded.problems) complain(problem);
  if (loaded.sets.empty()) return kSomeFailed;
  const std::vector<orbit::ElementSet> sets = choose_satellite(loaded.sets, options.satellite);
  const int status = options.mission.empty() ? over_a_place(options, sets) : over_schools(options, sets);
  return status == 0 && !loaded.problems.empty() ? kSomeFailed : status;
}

void add_place_options(Command app, PassesOptions& options) {
  app.add_option("--at", options.at,
                 "Where somebody looks up: degrees north and east, and perhaps metres of height")
      .type_name("LAT,LON[,ALT]");
  app.add_option("--from", options.from, "First moment in UTC (default: now)").type_name("TIME");
  app.add_option("--days", options.days, "How many days to look ahead")
      .type_name("DAYS")
      .capture_default_str();
  app.add_option("--timezone", options.timezone,
                 "Show times of this zone, like Europe/Zurich (text and charts)")
      .type_name("ZONE");
  app.add_option("--mission", options.mission,
                 "Instead of --at: every school of this mission, while programs ran")
      .type_name("MISSION");
  app.add_option("--log", options.logs, "With --mission: log folder of a flight; several for several units")
      .type_name("DIR");
}

void add_satellite_options(Command app, PassesOptions& options) {
  app.add_option("--elements", options.elements,
                 "File with element sets, or a folder of such files (default: built-in sets of the ISS)")
      .type_name("FILE|FOLDER");
  app.add_option("--satellite", options.satellite, "Name or catalogue number, where the file holds several")
      .type_name("NAME");
  app.add_option("--ut1", options.ut1, "Table of UT1 - UTC (finals2000A, EOP C04)").type_name("FILE");
  app.add_option("--magnitude", options.pass.magnitude, "Standard magnitude: at 1000 km, half phase")
      .type_name("MAG")
      .capture_default_str();
}

void add_view_options(Command app, PassesOptions& options) {
  app.add_option("--min-elevation", options.pass.min_elevation_deg, "A pass is above this height, in degrees")
      .type_name("DEG")
      .capture_default_str();
  app.add_option("--max-sun", options.pass.max_sun_deg,
                 "It is dark while the Sun is at most this high, in degrees")
      .type_name("DEG")
      .capture_default_str();
  app.add_option("--shadow", options.shadow, "The Earth's shadow: as pass tables draw it, or the true cone")
      .one_of({"cylinder", "umbra"})
      .capture_default_str();
  app.add_flag("--all", options.all, "Passes that cannot be seen as well (JSON always has them)");
  app.add_option("--chart", options.chart,
                 "A star chart of every pass that can be seen, as PDF and PNG, into this folder")
      .type_name("DIR");
  app.add_option("--format", options.format, "How to print it")
      .one_of({"text", "json", "ics"})
      .capture_default_str();
}

}  // namespace

void add_passes(Command app, Context& context) {
  const auto options = std::make_shared<PassesOptions>();
  add_place_options(app, *options);
  add_satellite_options(app, *options);
  add_view_options(app, *options);
  app.footer(
      "A satellite can be seen while the Sun lights it and the sky below is dark. docs/passes.md explains "
      "more.\n"
      "Example: cupola passes --at 47.3744,8.5410 --days 3 --timezone Europe/Zurich");
  app.callback([options, &context] { context.status = passes(*options); });
}

}  // namespace cupola::cli
