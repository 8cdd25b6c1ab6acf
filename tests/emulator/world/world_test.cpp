#include "emulator/world/world.hpp"

#include "emulator/world/magnetism.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

using namespace cupola::world;
using namespace std::chrono_literals;
namespace hat = cupola::hat;

namespace {

constexpr double kDegree = 0.017453292519943295;

/// A place where nothing is random, so that what a chip shows is the state itself.
WorldState quiet() {
  WorldState state = still_desk();
  state.noise = 0;
  return state;
}

World turned(double yaw, double pitch, double roll) {
  WorldState state = quiet();
  state.field.steady_ut = {33, 0, 0};
  state.orientation = {.yaw_deg = yaw, .pitch_deg = pitch, .roll_deg = roll};
  return {state, 1};
}

void check_near(const hat::Vec3& v, const hat::Vec3& expected, double tolerance) {
  CHECK(std::abs(v.x - expected.x) < tolerance);
  CHECK(std::abs(v.y - expected.y) < tolerance);
  CHECK(std::abs(v.z - expected.z) < tolerance);
}

struct Statistics {
  double mean = 0;
  double deviation = 0;
};
template <typename Value>
Statistics statistics(Value value, int count) {
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < count; ++i) {
    const double v = value(static_cast<std::uint64_t>(i));
    sum += v;
    squares += v * v;
  }
  const double mean = sum / count;
  return {mean, std::sqrt(squares / count - mean * mean)};
}

}  // namespace

TEST_CASE("a world of numbers that are not finite is refused by name") {
  WorldState state = iss_cabin();
  state.humidity_percent = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH_AS(World(state, 1), "humidity must be a finite number", std::invalid_argument);
  state = iss_cabin();
  state.field.period_s = 0;
  CHECK_THROWS_AS(World(state, 1), std::invalid_argument);
  World world(iss_cabin(), 1);
  state = iss_cabin();
  state.orientation.yaw_deg = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_AS(world.change(state, 1s), std::invalid_argument);
  CHECK(world.state().orientation.yaw_deg == 0);
}

TEST_CASE("values outside a chip's range come out at its end") {
  WorldState state = quiet();
  state.humidity_percent = 140;
  state.humidity_temperature_c = -273;
  state.pressure_hpa = 0;
  state.pressure_temperature_c = 400;
  state.gravity_g = -50;
  state.field.steady_ut = {1000, 0, 0};
  state.light = {.red = -1, .green = 1e12, .blue = 0, .clear = 0};
  const World world(state, 1);
  CHECK(world.humidity(0).humidity_percent == 100);
  CHECK(world.humidity(0).temperature_c == -40);
  CHECK(world.pressure(0).pressure_hpa == 260);
  CHECK(world.pressure(0).temperature_c == 105);
  CHECK(world.motion(0).acceleration_g.z == -8);
  CHECK(world.motion(0).magnetic_field_ut.x == 400);
  CHECK(world.light(0, light_rate(hat::Profile::Flight)).red == 0);
  CHECK(world.light(0, light_rate(hat::Profile::Flight)).green == 1e6);
}

TEST_CASE("axes are those of the existing library") {
  check_near(turned(0, 0, 0).motion(0).acceleration_g, {0, 0, 1}, 3e-4);
  check_near(turned(0, 45, 0).motion(0).acceleration_g, {-0.7071, 0, 0.7071}, 3e-4);
  check_near(turned(0, 45, 0).motion(0).magnetic_field_ut, {23.33, 0, 23.33}, 0.02);
  check_near(turned(90, 0, 0).motion(0).magnetic_field_ut, {0, -33, 0}, 0.02);
  check_near(turned(0, 0, 90).motion(0).acceleration_g, {0, 1, 0}, 3e-4);
  check_near(turned(0, 0, 90).motion(0).magnetic_field_ut, {33, 0, 0}, 0.02);
}

TEST_CASE("the gyroscope feels turns about the board's axes, not the rates of the angles") {
  World world = turned(0, 90, 0);
  WorldState state = world.state();
  state.orientation.yaw_deg = 10;
  world.change(state, 0s);
  const auto rates = world.motion(6).rotation_rad_s;
  CHECK(rates.x < -0.1);
  CHECK(std::abs(rates.z) < 1e-3);
}

TEST_CASE("what the gyroscope adds up to is the angle the board was turned by, the short way round") {
  WorldState state = quiet();
  state.orientation.yaw_deg = 350;
  World world(state, 1);
  state.orientation.yaw_deg = 10;
  world.change(state, 1s);
  double angle = 0;
  for (std::uint64_t k = 0; k < 400; ++k) angle += world.motion(k).rotation_rad_s.z / 119;
  CHECK(angle == doctest::Approx(20 * kDegree).epsilon(0.01));
}

TEST_CASE("a change settles with the time constant of its chip, from wherever the last one had got to") {
  World world(quiet(), 1);
  WorldState state = quiet();
  state.pressure_hpa = 1113;
  world.change(state, 2s);
  CHECK(world.pressure(50).pressure_hpa == doctest::Approx(1013));
  CHECK(world.pressure(50 + 25).pressure_hpa ==
        doctest::Approx(1113 - 100 * std::exp(-1 / 0.3)).epsilon(1e-5));
  const double reached = world.pressure(55).pressure_hpa;
  state.pressure_hpa = 900;
  world.change(state, 2200ms);
  CHECK(world.pressure(55).pressure_hpa == doctest::Approx(reached).epsilon(1e-5));
  CHECK(world.pressure(500).pressure_hpa == doctest::Approx(900));
}

