// What the accelerometer, the gyroscope and the compass make of a turn, a spin, a shake and a fall.
#include "emulator/world/rotation.hpp"
#include "emulator/world/world.hpp"

#include <doctest/doctest.h>
#include <cupola/hat/orientation.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

using namespace cupola::world;
using namespace std::chrono_literals;
namespace hat = cupola::hat;

namespace {

WorldState quiet() {
  WorldState state = still_desk();
  state.noise = 0;
  return state;
}

WorldState moving(const Motion& motion) {
  WorldState state = quiet();
  state.motion = motion;
  return state;
}

double length(const hat::Vec3& v) { return std::hypot(v.x, v.y, v.z); }

std::uint64_t number_at(std::chrono::nanoseconds time) { return kLsm9ds1Rate.newest_at(time); }

/// How far two angles in degrees are apart.
double apart(double one, double other) { return std::abs(std::remainder(one - other, 360.0)); }

/// The pose that programs see at a time, from a filter that took in every sample until then.
hat::Orientation fused_deg(const World& world, std::chrono::nanoseconds until) {
  hat::OrientationFilter filter;
  for (std::uint64_t k = 0; k <= number_at(until); ++k) filter.update(world.motion(k), {});
  return hat::to_degrees(filter.orientation());
}

}  // namespace

TEST_CASE("a motion that cannot be is refused by name") {
  CHECK_THROWS_WITH_AS(World(moving({.kind = MotionKind::Shake, .shake_hz = 0}), 1),
                       "frequency of the shake must be positive", std::invalid_argument);
  CHECK_THROWS_WITH_AS(World(moving({.kind = MotionKind::Spin, .spin_axis = {0, 0, 0}}), 1),
                       "axis of the spin must not be 0, 0, 0", std::invalid_argument);
  CHECK_THROWS_AS(World(moving({.spin_deg_s = std::numeric_limits<double>::quiet_NaN()}), 1),
                  std::invalid_argument);
}

TEST_CASE("in free fall the accelerometer feels nothing, soon, and gravity comes back") {
  World world(quiet(), 1);
  world.change(moving({.kind = MotionKind::FreeFall}), 1s);
  CHECK(length(world.motion(number_at(1s)).acceleration_g) == doctest::Approx(1).epsilon(0.01));
  CHECK(length(world.motion(number_at(1500ms)).acceleration_g) < 0.001);
  CHECK(length(world.motion(number_at(20s)).acceleration_g) == 0);
  CHECK(length(world.motion(number_at(20s)).magnetic_field_ut) > 40);
  world.change(quiet(), 21s);
  CHECK(world.motion(number_at(22s)).acceleration_g.z == doctest::Approx(1).epsilon(0.001));
}

TEST_CASE("a spin is felt by the gyroscope about its axis, and the orientation follows") {
  const World world(moving({.kind = MotionKind::Spin, .spin_axis = {0, 0, 2}, .spin_deg_s = 90}), 1);
  const auto one = world.motion(number_at(1s));
  CHECK(one.rotation_rad_s.z == doctest::Approx(90 * kRadian).epsilon(0.001));
  CHECK(one.rotation_rad_s.x == 0);
  CHECK(apart(world.orientation_at(1s).yaw_deg, 90) < 1e-6);
  CHECK(apart(world.orientation_at(3s).yaw_deg, 270) < 1e-6);
  CHECK(one.acceleration_g.z == doctest::Approx(1).epsilon(0.001));
  // Turned to the east the board's x points east, so the field, which points north, is along −y.
  CHECK(one.magnetic_field_ut.y == doctest::Approx(-20).epsilon(0.001));
}

