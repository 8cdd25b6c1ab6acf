#include "hat_driver/backends/memory.hpp"
#include "tests/support/test_waiting.hpp"

#include <cupola/hat/sense_hat.hpp>

#include <doctest/doctest.h>

using namespace cupola::hat;
using cupola::backends::MemoryBackend;
using cupola::backends::MemoryReadings;
using cupola::tests::TestWaiting;
using namespace std::chrono_literals;

namespace {

struct Bench {
  MemoryBackend backend;
  TestWaiting waiting;
  SenseHat hat{backend, waiting};
  void motion(const MotionSample& sample) {
    MemoryReadings readings;
    readings.motion = sample;
    backend.set_readings(readings);
  }
};

constexpr std::uint32_t bits(std::initializer_list<Claim> claims) {
  std::uint32_t all = 0;
  for (const Claim claim : claims) all |= static_cast<std::uint32_t>(claim);
  return all;
}

}  // namespace

TEST_CASE("a sensor that gives no sample is waited for once, for a second, and is then empty") {
  Bench bench;
  bench.backend.set_readings({{}, {}, {}, {}});
  CHECK_FALSE(bench.hat.get_temperature());
  CHECK(bench.waiting.now_ns() == std::chrono::nanoseconds(1s).count());
  CHECK_FALSE(bench.hat.get_humidity());
  CHECK(bench.waiting.now_ns() == std::chrono::nanoseconds(1s).count());
  CHECK_FALSE(bench.hat.get_pressure());
  CHECK_FALSE(bench.hat.get_orientation());
  CHECK(bench.waiting.now_ns() == std::chrono::nanoseconds(3s).count());
}

TEST_CASE("the first reading is that of the first sample") {
  Bench bench;
  bench.backend.set_readings({{}, {}, {}, {}});
  bench.waiting.on_wait = [&] {
    if (bench.waiting.waits() == 8) bench.backend.set_readings({});
  };
  CHECK(bench.hat.get_humidity() == 45);
  CHECK(bench.waiting.waits() == 8);
}

TEST_CASE("each reading comes from its chip, in its unit, and is claimed") {
  Bench bench;
  MemoryReadings readings;
  readings.pressure->temperature_c = 22.5;
  bench.backend.set_readings(readings);
  CHECK(bench.backend.claims() == 0);
  CHECK(bench.hat.get_pressure() == 1013);
  CHECK(bench.backend.claims() == bits({Claim::ReadPressure}));
  CHECK(bench.hat.get_humidity() == 45);
  CHECK(bench.backend.claims() == bits({Claim::ReadPressure, Claim::ReadHumidity}));
  CHECK(bench.hat.get_temperature() == 20);
  CHECK(bench.hat.get_temperature_from_humidity() == 20);
  CHECK(bench.hat.get_temperature_from_pressure() == 22.5);
  CHECK(bench.backend.claims() == bits({Claim::ReadPressure, Claim::ReadHumidity, Claim::ReadTemperature}));
  CHECK(bench.hat.get_compass_raw() == Vec3{33, 0, 0});
  CHECK((bench.backend.claims() & bits({Claim::ReadMotion})) != 0);
}

TEST_CASE("asking for one motion sensor does not change the orientation") {
  Bench bench;
  bench.motion({1'000'000'000, {0, 0, 1}, {}, {0, -33, 0}});
  CHECK(bench.hat.get_compass().value() == doctest::Approx(90));
  CHECK(bench.hat.get_accelerometer().value().yaw == doctest::Approx(0));
  CHECK(bench.hat.get_gyroscope().value().yaw == doctest::Approx(0));
  CHECK(bench.hat.get_orientation().value().yaw == doctest::Approx(90));
  CHECK(bench.hat.imu_config().compass);
  bench.motion({1'100'000'000, {0, 0, 1}, {0, 0, 1}, {0, -33, 0}});
  CHECK(bench.hat.get_gyroscope().value().yaw == doctest::Approx(0.05 * 180 / 3.14159265358979));
  CHECK(bench.hat.get_orientation().value().yaw > 90);
}

TEST_CASE("the orientation listens only to the sensors it is told to") {
  Bench bench;
  bench.hat.set_imu_config({.compass = false, .gyroscope = true, .accelerometer = true});
  bench.motion({1'000'000'000, {-0.5, 0, 0.8660254037844386}, {}, {0, -33, 0}});
  const auto pose = bench.hat.get_orientation_degrees().value();
  CHECK(pose.yaw == doctest::Approx(0));
  CHECK(pose.pitch == doctest::Approx(30));
}
