#include "hat_driver/bus/restoring_bus.hpp"

#include "hat_driver/bus/chip.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/simulated_hat.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cerrno>

using namespace cupola;

namespace {

struct Bench {
  tests::FakeClock clock;
  tests::SimulatedHat hat{clock};
};

constexpr std::uint8_t kCountOn = 0x80;

}  // namespace

TEST_CASE("a register whose old value cannot be read is not written") {
  Bench bench;
  bench.hat.bus.fail_next(0x5f, bus::kAttempts, EREMOTEIO);
  bus::RestoringBus bus(bench.hat.bus);
  const std::array<std::uint8_t, 2> bytes{0x20, 0x87};
  CHECK_THROWS_AS(bus.transfer({.address = 0x5f, .write = bytes}), bus::BusError);
  CHECK(bench.hat.humidity.peek(0x20) == 0);
}

TEST_CASE("registers get back what they held before the first write, in the opposite order") {
  Bench bench;
  bench.hat.pressure.poke(0x21, 0x40);
  {
    bus::RestoringBus bus(bench.hat.bus);
    bus::Chip chip(bus, 0x5c, kCountOn);
    chip.write(0x20, 0);
    chip.write(0x21, 0);
    chip.write(0x20, 0xc4);
    CHECK(bench.hat.pressure.peek(0x20) == 0xc4);
    bench.hat.bus.clear_log();
  }
  const auto log = bench.hat.bus.log();
  REQUIRE(log.size() == 2);
  CHECK(log.at(0).written == std::vector<std::uint8_t>{0x21, 0x40});
  CHECK(log.at(1).written == std::vector<std::uint8_t>{0x20, 0x00});
}

TEST_CASE("a block of registers is read and written back in the way its chip counts on") {
  Bench bench;
  for (std::uint8_t k = 0; k < 6; ++k)
    bench.hat.magnetometer.poke(static_cast<std::uint8_t>(0x05 + k), static_cast<std::uint8_t>(10 + k));
  {
    bus::RestoringBus bus(bench.hat.bus);
    bus::Chip(bus, 0x1c, kCountOn).write_block(0x05, std::array<std::uint8_t, 6>{});
    CHECK(bench.hat.magnetometer.peek(0x0a) == 0);
  }
  for (std::uint8_t k = 0; k < 6; ++k)
    CHECK(bench.hat.magnetometer.peek(static_cast<std::uint8_t>(0x05 + k)) == 10 + k);
}

TEST_CASE("a chip that is gone at the end keeps no other one from getting its registers back") {
  Bench bench;
  {
    bus::RestoringBus bus(bench.hat.bus);
    bus::Chip(bus, 0x5c, kCountOn).write(0x20, 0xc4);
    bus::Chip(bus, 0x5f, kCountOn).write(0x20, 0x87);
    bench.hat.bus.detach(0x5f);
  }
  CHECK(bench.hat.pressure.peek(0x20) == 0);
}
