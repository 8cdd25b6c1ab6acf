#include "certificates/page/places.hpp"

#include "certificates/orbit/vec3.hpp"
#include "certificates/page/embedded.hpp"
#include "certificates/page/sky.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace cupola::page {
namespace {

constexpr double kKmPerDegree = 6371.0088 * std::numbers::pi / 180;

std::string_view cut(std::string_view& text, char end) {
  const std::string_view field = text.substr(0, text.find(end));
  text.remove_prefix(std::min(text.size(), field.size() + 1));
  return field;
}

double number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    throw std::logic_error("places.tsv: no number");
  return value;
}

orbit::Vec3 unit_vector(geo::MapPoint at) {
  const double latitude = at.latitude_deg * std::numbers::pi / 180;
  const double longitude = at.longitude_deg * std::numbers::pi / 180;
  return {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude),
          std::sin(latitude)};
}

struct Table {
  std::vector<KnownPlace> places;
  std::vector<orbit::Vec3> directions;
};

const Table& table() {
  static const Table read = [] {
    Table result;
    for (std::string_view rest = embedded_file("places.tsv"); !rest.empty();) {
      std::string_view line = cut(rest, '\n');
      const std::string_view zone = cut(line, '\t');
      const double latitude = number(cut(line, '\t'));
      result.places.push_back({zone, {number(line), latitude}});
      result.directions.push_back(unit_vector(result.places.back().at));
    }
    return result;
  }();
  return read;
}

double degrees_of(double cosine) { return std::acos(std::clamp(cosine, -1.0, 1.0)) * 180 / std::numbers::pi; }

}  // namespace

std::span<const KnownPlace> known_places() { return table().places; }

NearPlace nearest_place(double latitude_deg, double longitude_deg) {
  const geo::MapPoint spot{longitude_deg, latitude_deg};
  const orbit::Vec3 direction = unit_vector(spot);
  const auto& directions = table().directions;
  const auto nearest = std::max_element(
      directions.begin(), directions.end(),
      [&](const orbit::Vec3& a, const orbit::Vec3& b) { return dot(a, direction) < dot(b, direction); });
  const KnownPlace& place = table().places.at(static_cast<std::size_t>(nearest - directions.begin()));
  return {place.zone, angle_between(place.at, spot) * kKmPerDegree, bearing(place.at, spot)};
}

std::vector<TrackPlace> places_near(std::span<const orbit::Geodetic> path, const orbit::Geodetic& spot) {
  constexpr double kNear = 6;
  std::vector<orbit::Vec3> track;
  for (const orbit::Geodetic& point : path)
    track.push_back(unit_vector({point.longitude_deg, point.latitude_deg}));
  const orbit::Vec3 middle = unit_vector({spot.longitude_deg, spot.latitude_deg});
  std::vector<TrackPlace> found;
  for (std::size_t i = 0; i < table().places.size(); ++i) {
    const orbit::Vec3& direction = table().directions[i];
    double cosine = -1;
    for (const orbit::Vec3& point : track) cosine = std::max(cosine, dot(point, direction));
    const double off = degrees_of(cosine);
    if (off <= kNear) found.push_back({&table().places[i], off, degrees_of(dot(direction, middle))});
  }
  std::stable_sort(found.begin(), found.end(), [](const TrackPlace& a, const TrackPlace& b) {
    return a.from_marker_deg + 2 * a.off_track_deg < b.from_marker_deg + 2 * b.off_track_deg;
  });
  return found;
}

}  // namespace cupola::page
