#include "hat_driver/backends/memory.hpp"
#include "tests/support/test_waiting.hpp"

#include <cupola/hat/sense_hat.hpp>

#include <doctest/doctest.h>

#include <stdexcept>

using namespace cupola::hat;
using cupola::backends::MemoryBackend;
using cupola::backends::MemoryReadings;
using cupola::tests::TestWaiting;
using namespace std::chrono_literals;

namespace {

struct Bench {
  explicit Bench(Profile profile = Profile::Flight) : backend(profile) { light({0, 4, 5, 4.9, 12}); }
  void light(const LightSample& sample) {
    MemoryReadings readings;
    readings.light = sample;
    backend.set_readings(readings);
  }
  MemoryBackend backend;
  TestWaiting waiting;
};

}  // namespace

TEST_CASE("a HAT of the first version has no colour sensor") {
  Bench bench(Profile::V1);
  SenseHat hat(bench.backend, bench.waiting);
  CHECK_FALSE(hat.has_colour_sensor());
  CHECK(hat.colour() == nullptr);
  CHECK_THROWS_AS(ColourSensor(bench.backend, bench.waiting), std::invalid_argument);
}

TEST_CASE("gains and cycles that the chip does not have are refused") {
  Bench bench;
  ColourSensor sensor(bench.backend, bench.waiting);
  CHECK_THROWS_WITH_AS(sensor.set_gain(64), "gain must be 1, 4, 16 or 60, got 64", std::invalid_argument);
  CHECK_THROWS_AS(sensor.set_integration_cycles(0), std::invalid_argument);
  CHECK_THROWS_AS(sensor.set_integration_cycles(257), std::invalid_argument);
  CHECK(sensor.gain() == 1);
  Bench retail(Profile::RetailV2);
  ColourSensor other(retail.backend, retail.waiting);
  CHECK_THROWS_AS(other.set_gain(60), std::invalid_argument);
  other.set_gain(64);
  CHECK(other.integration_time() == 2750us);
}

TEST_CASE("counts follow gain and cycles and saturate at the largest value") {
  Bench bench;
  ColourSensor sensor(bench.backend, bench.waiting);
  CHECK(sensor.colour_raw() == ColourCounts{4, 5, 4, 12});
  sensor.set_gain(60);
  sensor.set_integration_cycles(64);
  bench.waiting.pass(sensor.integration_time());
  CHECK(sensor.max_raw() == 65535);
  CHECK(sensor.colour_raw() == ColourCounts{15360, 19200, 18816, 46080});
  CHECK(sensor.colour() == ColourCounts{60, 75, 73, 180});
  bench.light({0, 1000, 0, -3, 5000});
  CHECK(sensor.colour_raw() == ColourCounts{65535, 0, 0, 65535});
  CHECK(sensor.colour() == ColourCounts{255, 0, 0, 255});
}

TEST_CASE("scaled colours never pass 255") {
  for (const int cycles : {1, 2, 63, 64, 256}) {
    const int largest = max_raw_colour(cycles);
    CHECK(scaled_colour({largest, largest, 0, 0}, cycles) == ColourCounts{255, 255, 0, 0});
  }
  CHECK(max_raw_colour(63) == 63 * 1024);
}

TEST_CASE("after a change of settings the old counts stay for one integration") {
  Bench bench;
  ColourSensor sensor(bench.backend, bench.waiting);
  sensor.set_integration_cycles(100);
  CHECK(sensor.colour_raw() == ColourCounts{4, 5, 4, 12});
  bench.waiting.pass(sensor.integration_time() - 2400us - 1ns);
  CHECK(sensor.colour_raw() == ColourCounts{4, 5, 4, 12});
  bench.waiting.pass(1ns);
  CHECK(sensor.colour_raw() == ColourCounts{400, 500, 490, 1200});
}

TEST_CASE("switched off it keeps its last counts") {
  Bench bench;
  ColourSensor sensor(bench.backend, bench.waiting);
  sensor.set_enabled(false);
  CHECK_FALSE(sensor.enabled());
  bench.light({0, 100, 100, 100, 300});
  CHECK(sensor.colour_raw() == ColourCounts{4, 5, 4, 12});
  sensor.set_enabled(true);
  CHECK(sensor.colour_raw() == ColourCounts{100, 100, 100, 300});
  CHECK((bench.backend.claims() & static_cast<std::uint32_t>(Claim::ReadColour)) != 0);
}
