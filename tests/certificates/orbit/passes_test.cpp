#include "certificates/orbit/passes.hpp"
#include "certificates/orbit/tle.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

using namespace cupola::orbit;
using namespace std::chrono;

namespace {

constexpr const char* kLine1 = "1 25544U 98067A   22021.68747065 -.00000457  00000-0  00000+0 0  9996";
constexpr const char* kLine2 = "2 25544  51.6270 342.0904 0006847  44.2808  14.3181 15.49598315322461";
constexpr Geodetic kZurich{.latitude_deg = 47.3744, .longitude_deg = 8.5410, .altitude_km = 0};
constexpr Time kBegin = sys_days{year{2022} / 1 / 21} + 16h + 30min;

/// The visible passes of the ISS over Zurich as heavens-above.com listed them on 21 January 2022 (through the
/// tests of passpredict, MIT, (c) 2022 Sam Friedman): seconds of the day in CET, degrees.
struct Listed {
  int day;
  double magnitude;
  int start_s, start_deg, highest_s, highest_deg, end_s, end_deg;
};
constexpr int at(int hours, int minutes, int seconds) { return (hours * 60 + minutes) * 60 + seconds; }
constexpr Listed kListed[] = {
    {21, -4.0, at(19, 2, 20), 10, at(19, 5, 41), 88, at(19, 5, 54), 76},
    {22, -3.6, at(18, 14, 24), 10, at(18, 17, 41), 64, at(18, 19, 57), 19},
    {22, -1.4, at(19, 51, 23), 10, at(19, 52, 53), 23, at(19, 52, 53), 23},
    {23, -3.4, at(19, 3, 14), 10, at(19, 6, 31), 51, at(19, 6, 53), 48},
    {24, -3.6, at(18, 15, 8), 10, at(18, 18, 27), 66, at(18, 20, 52), 17},
    {24, -1.3, at(19, 52, 24), 10, at(19, 53, 48), 21, at(19, 53, 48), 21},
    {25, -3.0, at(19, 4, 17), 10, at(19, 7, 27), 39, at(19, 7, 46), 38},
    {26, -3.1, at(18, 16, 7), 10, at(18, 19, 21), 43, at(18, 21, 43), 16},
    {26, -1.3, at(19, 53, 19), 10, at(19, 54, 39), 21, at(19, 54, 39), 21},
    {27, -3.0, at(19, 5, 15), 10, at(19, 8, 25), 38, at(19, 8, 38), 38},
    {28, -2.9, at(18, 17, 10), 10, at(18, 20, 19), 37, at(18, 22, 38), 16},
    {28, -1.5, at(19, 54, 6), 10, at(19, 55, 34), 23, at(19, 55, 34), 23},
    {29, -3.5, at(19, 6, 5), 10, at(19, 9, 22), 50, at(19, 9, 36), 48},
    {30, -3.2, at(18, 18, 4), 10, at(18, 21, 17), 42, at(18, 23, 42), 16},
    {30, -1.7, at(19, 54, 52), 10, at(19, 56, 38), 28, at(19, 56, 38), 28},
};

Time cet(int day, int second_of_day) { return sys_days{year{2022} / 1 / day} + seconds{second_of_day} - 1h; }
double apart_s(Time a, Time b) { return std::abs(duration<double>(a - b).count()); }

Orbit iss() { return *Orbit::from(*read_tle(kLine1, kLine2, "ISS (ZARYA)")); }

std::vector<Pass> visible_over_zurich() {
  std::vector<Pass> seen;
  for (const Pass& pass : find_passes(iss(), Observer{kZurich}, kBegin, kBegin + days{10}).passes) {
    if (pass.visible) seen.push_back(pass);
  }
  return seen;
}

}  // namespace

