#include "certificates/orbit/sun.hpp"

#include <cmath>

namespace cupola::orbit {
namespace {

constexpr double kRadians = 3.14159265358979323846 / 180;
constexpr double kShadowRadiusKm = 6378.137;
/// (radius of the Sun - radius of the Earth) / astronomical unit: how fast the umbra narrows.
constexpr double kUmbraTaper = (695'700.0 - kShadowRadiusKm) / 149'597'870.7;
constexpr Time kJ2000 = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1} + std::chrono::hours{12};
/// Terrestrial time runs about 69 s ahead of UTC; the Sun moves 0.0008 degrees in that time.
constexpr double kTerrestrialAheadDays = 69.0 / 86400;
constexpr double kAberrationDegrees = -0.00569;

}  // namespace

Vec3 sun_direction(Time utc) {
  const double t = (days_between(kJ2000, utc) + kTerrestrialAheadDays) / 36525;
  const double mean_longitude = 280.46646 + t * (36000.76983 + t * 0.0003032);
  const double anomaly = (357.52911 + t * (35999.05029 - t * 0.0001537)) * kRadians;
  const double centre = (1.914602 - t * (0.004817 + t * 0.000014)) * std::sin(anomaly) +
                        (0.019993 - t * 0.000101) * std::sin(2 * anomaly) + 0.000289 * std::sin(3 * anomaly);
  const double longitude = (mean_longitude + centre + kAberrationDegrees) * kRadians;
  const double obliquity = (23.4392911 - t * 0.0130042) * kRadians;
  return {std::cos(longitude), std::cos(obliquity) * std::sin(longitude),
          std::sin(obliquity) * std::sin(longitude)};
}

bool sunlit(const Vec3& position_km, const Vec3& sun, Shadow shadow) {
  const double along = dot(position_km, sun);
  if (along >= 0) return true;
  const double radius = shadow == Shadow::Cylinder ? kShadowRadiusKm : kShadowRadiusKm + along * kUmbraTaper;
  return length(position_km - along * sun) > radius;
}

}  // namespace cupola::orbit