TEST_CASE("a spin about x carries gravity round, and about a slanting axis turns about just that") {
  const World roll(moving({.kind = MotionKind::Spin, .spin_axis = {1, 0, 0}, .spin_deg_s = 90}), 1);
  CHECK(roll.motion(number_at(1s)).acceleration_g.y == doctest::Approx(1).epsilon(0.001));
  CHECK(roll.motion(number_at(2s)).acceleration_g.z == doctest::Approx(-1).epsilon(0.001));

  WorldState state = moving({.kind = MotionKind::Spin, .spin_axis = {1, 1, 1}, .spin_deg_s = 120});
  state.orientation = {.yaw_deg = 30, .pitch_deg = 20, .roll_deg = -40};
  const World slanting(state, 1);
  const auto rates = slanting.motion(50).rotation_rad_s;
  CHECK(rates.x == doctest::Approx(120 * kRadian / std::sqrt(3.0)).epsilon(0.001));
  CHECK(rates.y == rates.x);
  CHECK(rates.z == rates.x);
  // After a whole turn everything is as before.
  const auto start = slanting.motion(0).acceleration_g;
  const auto turned = slanting.motion(357).acceleration_g;
  CHECK(turned.x == doctest::Approx(start.x).epsilon(0.001));
  CHECK(turned.y == doctest::Approx(start.y).epsilon(0.001));
}

TEST_CASE("a spin past the gyroscope's full scale shows the full scale") {
  const World world(moving({.kind = MotionKind::Spin, .spin_deg_s = -720}), 1);
  CHECK(world.motion(9).rotation_rad_s.z == doctest::Approx(-500 * kRadian));
}

TEST_CASE("a spin that ends leaves the board how it was, to be turned from there") {
  World world(moving({.kind = MotionKind::Spin, .spin_axis = {0.3, 0.2, 1}, .spin_deg_s = 50}), 1);
  const Orientation reached = world.orientation_at(2500ms);
  WorldState state = quiet();
  state.orientation = reached;
  world.change(state, 2500ms);
  for (const auto time : {2500ms, 2600ms, 9000ms}) {
    CHECK(apart(world.orientation_at(time).yaw_deg, reached.yaw_deg) < 1e-6);
    CHECK(apart(world.orientation_at(time).pitch_deg, reached.pitch_deg) < 1e-6);
    CHECK(apart(world.orientation_at(time).roll_deg, reached.roll_deg) < 1e-6);
  }
  CHECK(length(world.motion(number_at(3s)).rotation_rad_s) == 0);
  state.orientation = {};
  world.change(state, 10s);
  CHECK(apart(world.orientation_at(10s).yaw_deg, reached.yaw_deg) < 1e-6);
  CHECK(apart(world.orientation_at(13s).yaw_deg, 0) < 1e-6);
}

TEST_CASE("a spin whose rate is changed goes on from where it is") {
  World world(moving({.kind = MotionKind::Spin, .spin_deg_s = 90}), 1);
  world.change(moving({.kind = MotionKind::Spin, .spin_deg_s = -45}), 2s);
  CHECK(apart(world.orientation_at(2s).yaw_deg, 180) < 1e-6);
  CHECK(apart(world.orientation_at(4s).yaw_deg, 90) < 1e-6);
}

TEST_CASE("a shake is felt at its strength and frequency, along x most, about gravity") {
  const World world(moving({.kind = MotionKind::Shake, .shake_g = 2, .shake_hz = 5}), 1);
  double strongest = 0;
  double fastest = 0;
  double sum_z = 0;
  int crossings = 0;
  double last = 1;
  for (std::uint64_t k = 119; k < 11 * 119; ++k) {
    const auto sample = world.motion(k);
    strongest = std::max(strongest, std::abs(sample.acceleration_g.x));
    fastest = std::max(fastest, length(sample.rotation_rad_s));
    sum_z += sample.acceleration_g.z;
    const double x = sample.acceleration_g.x;
    if ((x > 0) != (last > 0)) ++crossings;
    last = x;
  }
  CHECK(strongest > 1.9);
  CHECK(strongest < 2.3);
  CHECK(crossings / 2 == doctest::Approx(50).epsilon(0.05));
  CHECK(sum_z / 1190 == doctest::Approx(1).epsilon(0.05));
  CHECK(fastest > 30 * kRadian);
  CHECK(fastest < 500 * kRadian);
}

