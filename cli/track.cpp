#include "certificates/geo/atlas.hpp"
#include "certificates/orbit/nearest.hpp"
#include "certificates/orbit/sun.hpp"
#include "cli/command.hpp"
#include "cli/elements.hpp"
#include "cli/report.hpp"
#include "cli/track_formats.hpp"
#include "hat_driver/base/clock.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace cupola::cli {
namespace {

constexpr std::int64_t kMostRows = 1'000'000;

struct TrackOptions {
  std::string elements, satellite, at, from, to, ut1;
  double step_s = 60;
  std::string format = "text";
};

orbit::Time utc(const char* option, const std::string& text) {
  const auto time = base::parse_utc(text);
  if (time) return *time;
  throw std::invalid_argument{
      fmt::format("{}: \"{}\" is no time in UTC; write it like 2018-02-01T09:00:00Z", option, text)};
}

std::vector<orbit::Time> moments(const TrackOptions& options) {
  if (!options.at.empty()) return {utc("--at", options.at)};
  if (options.from.empty()) return {base::SystemClock{}.utc()};
  const orbit::Time from = utc("--from", options.from), to = utc("--to", options.to);
  if (to < from) throw std::invalid_argument{"--to lies before --from"};
  if (!(options.step_s >= 0.001 && options.step_s <= 1e8)) {
    throw std::invalid_argument{"--step must be from 0.001 to 100000000 seconds"};
  }
  const std::chrono::nanoseconds step{std::llround(options.step_s * 1e9)};
  const std::int64_t steps = (to - from) / step;
  if (steps >= kMostRows) {
    throw std::invalid_argument{
        fmt::format("that is {} rows, {} is the most; take a longer --step", steps + 1, kMostRows)};
  }
  std::vector<orbit::Time> times;
  for (std::int64_t i = 0; i <= steps; ++i) times.push_back(from + i * step);
  return times;
}

/// What one run of the command has worked out, and what it could not.
struct Track {
  std::vector<TrackRow> rows;
  std::size_t missing = 0;
  std::string first_failure;
};

class Tracker {
 public:
  Tracker(std::vector<orbit::ElementSet> sets, const orbit::Ut1Table& ut1)
      : sets_{std::move(sets)}, ut1_{ut1} {}

  /// `times` in order.
  Track follow(const std::vector<orbit::Time>& times) {
    Track track;
    for (const orbit::Time time : times) {
      take_nearest_set(time);
      const auto point = point_at(time);
      if (point) {
        track.rows.push_back(row(*point, *set_));
      } else if (track.missing++ == 0) {
        track.first_failure = fmt::format("{} at {}: {}", satellite_name(*set_), base::format_utc(time),
                                          orbit::describe(point.reason()));
      }
    }
    return track;
  }

 private:
  using Point = orbit::Expected<orbit::TrackPoint, orbit::OrbitFailure>;

  void take_nearest_set(orbit::Time time) {
    const orbit::ElementSet* set = orbit::nearest_set(sets_, time);
    if (set == set_) return;
    set_ = set;
    orbit_ = orbit::Orbit::from(*set);
    down_ = false;
  }

  Point point_at(orbit::Time time) {
    if (!*orbit_) return orbit_->reason();
    // A formula lets an orbit that dips into the ground come up again; a satellite does not.
    if (down_) return orbit::OrbitFailure::Decayed;
    Point point = orbit::track_point(**orbit_, time, earth_at(ut1_, time));
    down_ = !point && point.reason() == orbit::OrbitFailure::Decayed && time > set_->epoch;
    return point;
  }

  TrackRow row(const orbit::TrackPoint& point, const orbit::ElementSet& set) const {
    const geo::Below below = atlas_.below(point.place.latitude_deg, point.place.longitude_deg);
    const double age = orbit::age_days(set, point.time);
    const auto state = (*orbit_)->at(point.time);  // there is one, or there were no point
    return {.point = point,
            .sunlit = orbit::sunlit(state->position_km, orbit::sun_direction(point.time)),
            .below = below.name,
            .below_phrase = below.phrase,
            .element_set_epoch = set.epoch,
            .age_days = age,
            .uncertainty_km = orbit::uncertainty_km(age)};
  }

