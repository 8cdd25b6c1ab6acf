#include "certificates/orbit/frames.hpp"

#include <cmath>

namespace cupola::orbit {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kDegrees = 180 / kPi;
constexpr double kArcseconds = kPi / (180.0 * 3600.0);

// WGS84
constexpr double kEquatorKm = 6378.137;
constexpr double kFlattening = 1 / 298.257223563;
constexpr double kE2 = kFlattening * (2 - kFlattening);

/// Rate of GMST-82 against UT1: what the Earth-fixed velocity loses to the turning of the frame. AIAA
/// 2006-6753, C.
constexpr double kEarthRotation = 7.29211514670698e-5;  // rad/s

constexpr Time kJ2000 = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1} + std::chrono::hours{12};

Vec3 turned(const Vec3& v, double sine, double cosine) {
  return {cosine * v.x + sine * v.y, cosine * v.y - sine * v.x, v.z};
}

/// Polar motion is so small that sine and angle agree to 1e-17.
Vec3 moved_by_pole(const Vec3& v, const EarthOrientation& earth) {
  const double x = earth.polar_x_arcsec * kArcseconds, y = earth.polar_y_arcsec * kArcseconds;
  return {v.x + x * v.z, v.y - y * v.z, v.z - x * v.x + y * v.y};
}

}  // namespace

double sidereal_time(Time utc, double dut1_s) {
  // Whole days are whole turns of the large term; taken off first, a double keeps nanoseconds.
  const auto since = utc - kJ2000;
  const auto whole = std::chrono::floor<std::chrono::days>(since);
  const double day = std::chrono::duration<double, std::ratio<86400>>(since - whole).count() + dut1_s / 86400;
  const double t = (static_cast<double>(whole.count()) + day) / 36525;
  const double seconds = 67310.54841 + t * (8640184.812866 + t * (0.093104 - t * 6.2e-6));
  const double turns = day + seconds / 86400;
  return 2 * kPi * (turns - std::floor(turns));
}

EarthFixedState to_earth_fixed(const TemeState& state, Time utc, const EarthOrientation& earth) {
  const double angle = sidereal_time(utc, earth.dut1_s);
  const double sine = std::sin(angle), cosine = std::cos(angle);
  const Vec3 position = turned(state.position_km, sine, cosine);
  const Vec3 drift{-kEarthRotation * position.y, kEarthRotation * position.x, 0};
  return {moved_by_pole(position, earth),
          moved_by_pole(turned(state.velocity_km_s, sine, cosine) - drift, earth)};
}

Geodetic to_geodetic(const Vec3& earth_fixed_km) { return to_geodetic_normal(earth_fixed_km).place; }

GeodeticNormal to_geodetic_normal(const Vec3& earth_fixed_km) {
  const Vec3& v = earth_fixed_km;
  // Bowring (1985): start from the reduced latitude; every round squares an already small error.
  constexpr double kPolarKm = kEquatorKm * (1 - kFlattening);
  constexpr double kSecondE2 = kE2 / (1 - kE2);
  const double p = std::sqrt(v.x * v.x + v.y * v.y), r = length(v);
  double rise = v.z * (1 - kFlattening) * (1 + kSecondE2 * kPolarKm / r),
         run = p;  // tan of the reduced latitude
  double sine = 0, cosine = 1;
  // From the ground to 3600 km up the first round is right to 1e-13 already.
  const int rounds = r > 6300 && r < 10'000 ? 1 : 2;
  for (int round = 0; round < rounds; ++round) {
    const double reduced = std::sqrt(rise * rise + run * run);
    const double sine_b = rise / reduced, cosine_b = run / reduced;
    const double up = v.z + kSecondE2 * kPolarKm * sine_b * sine_b * sine_b;
    const double out = p - kE2 * kEquatorKm * cosine_b * cosine_b * cosine_b;
    const double normal = std::sqrt(up * up + out * out);
    sine = up / normal;
    cosine = out / normal;
    rise = (1 - kFlattening) * sine;
    run = cosine;
  }
  double longitude = std::atan2(v.y, v.x) * kDegrees;
  if (longitude <= -180) longitude = 180;  // atan2 gives -180 for y = -0
  return {.place = {.latitude_deg = std::atan2(sine, cosine) * kDegrees,
                    .longitude_deg = longitude,
                    .altitude_km = p * cosine + v.z * sine - kEquatorKm * std::sqrt(1 - kE2 * sine * sine)},
          .sine = sine,
          .cosine = cosine};
}

Vec3 to_earth_fixed(const Geodetic& place) {
  const double latitude = place.latitude_deg / kDegrees, longitude = place.longitude_deg / kDegrees;
  const double sine = std::sin(latitude), cosine = std::cos(latitude);
  const double normal = kEquatorKm / std::sqrt(1 - kE2 * sine * sine);
  const double out = (normal + place.altitude_km) * cosine;
  return {out * std::cos(longitude), out * std::sin(longitude),
          (normal * (1 - kE2) + place.altitude_km) * sine};
}

}  // namespace cupola::orbit