TEST_CASE("a fading shake has 37 % left after its time, ends, and begins again when asked") {
  Motion motion{.kind = MotionKind::Shake, .shake_g = 3, .shake_hz = 6, .shake_fades_s = 1};
  World world(quiet(), 1);
  world.change(moving(motion), 1s);
  const auto strongest = [&](std::chrono::milliseconds from) {
    double most = 0;
    for (std::uint64_t k = number_at(from); k < number_at(from + 200ms); ++k) {
      most = std::max(most, std::abs(world.motion(k).acceleration_g.x));
    }
    return most;
  };
  CHECK(strongest(1000ms) == doctest::Approx(3).epsilon(0.15));
  CHECK(strongest(2000ms) == doctest::Approx(3 * 0.37).epsilon(0.15));
  CHECK(strongest(12s) < 0.001);
  world.change(moving(motion), 13s);
  CHECK(strongest(13s) < 0.001);
  motion.again = 1;
  world.change(moving(motion), 14s);
  CHECK(strongest(14s) > 2);
}

TEST_CASE("what the gyroscope adds up to is how the board is turned, in a shake and in a turn of the hand") {
  WorldState state = moving({.kind = MotionKind::Shake, .shake_g = 1, .shake_hz = 3});
  World world(state, 1);
  state.orientation = {.yaw_deg = 120, .pitch_deg = -30, .roll_deg = 50};
  world.change(state, 1s);
  hat::Quaternion pose = from_angles({});
  for (std::uint64_t k = 0; k < 119 * 4; ++k) {
    const auto here = world.motion(k).rotation_rad_s;
    const auto next = world.motion(k + 1).rotation_rad_s;
    const hat::Vec3 turn{(here.x + next.x) / 238, (here.y + next.y) / 238, (here.z + next.z) / 238};
    const double angle = length(turn);
    if (angle > 0) pose = multiply(pose, turn_about({turn.x / angle, turn.y / angle, turn.z / angle}, angle));
  }
  const EulerAngles summed = to_angles(pose);
  const Orientation turned = world.orientation_at(4s);
  CHECK(apart(summed.yaw / kRadian, turned.yaw_deg) < 0.5);
  CHECK(apart(summed.pitch / kRadian, turned.pitch_deg) < 0.5);
  CHECK(apart(summed.roll / kRadian, turned.roll_deg) < 0.5);
}

TEST_CASE("the fused orientation is what the sliders say, to a degree, two seconds after they jumped") {
  for (const Orientation& turned :
       {Orientation{}, Orientation{.yaw_deg = 90}, Orientation{.yaw_deg = -135, .pitch_deg = 30},
        Orientation{.yaw_deg = 179, .pitch_deg = -60, .roll_deg = 45}, Orientation{.roll_deg = 170},
        Orientation{.yaw_deg = 10, .pitch_deg = 80, .roll_deg = -20}}) {
    CAPTURE(turned.yaw_deg);
    CAPTURE(turned.pitch_deg);
    CAPTURE(turned.roll_deg);
    WorldState state = still_desk();
    World world(state, 11);
    state.orientation = turned;
    world.change(state, 5s);
    const hat::Orientation seen = fused_deg(world, 7s);
    CHECK(apart(seen.yaw, turned.yaw_deg) < 1.2);
    CHECK(apart(seen.pitch, turned.pitch_deg) < 1);
    CHECK(apart(seen.roll, turned.roll_deg) < 1.2);
  }
}

TEST_CASE("turned clockwise, as seen from above, the compass says more") {
  WorldState state = quiet();
  state.orientation = {.yaw_deg = 40};
  const hat::Orientation seen = hat::measured_orientation(World(state, 1).motion(0), {}, {});
  CHECK(hat::to_degrees(seen).yaw == doctest::Approx(40).epsilon(0.001));
}

TEST_CASE("a slider that is dragged is followed within a fifth of a second and without a jerk") {
  WorldState state = quiet();
  World world(state, 1);
  double last = 0;
  for (int frame = 0; frame <= 120; ++frame) {  // two seconds of dragging at 45 °/s, sixty changes a second
    const auto now = 1s + frame * 16666666ns;
    state.orientation.yaw_deg = frame * 0.75;
    world.change(state, now);
    const double yaw = world.orientation_at(now).yaw_deg;
    CHECK(yaw >= last - 1e-9);
    CHECK(state.orientation.yaw_deg - yaw < 45 * 0.2);
    last = yaw;
  }
  CHECK(world.orientation_at(3300ms).yaw_deg == doctest::Approx(90));
}
