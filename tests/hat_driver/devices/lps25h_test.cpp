#include "hat_driver/devices/lps25h.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/simulated_hat.hpp"
#include "tests/support/hardware/wait_for_sample.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace cupola;
using namespace std::chrono_literals;

TEST_CASE("LPS25H: pressure is a 24-bit two's complement of 1/4096 hPa") {
  CHECK(devices::pressure_hpa({0x00, 0x80, 0x2f}) == 760);  // 0x2f8000 of the datasheet
  CHECK(devices::pressure_hpa({0x00, 0x54, 0x3f}) == 1013.25);
  CHECK(devices::pressure_hpa({0xff, 0xff, 0xff}) == -1.0 / 4096);
  CHECK(devices::pressure_hpa({0, 0, 0x80}) == -2048);
}

TEST_CASE("LPS25H: temperature counts from 42.5 degrees in steps of 1/480") {
  CHECK(devices::pressure_sensor_temperature_c(0) == 42.5);
  CHECK(devices::pressure_sensor_temperature_c(-8400) == 25);
  CHECK(devices::pressure_sensor_temperature_c(480) == 43.5);
}

TEST_CASE("LPS25H: another chip at its address is not taken for one") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  hat.pressure.poke(0x0f, 0xb1);
  CHECK_THROWS_AS(devices::Lps25h(hat.bus, clock), bus::BusError);
}

TEST_CASE("LPS25H: samples come at 25 Hz whatever was left in the FIFO's registers") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  hat.pressure.poke(0x21, 0x40);
  hat.pressure.poke(0x2e, 0xc0);
  devices::Lps25h chip(hat.bus, clock);
  CHECK(hat.pressure.peek(0x21) == 0);
  CHECK(hat.pressure.peek(0x2e) == 0);
  const auto end = clock.monotonic() + 1s;
  int samples = 0;
  while (const auto sample = tests::wait_for_sample(chip, clock, end)) {
    ++samples;
    CHECK(sample->pressure_hpa == 1013.25);
    CHECK(sample->temperature_c == 25);
  }
  CHECK(samples >= 24);
}

TEST_CASE("LPS25H: a sample that is finished while it is read is not torn") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  hat.pressure.set_counts([](std::size_t channel, std::uint64_t k) {
    if (channel == 1) return 0;
    return k % 2 == 0 ? 0x00ffff : 0x010000;
  });
  devices::Lps25h chip(hat.bus, clock);
  std::set<double> seen;
  for (int k = 0; k < 4000; ++k) {
    clock.pass(39'950us);
    if (const auto sample = chip.poll()) seen.insert(sample->pressure_hpa);
  }
  CHECK(seen == std::set<double>{0xffff / 4096.0, 16.0});
}

TEST_CASE("LPS25H: the simulated chip does tear samples without block data update") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  hat.pressure.set_counts([](std::size_t channel, std::uint64_t k) {
    if (channel == 1) return 0;
    return k % 2 == 0 ? 0x00ffff : 0x010000;
  });
  devices::Lps25h chip(hat.bus, clock);
  bus::Chip registers(hat.bus, devices::kLps25hAddress, 0x80);
  registers.write(0x20, 0xc0);
  std::set<double> seen;
  for (int k = 0; k < 4000; ++k) {
    clock.pass(39'950us);
    if (const auto sample = chip.poll()) seen.insert(sample->pressure_hpa);
  }
  CHECK(seen.size() > 2);
}