TEST_CASE("the cabin is what a Sense HAT in Columbus reports, with the noise of its chips") {
  const World cabin(iss_cabin(), 3);
  const SampleRate lamps = light_rate(hat::Profile::Flight);
  const auto near = [](const Statistics& s, double mean, double within, double least, double most) {
    CHECK(std::abs(s.mean - mean) < within);
    CHECK(s.deviation > least);
    CHECK(s.deviation < most);
  };
  near(statistics([&](auto k) { return cabin.humidity(k).temperature_c; }, 400), 27, 0.15, 0.02, 0.08);
  near(statistics([&](auto k) { return cabin.pressure(k).temperature_c; }, 400), 28.2, 0.15, 0.015, 0.08);
  near(statistics([&](auto k) { return cabin.humidity(k).humidity_percent; }, 400), 45, 0.6, 0.05, 0.4);
  near(statistics([&](auto k) { return cabin.pressure(k).pressure_hpa; }, 400), 1013, 0.3, 0.015, 0.15);
  near(statistics([&](auto k) { return cabin.motion(k).acceleration_g.z; }, 1000), 1, 0.001, 0.002, 0.004);
  near(statistics([&](auto k) { return cabin.motion(k).rotation_rad_s.x; }, 1000), 0, 0.001, 0.002, 0.004);
  near(statistics([&](auto k) { return cabin.motion(k).magnetic_field_ut.y; }, 1000), 0, 0.5, 0.3, 0.7);
  near(statistics([&](auto k) { return cabin.light(k, lamps).clear; }, 1000), 11.2, 0.5, 0.02, 0.2);
}

TEST_CASE("on a table in Europe down is along z, and the field points north and into the ground") {
  const auto level = World(quiet(), 1).motion(0);
  check_near(level.acceleration_g, {0, 0, 1}, 0.001);
  check_near(level.magnetic_field_ut, {20, 0, 45}, 0.02);
  // With the right side down, what was ahead points up, and the field comes in through the picture's right.
  WorldState state = quiet();
  state.orientation.pitch_deg = -90;
  const auto hanging = World(state, 1).motion(0);
  check_near(hanging.acceleration_g, {1, 0, 0}, 0.001);
  check_near(hanging.magnetic_field_ut, {45, 0, -20}, 0.02);
}

TEST_CASE("in orbit the field points down over the north and up over the south, and the nose turns east") {
  MagneticField field = iss_cabin().field;
  field.start_deg = 0;  // over the equator, northwards
  const double quarter_s = field.period_s / 4;
  CHECK(field_at(field, 0).z == doctest::Approx(0));
  CHECK(field_at(field, quarter_s).z == doctest::Approx(2 * 25.9 * std::sin(51.64 * kDegree)));
  CHECK(field_at(field, 3 * quarter_s).z == doctest::Approx(-2 * 25.9 * std::sin(51.64 * kDegree)));
  // At the equator the track leads 38.36° east of north, at the northernmost point due east.
  const auto north = field_at(field, quarter_s);
  CHECK(std::atan2(north.y, north.x) / kDegree == doctest::Approx(-51.64));
}

TEST_CASE(
    "the field of the cabin is as strong as the Earth's in orbit, starts in the north and turns with the "
    "orbit") {
  const MagneticField field = iss_cabin().field;
  const auto first = field_at(field, 0);
  CHECK(first.x > 10);
  CHECK(first.y == doctest::Approx(0));
  CHECK(first.z > 0);
  for (int minute = 0; minute < 93; ++minute) {
    const auto v = field_at(field, 60.0 * minute);
    const double strength = std::sqrt(v.x * v.x + v.y * v.y + v.z * v.z);
    CHECK(strength > 20);
    CHECK(strength < 50);
  }
  CHECK(field_at(field, field.period_s / 2).z == doctest::Approx(-first.z));
  CHECK(std::abs(field_at(field, 30).y) < 2);
  CHECK(field_at(field, field.period_s).x == doctest::Approx(first.x));
}

TEST_CASE("a sample depends on seed and number only, in whatever order it is asked for") {
  const World one(iss_cabin(), 5);
  const World other(iss_cabin(), 6);
  const auto late = one.motion(1'000'000);
  one.motion(3);
  CHECK(one.motion(1'000'000).acceleration_g == late.acceleration_g);
  CHECK_FALSE(other.motion(1'000'000).acceleration_g == late.acceleration_g);
  CHECK_FALSE(one.motion(1'000'001).acceleration_g == late.acceleration_g);
}

TEST_CASE("the magnetometer repeats its value between its own samples") {
  const World cabin(iss_cabin(), 5);
  CHECK(cabin.motion(1).magnetic_field_ut == cabin.motion(5).magnetic_field_ut);
  CHECK_FALSE(cabin.motion(5).magnetic_field_ut == cabin.motion(6).magnetic_field_ut);
}
