#include "hat_driver/fusion/rotation_math.hpp"

#include <cupola/hat/orientation.hpp>

#include <doctest/doctest.h>

#include <cmath>

using namespace cupola::hat;
using cupola::fusion::kPi;

namespace {

constexpr ImuConfig kAll{};

double radians(double degrees) { return degrees * kPi / 180; }

/// What a board at rest in this pose (degrees) measures: gravity up, 33 µT to the north.
MotionSample still(double roll, double pitch, double yaw, double seconds) {
  const Quaternion pose = cupola::fusion::from_angles({radians(roll), radians(pitch), radians(yaw)});
  const Quaternion back{pose.w, -pose.x, -pose.y, -pose.z};
  return {static_cast<std::int64_t>(seconds * 1e9),
          cupola::fusion::rotate(back, {0, 0, 1}),
          {},
          cupola::fusion::rotate(back, {33, 0, 0})};
}

void check_near(const Orientation& pose, double roll, double pitch, double yaw, double tolerance_degrees) {
  CHECK(std::abs(std::remainder(pose.roll - radians(roll), 2 * kPi)) <= radians(tolerance_degrees));
  CHECK(std::abs(pose.pitch - radians(pitch)) <= radians(tolerance_degrees));
  CHECK(std::abs(std::remainder(pose.yaw - radians(yaw), 2 * kPi)) <= radians(tolerance_degrees));
}

}  // namespace

TEST_CASE("a sample without gravity or field leaves the pose as it was") {
  const Orientation before{0.1, 0.2, 0.3};
  const Orientation pose = measured_orientation({0, {0.001, 0, -0.002}, {}, {}}, kAll, before);
  CHECK(pose.roll == before.roll);
  CHECK(pose.pitch == before.pitch);
  CHECK(pose.yaw == before.yaw);
}

TEST_CASE("old and repeated samples change nothing") {
  OrientationFilter filter;
  CHECK_FALSE(filter.started());
  filter.update(still(0, 0, 40, 5), kAll);
  filter.update(still(0, 0, 90, 5), kAll);
  filter.update(still(0, 0, 90, 4), kAll);
  check_near(filter.orientation(), 0, 0, 40, 1e-6);
}

TEST_CASE("the first sample sets every pose at rest") {
  for (int roll = -180; roll < 180; roll += 45) {
    for (int pitch = -75; pitch <= 75; pitch += 15) {
      for (int yaw = -180; yaw < 180; yaw += 45) {
        OrientationFilter filter;
        filter.update(still(roll, pitch, yaw, 1), kAll);
        CAPTURE(roll);
        CAPTURE(pitch);
        CAPTURE(yaw);
        check_near(filter.orientation(), roll, pitch, yaw, 1e-6);
      }
    }
  }
}

TEST_CASE("gravity and field of the emulator's examples") {
  const auto tilted = still(0, 45, 0, 0);
  CHECK(tilted.acceleration_g.x == doctest::Approx(-0.7071).epsilon(0.001));
  CHECK(tilted.magnetic_field_ut.x == doctest::Approx(23.33).epsilon(0.001));
  CHECK(tilted.magnetic_field_ut.z == doctest::Approx(23.33).epsilon(0.001));
  CHECK(still(0, 0, 90, 0).magnetic_field_ut.y == doctest::Approx(-33));
}

TEST_CASE("angles keep to their ranges and have no negative zero") {
  OrientationFilter filter;
  filter.update({1, {0, 0, 1}, {}, {-33, 0, 0}}, kAll);
  CHECK(filter.orientation().yaw == doctest::Approx(kPi));
  CHECK_FALSE(std::signbit(filter.orientation().roll));
  CHECK_FALSE(std::signbit(filter.orientation().pitch));
  const Orientation degrees = to_degrees({-0.1, -0.2, 3});
  CHECK(degrees.roll == doctest::Approx(360 - 0.1 * 180 / kPi));
  CHECK(degrees.pitch == doctest::Approx(360 - 0.2 * 180 / kPi));
  CHECK(degrees.yaw == doctest::Approx(3 * 180 / kPi));
}

TEST_CASE("the gyroscope alone adds up a turn") {
  OrientationFilter filter;
  const ImuConfig gyroscope{.compass = false, .gyroscope = true, .accelerometer = false};
  MotionSample sample{0, {0, 0, 1}, {0, 0, radians(90)}, {33, 0, 0}};
  for (int i = 0; i <= 100; ++i) {
    sample.time_ns = i * 10'000'000;
    filter.update(sample, gyroscope);
  }
  check_near(filter.orientation(), 0, 0, 90, 1e-6);
}

TEST_CASE("how often a program asks does not change where the pose is") {
  for (const double step : {0.01, 0.05, 0.1}) {
    OrientationFilter filter;
    const ImuConfig without_gyroscope{.compass = true, .gyroscope = false, .accelerometer = true};
    filter.update(still(0, 0, 0, 0), without_gyroscope);
    for (double t = step; t < 1.0 + step / 2; t += step) filter.update(still(0, 0, 60, t), without_gyroscope);
    CAPTURE(step);
    check_near(filter.orientation(), 0, 0, 60 * (1 - std::exp(-2)), 0.01);
  }
}
