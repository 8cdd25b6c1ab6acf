#include "certificates/orbit/sun.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace cupola::orbit;
using namespace std::chrono;

namespace {

constexpr double kDegrees = 180 / 3.14159265358979323846;

Vec3 direction(double right_ascension_deg, double declination_deg) {
  const double a = right_ascension_deg / kDegrees, d = declination_deg / kDegrees;
  return {std::cos(d) * std::cos(a), std::cos(d) * std::sin(a), std::sin(d)};
}

double declination(const Vec3& v) { return std::asin(v.z / length(v)) * kDegrees; }

}  // namespace

TEST_CASE("the Sun stands where the textbook says") {
  // Meeus, Astronomical Algorithms, example 25.a: apparent place at 1992 October 13.0 TD.
  const Vec3 sun = sun_direction(sys_days{year{1992} / 10 / 13} - 59s);
  CHECK(length(sun) == doctest::Approx(1).epsilon(1e-12));
  CHECK(length(sun - direction(198.38083, -7.78507)) * kDegrees < 0.01);
}

TEST_CASE("the Sun crosses the equator at the published equinoxes") {
  CHECK(std::abs(declination(sun_direction(sys_days{year{2018} / 3 / 20} + 16h + 15min))) < 0.01);
  CHECK(std::abs(declination(sun_direction(sys_days{year{2018} / 9 / 23} + 1h + 54min))) < 0.01);
  CHECK(std::abs(declination(sun_direction(sys_days{year{2026} / 3 / 20} + 14h + 46min))) < 0.01);
}

TEST_CASE("the Sun stands highest at the solstice") {
  CHECK(std::abs(declination(sun_direction(sys_days{year{2018} / 6 / 21} + 10h + 7min)) - 23.435) < 0.01);
}

TEST_CASE("only behind the Earth and within its radius is there shadow") {
  const Vec3 sun{1, 0, 0};
  CHECK(sunlit({7000, 0, 0}, sun));
  CHECK(sunlit({10, 0, 6800}, sun));
  CHECK_FALSE(sunlit({-7000, 0, 0}, sun));
  CHECK_FALSE(sunlit({-2000, 0, 6378.1}, sun));
  CHECK(sunlit({-2000, 0, 6378.2}, sun));
  CHECK(sunlit({-2000, 6378.2, 0}, sun));
}
