#include "certificates/page/sky.hpp"

#include "certificates/orbit/frames.hpp"
#include "certificates/orbit/sun.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cupola::page {
namespace {

using std::numbers::pi;

constexpr double radians(double degrees) { return degrees * pi / 180; }
constexpr double degrees(double radians) { return radians * 180 / pi; }

double within_half_turn(double longitude_deg) { return std::remainder(longitude_deg, 360.0); }

}  // namespace

geo::MapPoint below_the_sun(orbit::Time utc) {
  const orbit::Vec3 sun = orbit::sun_direction(utc);
  const double east = degrees(std::atan2(sun.y, sun.x) - orbit::sidereal_time(utc));
  return {within_half_turn(east), degrees(std::asin(std::clamp(sun.z, -1.0, 1.0)))};
}

geo::Ring circle_around(geo::MapPoint centre, double radius_deg, int points) {
  const double latitude = radians(centre.latitude_deg);
  const double radius = radians(radius_deg);
  geo::Ring ring;
  ring.reserve(static_cast<std::size_t>(points));
  double last = centre.longitude_deg;
  for (int i = 0; i < points; ++i) {
    const double turn = -2 * pi * i / points;
    const double up =
        std::sin(latitude) * std::cos(radius) + std::cos(latitude) * std::sin(radius) * std::cos(turn);
    const double east = std::atan2(std::sin(turn) * std::sin(radius) * std::cos(latitude),
                                   std::cos(radius) - std::sin(latitude) * up);
    last += within_half_turn(centre.longitude_deg + degrees(east) - last);
    ring.push_back({last, degrees(std::asin(std::clamp(up, -1.0, 1.0)))});
  }
  return ring;
}

geo::Ring darkness(geo::MapPoint sun, double altitude_deg, int points) {
  const geo::MapPoint opposite{within_half_turn(sun.longitude_deg + 180), -sun.latitude_deg};
  return circle_around(opposite, 90 + altitude_deg, points);
}

double angle_between(geo::MapPoint a, geo::MapPoint b) {
  const double half_lat = std::sin(radians(b.latitude_deg - a.latitude_deg) / 2);
  const double half_lon = std::sin(radians(b.longitude_deg - a.longitude_deg) / 2);
  const double h = half_lat * half_lat + std::cos(radians(a.latitude_deg)) *
                                             std::cos(radians(b.latitude_deg)) * half_lon * half_lon;
  return degrees(2 * std::asin(std::sqrt(std::min(1.0, h))));
}

double bearing(geo::MapPoint from, geo::MapPoint to) {
  const double east = radians(to.longitude_deg - from.longitude_deg);
  const double a = radians(from.latitude_deg);
  const double b = radians(to.latitude_deg);
  const double angle = degrees(std::atan2(
      std::sin(east) * std::cos(b), std::cos(a) * std::sin(b) - std::sin(a) * std::cos(b) * std::cos(east)));
  return angle < 0 ? angle + 360 : angle;
}

}  // namespace cupola::page
