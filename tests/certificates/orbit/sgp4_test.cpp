#include "certificates/orbit/sgp4.hpp"

#include "certificates/orbit/element_sets.hpp"
#include "certificates/orbit/tle.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace cupola::orbit;
using namespace std::chrono;

namespace {

ElementSet iss() {
  return *read_tle("1 25544U 98067A   18032.92935684  .00002966  00000-0  52197-4 0  9991",
                   "2 25544  51.6438 332.9972 0003094  62.2964  46.0975 15.54039537 97480");
}

bool finite(const TemeState& state) {
  return std::isfinite(length(state.position_km)) && std::isfinite(length(state.velocity_km_s));
}

}  // namespace

TEST_CASE("deep space is refused by name from a period of 225 minutes on") {
  ElementSet set = iss();
  set.mean_motion_rev_per_day = 1440 / 226.0;
  const auto orbit = Orbit::from(set);
  REQUIRE_FALSE(orbit);
  CHECK(orbit.reason() == OrbitFailure::DeepSpace);
  CHECK(describe(orbit.reason()).find("deep space") != std::string_view::npos);
  set.mean_motion_rev_per_day = 1440 / 224.0;
  CHECK(Orbit::from(set));
}

TEST_CASE("elements that are no orbit are refused") {
  for (const double bad : {-1.0, 1.0, 2.0, std::numeric_limits<double>::quiet_NaN()}) {
    ElementSet set = iss();
    set.eccentricity = bad;
    const auto orbit = Orbit::from(set);
    REQUIRE_FALSE(orbit);
    CHECK(orbit.reason() == OrbitFailure::Unphysical);
  }
  ElementSet set = iss();
  set.mean_motion_rev_per_day = 0;
  CHECK_FALSE(Orbit::from(set));
}

TEST_CASE("every answer is a finite state or a reason, however wild the elements and the time") {
  int states = 0, reasons = 0;
  for (const double eccentricity : {0.0, 1e-7, 1e-4, 0.0003, 0.1, 0.5, 0.9, 0.999999}) {
    for (const double motion : {6.5, 12.0, 15.5, 17.0, 17.9}) {
      for (const double bstar : {0.0, 5e-5, 0.1, -0.1, 9.0}) {
        for (const double minutes : {-1e9, -1e6, -1440.0, 0.0, 0.1, 1440.0, 1e5, 1e7, 1e12}) {
          for (const double inclination : {0.0, 51.6, 90.0, 180.0}) {
            ElementSet set = iss();
            set.eccentricity = eccentricity;
            set.mean_motion_rev_per_day = motion;
            set.bstar = bstar;
            set.inclination_deg = inclination;
            const auto orbit = Orbit::from(set);
            if (!orbit) continue;
            const auto state = orbit->after(minutes);
            if (state) {
              REQUIRE(finite(*state));
              REQUIRE(length(state->position_km) > 6300);
              ++states;
            } else {
              REQUIRE_FALSE(describe(state.reason()).empty());
              ++reasons;
            }
          }
        }
      }
    }
  }
  CHECK(states > 100);
  CHECK(reasons > 100);
}

TEST_CASE("asking twice, or in another order, gives the same state to the last bit") {
  const auto orbit = Orbit::from(iss());
  REQUIRE(orbit);
  const auto first = orbit->after(100);
  REQUIRE(orbit->after(-5000));
  const auto again = orbit->after(100);
  REQUIRE(again);
  CHECK(first->position_km.x == again->position_km.x);
  CHECK(first->velocity_km_s.z == again->velocity_km_s.z);
}

TEST_CASE("a time is minutes after the epoch, and the ISS flies where it flies") {
  const auto orbit = Orbit::from(iss());
  REQUIRE(orbit);
  const auto by_time = orbit->at(iss().epoch + 90min);
  const auto by_minutes = orbit->after(90);
  REQUIRE(by_time);
  CHECK(length(by_time->position_km - by_minutes->position_km) == 0);
  CHECK(length(by_time->position_km) == doctest::Approx(6780).epsilon(0.003));
  CHECK(length(by_time->velocity_km_s) == doctest::Approx(7.66).epsilon(0.003));
}

TEST_CASE("velocity is the derivative of position, to what the theory leaves out") {
  for (const ElementSet& set : read_element_sets(built_in_iss_elements()).sets) {
    const auto orbit = Orbit::from(set);
    REQUIRE(orbit);
    constexpr double kHalfStep = 0.001;
    const auto before = orbit->after(60 - kHalfStep), here = orbit->after(60),
               after = orbit->after(60 + kHalfStep);
    const Vec3 slope = (1 / (2 * kHalfStep * 60)) * (after->position_km - before->position_km);
    CHECK(length(slope - here->velocity_km_s) < 5e-5);
  }
}
