#include "certificates/orbit/track.hpp"

#include "certificates/orbit/tle.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

using namespace cupola::orbit;
using namespace std::chrono;

namespace {

constexpr Time kStart = sys_days{year{2018} / 2 / 1} + 9h;

ElementSet iss() {
  return *read_tle("1 25544U 98067A   18032.92935684  .00002966  00000-0  52197-4 0  9991",
                   "2 25544  51.6438 332.9972 0003094  62.2964  46.0975 15.54039537 97480");
}

double ground_km(const Geodetic& a, const Geodetic& b) {
  return length(to_earth_fixed(Geodetic{a.latitude_deg, a.longitude_deg, 0}) -
                to_earth_fixed(Geodetic{b.latitude_deg, b.longitude_deg, 0}));
}

}  // namespace

TEST_CASE("a track that ends before it starts, has no step or no end in sight is refused") {
  CHECK_THROWS_AS(ground_track(iss(), {.from = kStart, .to = kStart - 1ns}), std::invalid_argument);
  CHECK_THROWS_AS(ground_track(iss(), {.from = kStart, .to = kStart + 1s, .step = 0s}),
                  std::invalid_argument);
  CHECK_THROWS_AS(ground_track(iss(), {.from = kStart, .to = kStart + 1s, .step = -1s}),
                  std::invalid_argument);
  CHECK_THROWS_AS(ground_track(iss(), {.from = kStart, .to = kStart + 24h, .step = 1us}),
                  std::invalid_argument);
}

TEST_CASE("a track stops where its orbit does and says why") {
  ElementSet falling = iss();
  falling.bstar = 0.05;
  const GroundTrack track =
      ground_track(falling, {.from = falling.epoch, .to = falling.epoch + 24h * 30, .step = 60s});
  REQUIRE(track.stopped);
  CHECK(track.points.size() > 10);
  CHECK(track.points.size() < 60 * 24 * 30);
  ElementSet high = iss();
  high.mean_motion_rev_per_day = 1;
  const GroundTrack none = ground_track(high, {.from = kStart, .to = kStart});
  CHECK(none.points.empty());
  CHECK(none.stopped == OrbitFailure::DeepSpace);
}

TEST_CASE("a track holds every step and its end") {
  const auto times = [](Time to) {
    std::vector<long long> seconds_after;
    for (const TrackPoint& point : ground_track(iss(), {.from = kStart, .to = to, .step = 10s}).points) {
      seconds_after.push_back(duration_cast<seconds>(point.time - kStart).count());
    }
    return seconds_after;
  };
  CHECK(times(kStart) == std::vector<long long>{0});
  CHECK(times(kStart + 20s) == std::vector<long long>{0, 10, 20});
  CHECK(times(kStart + 25s) == std::vector<long long>{0, 10, 20, 25});
  CHECK(times(kStart + 5s) == std::vector<long long>{0, 5});
}

TEST_CASE("the ISS stays in its belt, at its height and speed") {
  const auto track = ground_track(iss(), {.from = kStart, .to = kStart + 24h, .step = 30s});
  REQUIRE_FALSE(track.stopped);
  for (std::size_t i = 0; i < track.points.size(); ++i) {
    const TrackPoint& point = track.points[i];
    CHECK(std::abs(point.place.latitude_deg) < 51.85);
    CHECK(point.place.altitude_km > 395);
    CHECK(point.place.altitude_km < 430);
    CHECK(point.speed_km_s == doctest::Approx(7.66).epsilon(0.003));
    if (i == 0) continue;
    // The printed ground speed is what the foot point really covers (the chord is 3e-6 shorter than the arc).
    const double covered = ground_km(track.points[i - 1].place, point.place) / 30;
    const double mean = (track.points[i - 1].ground_speed_km_s + point.ground_speed_km_s) / 2;
    CHECK(covered == doctest::Approx(mean).epsilon(2e-4));
  }
}

TEST_CASE("a path is cut on the date line, in either direction") {
  CHECK(split_at_date_line({}).empty());
  const std::vector<Geodetic> east{{0, 170, 400}, {10, 178, 400}, {20, -178, 402}, {30, -170, 402}};
  const auto pieces = split_at_date_line(east);
  REQUIRE(pieces.size() == 2);
  REQUIRE(pieces[0].size() == 3);
  REQUIRE(pieces[1].size() == 3);
  CHECK(pieces[0].back().longitude_deg == 180);
  CHECK(pieces[1].front().longitude_deg == -180);
  CHECK(pieces[0].back().latitude_deg == doctest::Approx(15));
  CHECK(pieces[1].front().latitude_deg == doctest::Approx(15));
  CHECK(pieces[0].back().altitude_km == doctest::Approx(401));
  const std::vector<Geodetic> west{{20, -178, 400}, {10, 178, 400}};
  const auto back = split_at_date_line(west);
  REQUIRE(back.size() == 2);
  CHECK(back[0].back().longitude_deg == -180);
  CHECK(back[1].front().longitude_deg == 180);
}

TEST_CASE("a path along the date line or through Greenwich stays whole") {
  const std::vector<Geodetic> greenwich{{0, -10, 400}, {0, 10, 400}};
  CHECK(split_at_date_line(greenwich).size() == 1);
  const std::vector<Geodetic> on_the_line{{0, 180, 400}, {5, 180, 400}};
  CHECK(split_at_date_line(on_the_line).size() == 1);
}
