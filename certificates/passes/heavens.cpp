#include "certificates/passes/heavens.hpp"

#include "certificates/orbit/frames.hpp"

#include <erfa.h>
#include <erfam.h>

#include <algorithm>
#include <cmath>

namespace cupola::passes {
namespace {

using orbit::Vec3;

constexpr double kDegrees = 180 / 3.14159265358979323846;
constexpr double kAuKm = 149'597'870.7;
/// TT - UTC since 2017; the sky turns with UT, so a second more or less only moves the Moon by 0.5".
constexpr double kTerrestrialAheadDays = 69.184 / 86400;
constexpr orbit::Time kJ2000 =
    std::chrono::sys_days{std::chrono::year{2000} / 1 / 1} + std::chrono::hours{12};

SkyAngle angle(double east, double north, double up) {
  double azimuth = std::atan2(east, north) * kDegrees;
  if (azimuth < 0) azimuth += 360;
  return {azimuth, std::atan2(up, std::hypot(east, north)) * kDegrees};
}

double phase_angle_deg(const Vec3& from_sun, const Vec3& from_earth) {
  const double cosine = dot(from_sun, from_earth) / (length(from_sun) * length(from_earth));
  return std::acos(std::clamp(cosine, -1.0, 1.0)) * kDegrees;
}

/// Number in ERFA's plan94, brightness at 1 au from both, and how it falls with the phase angle in degrees
/// (Explanatory Supplement to the Astronomical Almanac, 1992, table 7.1; Saturn without its rings).
struct PlanetFacts {
  int number;
  const char* name;
  double magnitude, linear, square, cube;
};
constexpr PlanetFacts kPlanets[] = {{1, "Mercury", -0.42, 3.80e-2, -2.73e-4, 2.00e-6},
                                    {2, "Venus", -4.40, 9e-4, 2.39e-4, -6.5e-7},
                                    {4, "Mars", -1.52, 1.6e-2, 0, 0},
                                    {5, "Jupiter", -9.40, 5e-3, 0, 0},
                                    {6, "Saturn", -8.88, 4.4e-2, 0, 0}};

}  // namespace

Heavens::Heavens(orbit::Time utc, const orbit::Geodetic& place) {
  const double ut = orbit::days_between(kJ2000, utc);
  tt_ = ut + kTerrestrialAheadDays;
  double to_date[3][3], turned[3][3];
  eraPnm06a(ERFA_DJ00, tt_, to_date);
  eraCr(to_date, turned);
  eraRz(eraGst06(ERFA_DJ00, ut, ERFA_DJ00, tt_, to_date), turned);  // GCRS to Earth-fixed
  const double latitude = place.latitude_deg / kDegrees, longitude = place.longitude_deg / kDegrees;
  const double axes[3][3] = {{-std::sin(longitude), std::cos(longitude), 0},
                             {-std::sin(latitude) * std::cos(longitude),
                              -std::sin(latitude) * std::sin(longitude), std::cos(latitude)},
                             {std::cos(latitude) * std::cos(longitude),
                              std::cos(latitude) * std::sin(longitude), std::sin(latitude)}};
  const Vec3 here = (1 / kAuKm) * orbit::to_earth_fixed(place);
  const double fixed[3] = {here.x, here.y, here.z};
  double celestial[3] = {};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 3; ++column) {
      for (std::size_t k = 0; k < 3; ++k) to_horizon_[row][column] += axes[row][k] * turned[k][column];
      celestial[column] += turned[row][column] * fixed[row];
    }
  }
  observer_au_ = {celestial[0], celestial[1], celestial[2]};
}

SkyAngle Heavens::of(const Vec3& direction) const {
  const auto along = [&](std::size_t row) {
    return to_horizon_[row][0] * direction.x + to_horizon_[row][1] * direction.y +
           to_horizon_[row][2] * direction.z;
  };
  return angle(along(0), along(1), along(2));
}

SkyAngle Heavens::of(const SkyPlace& place) const {
  const double a = place.right_ascension_deg / kDegrees, d = place.declination_deg / kDegrees;
  return of(Vec3{std::cos(d) * std::cos(a), std::cos(d) * std::sin(a), std::sin(d)});
}

Vec3 Heavens::earth_au() const {
  double heliocentric[2][3], barycentric[2][3];
  eraEpv00(ERFA_DJ00, tt_, heliocentric, barycentric);
  return {heliocentric[0][0], heliocentric[0][1], heliocentric[0][2]};
}

SkyAngle Heavens::sun() const { return of(-1.0 * earth_au()); }

Moon Heavens::moon() const {
  double pv[2][3];
  eraMoon98(ERFA_DJ00, tt_, pv);
  const Vec3 seen = Vec3{pv[0][0], pv[0][1], pv[0][2]} - observer_au_;
  const Vec3 to_sun = -1.0 * earth_au();
  Moon moon{.angle = of(seen)};
  moon.lit = (1 + std::cos(phase_angle_deg(seen - to_sun, seen) / kDegrees)) / 2;
  const SkyAngle sun_angle = of(to_sun);
  // Bearing of the Sun from the Moon on the sphere, from the zenith; azimuths grow clockwise on the ground,
  // but the sky is looked at from inside, so to the right is a growing azimuth here too.
  const double h1 = moon.angle.elevation_deg / kDegrees, h2 = sun_angle.elevation_deg / kDegrees;
  const double da = (sun_angle.azimuth_deg - moon.angle.azimuth_deg) / kDegrees;
  moon.bright_limb_deg =
      std::atan2(std::cos(h2) * std::sin(da),
                 std::cos(h1) * std::sin(h2) - std::sin(h1) * std::cos(h2) * std::cos(da)) *
      kDegrees;
  return moon;
}

std::vector<Planet> Heavens::planets() const {
  const Vec3 earth = earth_au();
  std::vector<Planet> planets;
  for (const PlanetFacts& facts : kPlanets) {
    double pv[2][3];
    eraPlan94(ERFA_DJ00, tt_, facts.number, pv);
    const Vec3 from_sun{pv[0][0], pv[0][1], pv[0][2]}, from_earth = from_sun - earth;
    const double i = phase_angle_deg(from_sun, from_earth);
    const double magnitude = facts.magnitude + 5 * std::log10(length(from_sun) * length(from_earth)) +
                             i * (facts.linear + i * (facts.square + i * facts.cube));
    planets.push_back({facts.name, of(from_earth), magnitude});
  }
  return planets;
}

}  // namespace cupola::passes
