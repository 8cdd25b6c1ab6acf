#include "certificates/orbit/frames.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace cupola::orbit;
using namespace std::chrono;

namespace {

constexpr double kPi = 3.14159265358979323846;

Time at(int year_number, int month_number, int day_number, nanoseconds clock) {
  return sys_days{year{year_number} / month_number / day_number} + clock;
}

}  // namespace

TEST_CASE("TEME to ITRF gives the vectors of AIAA 2006-6753, appendix C") {
  const TemeState state{{5094.18016210, 6127.64465950, 6380.34453270},
                        {-4.746131487, 0.785818041, 5.531931288}};
  // The printed result was worked out from the UT1 Julian date in one double, which steps by 40 microseconds
  // (23 mm on the turning Earth): the same double is taken here, and UT1 for UTC.
  const double julian_date_ut1 = 2453101.827411875 - 0.439961 / 86400;
  const Time ut1{nanoseconds{std::llround((julian_date_ut1 - 2440587.5) * 86400e9)}};
  const EarthOrientation pole{.polar_x_arcsec = -0.140682, .polar_y_arcsec = 0.333309};
  const EarthFixedState fixed = to_earth_fixed(state, ut1, pole);
  CHECK(length(fixed.position_km - Vec3{-1033.47938300, 7901.29527540, 6380.35659580}) < 5e-8);
  CHECK(length(fixed.velocity_km_s - Vec3{-3.225636520, -2.872451450, 5.531924446}) < 2e-8);
  const EarthOrientation earth{.dut1_s = -0.439961, .polar_x_arcsec = -0.140682, .polar_y_arcsec = 0.333309};
  const EarthFixedState by_utc = to_earth_fixed(state, at(2004, 4, 6, 7h + 51min + 28s + 386ms), earth);
  CHECK(length(by_utc.position_km - fixed.position_km) < 2.5e-5);
}

TEST_CASE("sidereal time is that of the almanac") {
  // Meeus, Astronomical Algorithms, examples 12.a and 12.b.
  CHECK(sidereal_time(at(1987, 4, 10, 0h)) * 12 / kPi ==
        doctest::Approx(13 + 10 / 60.0 + 46.3668 / 3600).epsilon(1e-9));
  CHECK(sidereal_time(at(1987, 4, 10, 19h + 21min)) * 180 / kPi ==
        doctest::Approx(128.7378734).epsilon(1e-9));
  CHECK(sidereal_time(at(1987, 4, 10, 0h), 0.5) - sidereal_time(at(1987, 4, 10, 0h)) ==
        doctest::Approx(0.5 * 7.2921159e-5).epsilon(1e-6));
}

TEST_CASE("geodetic places come back within a millimetre from everywhere") {
  for (const double height : {-50.0, 0.0, 8.8, 420.0, 2000.0, 36000.0, 100000.0}) {
    for (int step = -36; step <= 36; ++step) {
      const double latitude = 2.5 * step;
      for (const double longitude : {-179.999, -90.0, 0.0, 51.6, 180.0}) {
        const Geodetic place{latitude, longitude, height};
        const Vec3 position = to_earth_fixed(place);
        const Geodetic found = to_geodetic(position);
        CAPTURE(latitude);
        CAPTURE(height);
        CHECK(length(to_earth_fixed(found) - position) < 1e-6);
        CHECK(std::abs(found.altitude_km - height) < 1e-6);
        CHECK(std::abs(found.latitude_deg - latitude) * 111.2 < 1e-6);
      }
    }
  }
}

TEST_CASE("longitudes lie above -180 and up to 180") {
  CHECK(to_geodetic({-7000, 0.0, 0}).longitude_deg == 180);
  CHECK(to_geodetic({-7000, -0.0, 0}).longitude_deg == 180);
  CHECK(to_geodetic({0, -7000, 0}).longitude_deg == -90);
}

TEST_CASE("latitude is geodetic, not geocentric") {
  // At 45 degrees the two differ by 0.19 degrees, 21 km: the mistake many school programs make.
  const Geodetic place = to_geodetic({5000, 0, 5000});
  CHECK(place.latitude_deg == doctest::Approx(45.17).epsilon(0.001));
}