TEST_CASE("refuses a place that is not on the ground and a search that makes no sense") {
  CHECK_THROWS_WITH_AS((Observer{{91, 0, 0}}),
                       "the latitude of a place must be -90 to 90 degrees, got 91.000000",
                       std::invalid_argument);
  CHECK_THROWS_AS((Observer{{0, std::nan(""), 0}}), std::invalid_argument);
  CHECK_THROWS_AS((Observer{{0, 0, 400}}), std::invalid_argument);
  const Observer zurich{kZurich};
  CHECK_THROWS_AS(find_passes(iss(), zurich, kBegin, kBegin - 1s), std::invalid_argument);
  CHECK_THROWS_AS(find_passes(iss(), zurich, kBegin, kBegin + 1h, {.min_elevation_deg = 90}),
                  std::invalid_argument);
  CHECK_THROWS_AS(find_passes(iss(), zurich, kBegin, kBegin + 1h, {.max_sun_deg = 91}),
                  std::invalid_argument);
  CHECK_THROWS_AS(find_passes(iss(), zurich, kBegin, kBegin + 1h, {.magnitude = 1e9}), std::invalid_argument);
}

TEST_CASE("fifteen passes over Zurich agree with the published table") {
  const std::vector<Pass> passes = visible_over_zurich();
  REQUIRE(passes.size() == std::size(kListed));
  double worst_s = 0, worst_magnitude = 0;
  for (std::size_t i = 0; i < passes.size(); ++i) {
    const Listed& listed = kListed[i];
    const Visibility& seen = *passes[i].visible;
    CAPTURE(i);
    // The table truncates to whole seconds, so its times lie half a second early on the average.
    worst_s = std::max({worst_s, apart_s(seen.from.time, cet(listed.day, listed.start_s)),
                        apart_s(seen.highest.time, cet(listed.day, listed.highest_s)),
                        apart_s(seen.to.time, cet(listed.day, listed.end_s))});
    CHECK(seen.from.look.elevation_deg == doctest::Approx(listed.start_deg).epsilon(0.06));
    CHECK(std::abs(seen.highest.look.elevation_deg - listed.highest_deg) < 0.75);
    CHECK(std::abs(seen.to.look.elevation_deg - listed.end_deg) < 0.75);
    worst_magnitude = std::max(worst_magnitude, std::abs(seen.magnitude - listed.magnitude));
    // All of them end in the Earth's shadow.
    REQUIRE(passes[i].shadow_entry);
    CHECK(apart_s(*passes[i].shadow_entry, seen.to.time) < 0.01);
    CHECK_FALSE(passes[i].shadow_exit);
  }
  MESSAGE("worst time ", worst_s, " s, worst magnitude ", worst_magnitude);
  CHECK(worst_s <= 1.5);
  CHECK(worst_magnitude <= 0.2);
}

TEST_CASE("a true umbra is met later than the cylinder of the tables") {
  const Observer zurich{kZurich};
  const auto cylinder = find_passes(iss(), zurich, kBegin, kBegin + days{2}).passes;
  const auto umbra = find_passes(iss(), zurich, kBegin, kBegin + days{2}, {.shadow = Shadow::Umbra}).passes;
  REQUIRE(cylinder.size() == umbra.size());
  int compared = 0;
  for (std::size_t i = 0; i < cylinder.size(); ++i) {
    if (!cylinder[i].shadow_entry || !umbra[i].shadow_entry) continue;
    const double later = duration<double>(*umbra[i].shadow_entry - *cylinder[i].shadow_entry).count();
    CHECK(later > 2);
    CHECK(later < 8);
    ++compared;
  }
  CHECK(compared > 0);
}

TEST_CASE("passes rise and set at the least elevation and culminate between") {
  const Observer zurich{kZurich};
  for (const double least : {0.0, 10.0, 40.0}) {
    CAPTURE(least);
    const auto passes =
        find_passes(iss(), zurich, kBegin, kBegin + days{3}, {.min_elevation_deg = least}).passes;
    REQUIRE(passes.size() > 2);
    for (const Pass& pass : passes) {
      CHECK(std::abs(pass.rise.look.elevation_deg - least) < 1e-4);
      CHECK(std::abs(pass.set.look.elevation_deg - least) < 1e-4);
      CHECK(pass.rise.time < pass.culmination.time);
      CHECK(pass.culmination.time < pass.set.time);
      for (const auto offset : {-200ms, 200ms}) {
        const auto beside = look_at(iss(), zurich, pass.culmination.time + offset);
        CHECK(beside->elevation_deg <= pass.culmination.look.elevation_deg);
      }
    }
  }
}

