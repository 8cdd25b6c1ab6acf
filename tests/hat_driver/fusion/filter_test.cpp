#include "hat_driver/fusion/rotation_math.hpp"

#include <cupola/hat/orientation.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>

using namespace cupola::hat;
using cupola::fusion::kPi;

namespace {

constexpr ImuConfig kAll{};

double radians(double degrees) { return degrees * kPi / 180; }

/// What a board at rest in this pose (degrees) measures: gravity down, 33 µT to the north.
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

TEST_CASE("without the gyroscope the pose follows within half a second, however often a program asks") {
  for (const double step : {0.01, 0.05, 0.1}) {
    OrientationFilter filter;
    const ImuConfig without_gyroscope{.compass = true, .gyroscope = false, .accelerometer = true};
    const int settled = static_cast<int>(std::lround(2 / step));
    const int end = static_cast<int>(std::lround(3 / step));
    for (int i = 0; i <= end; ++i)
      filter.update(still(0, 0, i <= settled ? 0 : 60, i * step), without_gyroscope);
    CAPTURE(step);
    check_near(filter.orientation(), 0, 0, 60 * (1 - std::exp(-2)), 0.01);
  }
}

TEST_CASE("what is not a number or cannot be measured never reaches the pose") {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  for (const double bad : {kNan, kInfinite, -kInfinite, 1e308, -1e300, 1e-320, 0.0}) {
    CAPTURE(bad);
    const Vec3 vector{bad, bad, bad};
    OrientationFilter filter;
    filter.update({0, vector, vector, vector}, kAll);
    check_near(filter.orientation(), 0, 0, 0, 1e-6);
    for (int i = 1; i < 400; ++i) {
      MotionSample sample = still(10, 20, 30, i * 0.01);
      if (i % 4 == 1) sample.acceleration_g = vector;
      if (i % 4 == 2) sample.rotation_rad_s = vector;
      if (i % 4 == 3) sample.magnetic_field_ut = vector;
      filter.update(sample, kAll);
    }
    check_near(filter.orientation(), 10, 20, 30, 0.1);
    CHECK(measured_orientation({0, vector, vector, vector}, kAll, {0.1, 0.2, 0.3}).roll == 0.1);
  }
}

TEST_CASE("samples of any times and readings give angles in their ranges") {
  constexpr std::int64_t kTimes[] = {
      std::numeric_limits<std::int64_t>::min(), -1, 0, 1, 2, 8'000'000, 400'000'000, 86'400'000'000'000,
      std::numeric_limits<std::int64_t>::max(), 5};
  const ImuConfig configs[] = {kAll,
                               {.compass = false},
                               {.gyroscope = false},
                               {.accelerometer = false},
                               {.compass = false, .gyroscope = true, .accelerometer = false},
                               {.compass = false, .gyroscope = false, .accelerometer = false}};
  for (const ImuConfig& config : configs) {
    OrientationFilter filter;
    for (int i = 0; i < 2000; ++i) {
      const double size = std::pow(10, i % 7 - 3);
      const Vec3 v{size * std::sin(i), size * std::cos(3 * i), size * std::sin(7 * i)};
      const std::int64_t time = i % 5 == 0 ? kTimes[(i / 5) % 10] : i * 8'000'000LL;
      filter.update({time, v, 3.0 > size ? v : Vec3{9, -9, 9}, {v.z, v.x, v.y}}, config);
      const Orientation pose = filter.orientation();
      REQUIRE(std::abs(pose.roll) <= kPi);
      REQUIRE(std::abs(pose.pitch) <= kPi / 2);
      REQUIRE(std::abs(pose.yaw) <= kPi);
    }
  }
}

TEST_CASE("time that begins anew begins the pose anew") {
  OrientationFilter filter;
  filter.update(still(0, 0, 40, 1000), kAll);
  filter.update(still(0, 30, 90, 995), kAll);
  check_near(filter.orientation(), 0, 0, 40, 1e-6);
  filter.update(still(0, 30, 90, 5), kAll);
  check_near(filter.orientation(), 0, 30, 90, 1e-6);
}

TEST_CASE("after a long gap the pose is that of the sample, and the gyroscope's error is still known") {
  OrientationFilter filter;
  const Vec3 error{0.05, -0.03, 0.02};
  double time_s = 0;
  for (int i = 0; i < 1000; ++i, time_s += 0.0084) {
    MotionSample sample = still(0, 0, 40, time_s);
    sample.rotation_rad_s = error;
    filter.update(sample, kAll);
  }
  check_near(filter.orientation(), 0, 0, 40, 0.5);
  for (int i = 0; i < 3; ++i) {
    time_s += 3600;
    filter.update(still(80, -20, 100 + i, time_s), kAll);
    check_near(filter.orientation(), 80, -20, 100 + i, 1e-6);
  }
  CHECK(filter.gyroscope_bias().x == doctest::Approx(error.x).epsilon(0.05));
  CHECK(filter.gyroscope_bias().y == doctest::Approx(error.y).epsilon(0.05));
  CHECK(filter.gyroscope_bias().z == doctest::Approx(error.z).epsilon(0.05));
}

TEST_CASE("a slow, even turn is not taken for the gyroscope's error") {
  OrientationFilter filter;
  for (int i = 0; i < 119 * 60; ++i) {
    const double time_s = i / 119.0;
    MotionSample sample = still(0, 0, 4 * time_s, time_s);
    sample.rotation_rad_s = {0, 0, radians(4)};
    filter.update(sample, kAll);
    if (i % 119 == 0) check_near(filter.orientation(), 0, 0, 4 * time_s, 1.5);
  }
}

TEST_CASE("a turn too fast for the gyroscope is made up for within seconds") {
  OrientationFilter filter;
  double time_s = 0;
  for (; time_s < 12; time_s += 0.0084) filter.update(still(0, 0, 0, time_s), kAll);
  MotionSample fast = still(0, 0, 45, time_s);
  fast.rotation_rad_s = {0, 0, radians(500)};
  filter.update(fast, kAll);
  for (const double end_s = time_s + 3; time_s < end_s;)
    filter.update(still(0, 0, 90, time_s += 0.0084), kAll);
  check_near(filter.orientation(), 0, 0, 90, 10);
}

TEST_CASE("a sensor that is listened to again is believed at once") {
  OrientationFilter filter;
  double time_s = 0;
  const ImuConfig without_compass{.compass = false};
  for (int i = 0; i < 100; ++i, time_s += 0.01) filter.update(still(0, 0, 50, time_s), without_compass);
  check_near(filter.orientation(), 0, 0, 0, 1e-6);
  for (int i = 0; i < 100; ++i, time_s += 0.01) filter.update(still(0, 0, 50, time_s), kAll);
  check_near(filter.orientation(), 0, 0, 50, 1);
}

TEST_CASE("without weight the pose keeps its tilt by the gyroscope") {
  OrientationFilter filter;
  filter.update(still(20, 30, 0, 0), kAll);
  for (int i = 1; i <= 1000; ++i) {
    MotionSample sample = still(20, 30, 0, i * 0.01);
    sample.acceleration_g = {0.003, -0.002, 0.001};
    filter.update(sample, kAll);
  }
  check_near(filter.orientation(), 20, 30, 0, 1e-3);
}