  std::vector<orbit::ElementSet> sets_;
  const orbit::Ut1Table& ut1_;
  geo::Atlas atlas_ = geo::Atlas::built_in();
  const orbit::ElementSet* set_ = nullptr;
  std::optional<orbit::Expected<orbit::Orbit, orbit::OrbitFailure>> orbit_;
  bool down_ = false;
};

void warn_of_age(const std::vector<TrackRow>& rows) {
  const TrackRow* worst = &rows.front();
  for (const TrackRow& row : rows) {
    if (std::abs(row.age_days) > std::abs(worst->age_days)) worst = &row;
  }
  if (std::abs(worst->age_days) <= orbit::kWarnAgeDays) return;
  complain(fmt::format(
      "warning: the nearest element set is {:.1f} days from {} (more than {:.0f}; its epoch is {}, {}), the "
      "position may be {:.0f} km off; give a nearer one with --elements",
      std::abs(worst->age_days), base::format_utc(worst->point.time), orbit::kWarnAgeDays,
      base::format_utc(worst->element_set_epoch), worst->age_days < 0 ? "later than that" : "earlier",
      worst->uncertainty_km));
}

std::string formatted(const TrackOptions& options, const std::string& satellite,
                      const std::vector<TrackRow>& rows) {
  if (options.format == "csv") return track_as_csv(rows);
  if (options.format == "geojson") return track_as_geojson(satellite, rows);
  if (options.format == "kml") return track_as_kml(satellite, rows);
  if (options.format == "czml") return track_as_czml(satellite, rows);
  if (options.format == "json")
    return track_as_json(rows, options.from.empty() ? JsonShape::Object : JsonShape::Array);
  return track_as_text(satellite, rows);
}

int track(const TrackOptions& options) {
  const std::vector<orbit::Time> times = moments(options);
  const LoadedElements loaded = load_elements(options.elements);
  for (const std::string& problem : loaded.problems) complain(problem);
  if (loaded.sets.empty()) return kSomeFailed;
  std::vector<orbit::ElementSet> sets = choose_satellite(loaded.sets, options.satellite);
  const std::string satellite = satellite_name(sets.front());
  const orbit::Ut1Table ut1 = load_ut1(options.ut1);
  warn_of_ut1(ut1, times.front(), times.back());
  const Track track = Tracker{std::move(sets), ut1}.follow(times);
  if (track.missing > 0) {
    complain(track.first_failure +
             (track.missing > 1 ? fmt::format(" (and {} more times)", track.missing - 1) : ""));
  }
  if (track.rows.empty()) return kSomeFailed;
  warn_of_age(track.rows);
  print(formatted(options, satellite, track.rows));
  return track.missing > 0 || !loaded.problems.empty() ? kSomeFailed : 0;
}

}  // namespace

void add_track(Command app, Context& context) {
  const auto options = std::make_shared<TrackOptions>();
  app.add_option("--elements", options->elements,
                 "File with element sets (TLE, or OMM as JSON, XML, CSV), or a folder of such files "
                 "(default: built-in sets "
                 "of the ISS)")
      .type_name("FILE|FOLDER");
  app.add_option("--satellite", options->satellite,
                 "Name or catalogue number, where the file holds several (default: the ISS)")
      .type_name("NAME");
  const Option at =
      app.add_option("--at", options->at, "One moment in UTC, like 2018-02-01T09:00:00Z (default: now)")
          .type_name("TIME");
  const Option from =
      app.add_option("--from", options->from, "First moment of a track").type_name("TIME").excludes(at);
  const Option to =
      app.add_option("--to", options->to, "Last moment of a track").type_name("TIME").needs(from);
  from.needs(to);
  app.add_option("--step", options->step_s, "Seconds between two moments")
      .type_name("SECONDS")
      .capture_default_str()
      .needs(from);
  app.add_option("--ut1", options->ut1,
                 "Table of UT1 - UTC (finals2000A, EOP C04): 0.6 m instead of up to 417 m")
      .type_name("FILE");
  app.add_option("--format", options->format, "How to print it")
      .one_of({"text", "csv", "geojson", "kml", "czml", "json"})
      .capture_default_str();
  app.footer(
      "For every moment the element set with the nearest epoch is taken; age_days is negative where the set "
      "is the\n"
      "later one. Heights are above the WGS84 ellipsoid, latitudes geodetic. How exact it is: "
      "docs/accuracy.md.\n"
      "Example: cupola track --from 2018-02-01T09:00:00Z --to 2018-02-01T10:30:00Z --step 300");
  app.callback([options, &context] { context.status = track(*options); });
}

}  // namespace cupola::cli
