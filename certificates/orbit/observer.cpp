#include "certificates/orbit/observer.hpp"

#include "certificates/orbit/frames.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cupola::orbit {
namespace {

constexpr double kDegrees = 180 / 3.14159265358979323846;

const Geodetic& checked(const Geodetic& place) {
  const auto refuse = [](const char* what, const char* range, double found) {
    throw std::invalid_argument{std::string{what} + " of a place must be " + range + ", got " +
                                std::to_string(found)};
  };
  if (!(std::abs(place.latitude_deg) <= 90)) refuse("the latitude", "-90 to 90 degrees", place.latitude_deg);
  if (!(std::abs(place.longitude_deg) <= 360)) {
    refuse("the longitude", "-360 to 360 degrees", place.longitude_deg);
  }
  if (!(place.altitude_km >= -1 && place.altitude_km <= 100)) {
    refuse("the height", "-1 to 100 km", place.altitude_km);
  }
  return place;
}

}  // namespace

Observer::Observer(const Geodetic& place) : place_{checked(place)}, position_km_{to_earth_fixed(place)} {
  const double latitude = place.latitude_deg / kDegrees, longitude = place.longitude_deg / kDegrees;
  const double sin_lat = std::sin(latitude), cos_lat = std::cos(latitude);
  const double sin_lon = std::sin(longitude), cos_lon = std::cos(longitude);
  east_ = {-sin_lon, cos_lon, 0};
  north_ = {-sin_lat * cos_lon, -sin_lat * sin_lon, cos_lat};
  up_ = {cos_lat * cos_lon, cos_lat * sin_lon, sin_lat};
}

Look Observer::look(const Vec3& earth_fixed_km) const {
  const Vec3 line = earth_fixed_km - position_km_;
  const double range = length(line);
  double azimuth = std::atan2(dot(line, east_), dot(line, north_)) * kDegrees;
  if (azimuth < 0) azimuth += 360;
  if (azimuth >= 360) azimuth = 0;  // a hair west of north rounds up to a whole turn
  return {.azimuth_deg = azimuth,
          .elevation_deg = std::asin(std::clamp(dot(line, up_) / range, -1.0, 1.0)) * kDegrees,
          .range_km = range};
}

double Observer::elevation_deg(const Vec3& direction) const {
  return std::asin(std::clamp(dot(direction, up_) / length(direction), -1.0, 1.0)) * kDegrees;
}

}  // namespace cupola::orbit