TEST_CASE("no pass is lost: a slow search over every second finds the same") {
  const Observer zurich{kZurich};
  const Orbit orbit = iss();
  std::vector<Time> rises;
  bool up = look_at(orbit, zurich, kBegin)->elevation_deg >= 10;
  for (Time time = kBegin; time < kBegin + days{2}; time += 1s) {
    const bool now = look_at(orbit, zurich, time)->elevation_deg >= 10;
    if (now && !up) rises.push_back(time);
    up = now;
  }
  const auto passes = find_passes(orbit, zurich, kBegin, kBegin + days{2}).passes;
  REQUIRE(passes.size() == rises.size());
  for (std::size_t i = 0; i < passes.size(); ++i) CHECK(apart_s(passes[i].rise.time, rises[i]) <= 1.0);
}

TEST_CASE("a station that never comes up far in the north has no pass") {
  CHECK(find_passes(iss(), Observer{{80, 20, 0}}, kBegin, kBegin + days{5}).passes.empty());
}

TEST_CASE("a pass under way when the search begins or ends is not lost") {
  const ElementSet sets[] = {*read_tle(kLine1, kLine2, "ISS (ZARYA)")};
  const Observer zurich{kZurich};
  const Time rise = cet(21, at(19, 2, 20));
  CHECK(find_passes(sets, zurich, rise + 2min, rise + 3min).passes.size() == 1);
  CHECK(find_passes(sets, zurich, rise - 1min, rise + 1min).passes.size() == 1);
  CHECK(find_passes(sets, zurich, rise - 2min, rise - 1min).passes.empty());
  CHECK(find_passes(std::span<const ElementSet>{}, zurich, rise, rise + 1h).passes.empty());
}

TEST_CASE("each pass comes from the set nearest to it, and none comes twice") {
  const ElementSet first = *read_tle(kLine1, kLine2, "ISS (ZARYA)");
  ElementSet second = first;
  second.epoch += days{2};
  const auto later = iss().after(2 * 1440.0);
  REQUIRE(later);
  const ElementSet sets[] = {second, first};
  const auto passes = find_passes(sets, Observer{kZurich}, kBegin, kBegin + days{3}).passes;
  REQUIRE(passes.size() > 5);
  for (std::size_t i = 0; i < passes.size(); ++i) {
    const bool early = passes[i].culmination.time < first.epoch + days{1};
    CHECK(passes[i].element_set_epoch == (early ? first.epoch : second.epoch));
    if (i > 0) CHECK(passes[i - 1].culmination.time < passes[i].culmination.time);
  }
}

TEST_CASE("a satellite that comes down ends the search and says why") {
  const Orbit falling =
      *Orbit::from(*read_tle("1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534",
                             "2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708"));
  const PassSearch search = find_passes(falling, Observer{kZurich}, falling.epoch, falling.epoch + days{5});
  REQUIRE(search.stopped);
  CHECK(*search.stopped == OrbitFailure::Decayed);
}

TEST_CASE("brightness follows distance and phase") {
  constexpr double kHalfPhase = 3.14159265358979323846 / 2;
  CHECK(apparent_magnitude(-1.8, 1000, kHalfPhase) == doctest::Approx(-1.8));
  CHECK(apparent_magnitude(-1.8, 2000, kHalfPhase) == doctest::Approx(-1.8 + 5 * std::log10(2)));
  CHECK(apparent_magnitude(-1.8, 1000, 0) == doctest::Approx(-1.8 - 2.5 * std::log10(2)));
  CHECK(std::isfinite(apparent_magnitude(-1.8, 1000, 2 * kHalfPhase)));
}

TEST_CASE("directions are said in words") {
  CHECK(std::string{direction_name(0)} == "north");
  CHECK(std::string{direction_name(22.4)} == "north");
  CHECK(std::string{direction_name(22.6)} == "north-east");
  CHECK(std::string{direction_name(270)} == "west");
  CHECK(std::string{direction_name(359)} == "north");
}
