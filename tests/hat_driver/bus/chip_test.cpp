#include "hat_driver/bus/chip.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/simulated_hat.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cerrno>
#include <stdexcept>

using namespace cupola;
using bus::Problem;
using namespace std::chrono_literals;

namespace {

Problem problem_when(const std::function<void()>& action) {
  try {
    action();
  } catch (const bus::BusError& error) {
    return error.problem();
  }
  throw std::runtime_error("nothing failed");
}

}  // namespace

TEST_CASE("every error number of a bus has its meaning") {
  CHECK(bus::problem_of(ENXIO) == Problem::Absent);
  CHECK(bus::problem_of(ENODEV) == Problem::Absent);
  CHECK(bus::problem_of(ENOENT) == Problem::Absent);
  CHECK(bus::problem_of(EBUSY) == Problem::Busy);
  CHECK(bus::problem_of(EREMOTEIO) == Problem::NotAcknowledged);
  CHECK(bus::problem_of(EIO) == Problem::NotAcknowledged);
  CHECK(bus::problem_of(ETIMEDOUT) == Problem::TimedOut);
  CHECK(bus::problem_of(EAGAIN) == Problem::TimedOut);
  CHECK(bus::problem_of(EACCES) == Problem::NotPermitted);
  CHECK(bus::problem_of(EINVAL) == Problem::Failed);
}

TEST_CASE("nobody at an address is asked three times and then absent") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  hat.bus.detach(0x5f);
  bus::Chip chip(hat.bus, 0x5f, 0x80);
  CHECK(problem_when([&] { chip.read(0x0f); }) == Problem::Absent);
  CHECK(hat.bus.log().size() == bus::kAttempts);
}

TEST_CASE("two missing acknowledgements are made good, a third is the caller's") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  bus::Chip chip(hat.bus, 0x5f, 0x80);
  hat.bus.fail_next(0x5f, 2, EREMOTEIO);
  CHECK(chip.read(0x0f) == 0xbc);
  hat.bus.fail_next(0x5f, 3, EREMOTEIO);
  CHECK(problem_when([&] { chip.read(0x0f); }) == Problem::NotAcknowledged);
  CHECK(chip.read(0x0f) == 0xbc);
}

TEST_CASE("a read that breaks off half-way is read anew as a whole") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  bus::Chip chip(hat.bus, 0x5f, 0x80);
  hat.bus.fail_next(0x5f, 1, EIO, 9);
  std::array<std::uint8_t, 16> block{};
  chip.read_block(0x30, block);
  CHECK(block == tests::SimulatedHts221::kCalibration);
}

TEST_CASE("a bus that is held too long is tried again, one that is forbidden is not") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  bus::Chip chip(hat.bus, 0x5f, 0x80);
  hat.bus.fail_next(0x5f, 5, ETIMEDOUT);
  CHECK(problem_when([&] { chip.read(0x0f); }) == Problem::TimedOut);
  CHECK(hat.bus.log().size() == 3);
  hat.bus.clear_log();
  hat.bus.fail_next(0x5f, 1, EACCES);
  CHECK(problem_when([&] { chip.read(0x0f); }) == Problem::NotPermitted);
  CHECK(hat.bus.log().size() == 1);
}

TEST_CASE("a block names its first register with the bits that make the chip count on") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  bus::Chip chip(hat.bus, 0x5c, 0x80);
  std::array<std::uint8_t, 3> bytes{};
  chip.read_block(0x20, bytes);
  CHECK(hat.bus.log().back().written == std::vector<std::uint8_t>{0xa0});
  chip.write_block(0x30, std::array<std::uint8_t, 2>{7, 8});
  CHECK(hat.pressure.peek(0x30) == 7);
  CHECK(hat.pressure.peek(0x31) == 8);
}

TEST_CASE("a block read without those bits gives one register again and again") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  hat.pressure.poke(0x28, 0x11);
  hat.pressure.poke(0x29, 0x22);
  bus::Chip chip(hat.bus, 0x5c, 0);
  std::array<std::uint8_t, 2> bytes{};
  chip.read_block(0x28, bytes);
  CHECK(bytes == std::array<std::uint8_t, 2>{0x11, 0x11});
}

TEST_CASE("more than a block holds is the caller's mistake") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  bus::Chip chip(hat.bus, 0x46, 0);
  CHECK_THROWS_AS(chip.write_block(0, std::array<std::uint8_t, 256>{}), std::invalid_argument);
}

TEST_CASE("the wire takes nine bits a byte at 100 kHz") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  bus::Chip chip(hat.bus, 0x5c, 0x80);
  const auto before = clock.monotonic();
  std::array<std::uint8_t, 6> bytes{};
  chip.read_block(0x28, bytes);
  // start, address, register; start, address, six bytes; stop
  CHECK(hat.bus.log_time() == 840us);
  CHECK(clock.monotonic() - before == 840us);
}
