#include "cli/track_formats.hpp"

#include "hat_driver/base/utc.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

namespace cupola::cli {
namespace {

using nlohmann::ordered_json;

double rounded(double value, double scale) { return std::round(value * scale) / scale; }

std::string angle(double value, const char* positive, const char* negative) {
  const double shown = rounded(std::abs(value), 100);
  return fmt::format("{:.2f}° {}", shown, value < 0 && shown > 0 ? negative : positive);
}
std::string latitude(const orbit::Geodetic& place) { return angle(place.latitude_deg, "N", "S"); }
std::string longitude(const orbit::Geodetic& place) { return angle(place.longitude_deg, "E", "W"); }

/// "2018-02-01 09:00:00", with milliseconds only where there are any.
std::string readable(orbit::Time time) {
  std::string text = base::format_utc(time);
  text[10] = ' ';
  text.pop_back();
  if (text.substr(19) == ".000") text.resize(19);
  return text;
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of("\",\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
  return quoted + '"';
}

/// How far to trust the rows: from the one whose set is farthest away.
std::string trust(const std::vector<TrackRow>& rows) {
  const TrackRow& worst = *std::max_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return std::abs(a.age_days) < std::abs(b.age_days);
  });
  constexpr double kNoIdeaKm = 10000;
  const std::string how_far = worst.uncertainty_km < kNoIdeaKm
                                  ? fmt::format("right to about {:.0f} km", std::ceil(worst.uncertainty_km))
                                  : "too far away to say where on its orbit it is";
  return fmt::format("Worked out from the element set of {} UTC, {:.1f} days {}: {}.\n",
                     readable(worst.element_set_epoch), std::abs(worst.age_days),
                     worst.age_days < 0 ? "later" : "earlier", how_far);
}

std::string one_moment(const std::string& satellite, const TrackRow& row) {
  const orbit::TrackPoint& point = row.point;
  return fmt::format(
      "{} at {} UTC\n"
      "  above     {}\n"
      "  place     {}, {}\n"
      "  height    {:.0f} km\n"
      "  speed     {:.2f} km/s, that is {:.0f} km/h\n"
      "  light     {}\n",
      satellite, readable(point.time), row.below_phrase, latitude(point.place), longitude(point.place),
      point.place.altitude_km, point.speed_km_s, rounded(point.speed_km_s * 3600, 0.01),
      row.sunlit ? "in sunlight" : "in the Earth's shadow");
}

}  // namespace

double rounded_degrees(double value) { return rounded(value, 1e6); }

ordered_json row_as_json(const TrackRow& row) {
  return {{"utc", base::format_utc(row.point.time)},
          {"latitude_deg", rounded_degrees(row.point.place.latitude_deg)},
          {"longitude_deg", rounded_degrees(row.point.place.longitude_deg)},
          {"altitude_km", rounded(row.point.place.altitude_km, 1e4)},
          {"speed_km_s", rounded(row.point.speed_km_s, 1e6)},
          {"ground_speed_km_s", rounded(row.point.ground_speed_km_s, 1e6)},
          {"sunlit", row.sunlit},
          {"below", row.below},
          {"element_set_epoch", base::format_utc(row.element_set_epoch)},
          {"age_days", rounded(row.age_days, 1e4)},
          {"uncertainty_km", rounded(row.uncertainty_km, 10)}};
}

std::string track_as_text(const std::string& satellite, const std::vector<TrackRow>& rows) {
  if (rows.size() == 1) return one_moment(satellite, rows.front()) + trust(rows);
  const std::size_t width = readable(rows.front().point.time).size();
  std::string text =
      fmt::format("{}\n{:<{}}  {:>9}  {:>10}  {:>8}  {:>9}  {:<6}  {}\n", satellite, "time (UTC)", width,
                  "latitude", "longitude", "height", "speed", "light", "above");
  for (const TrackRow& row : rows) {
    fmt::format_to(std::back_inserter(text), "{:<{}}  {:>9}  {:>10}  {:>5.0f} km  {:.2f} km/s  {:<6}  {}\n",
                   readable(row.point.time), width, latitude(row.point.place), longitude(row.point.place),
                   row.point.place.altitude_km, row.point.speed_km_s, row.sunlit ? "Sun" : "shadow",
                   row.below);
  }
  return text + trust(rows);
}

std::string track_as_csv(const std::vector<TrackRow>& rows) {
  std::string text =
      "utc,latitude_deg,longitude_deg,altitude_km,speed_km_s,ground_speed_km_s,sunlit,below,element_set_"
      "epoch,"
      "age_days,uncertainty_km\r\n";
  for (const TrackRow& row : rows) {
    const orbit::Geodetic& place = row.point.place;
    fmt::format_to(
        std::back_inserter(text), "{},{:.6f},{:.6f},{:.4f},{:.6f},{:.6f},{},{},{},{:.4f},{:.1f}\r\n",
        base::format_utc(row.point.time), place.latitude_deg, place.longitude_deg, place.altitude_km,
        row.point.speed_km_s, row.point.ground_speed_km_s, row.sunlit, csv_field(row.below),
        base::format_utc(row.element_set_epoch), row.age_days, row.uncertainty_km);
  }
  return text;
}

std::string track_as_json(const std::vector<TrackRow>& rows, JsonShape shape) {
  if (shape == JsonShape::Object && rows.size() == 1) return row_as_json(rows.front()).dump() + '\n';
  std::string text = "[";
  const char* between = "\n";
  for (const TrackRow& row : rows) {
    text += between + row_as_json(row).dump();
    between = ",\n";
  }
  return text + "\n]\n";
}

}  // namespace cupola::cli
