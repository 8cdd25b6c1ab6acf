#include "hat_driver/devices/lsm9ds1.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/simulated_hat.hpp"
#include "tests/support/hardware/wait_for_sample.hpp"

#include <doctest/doctest.h>

#include <array>
#include <numbers>

using namespace cupola;
using namespace std::chrono_literals;
using doctest::Approx;

TEST_CASE("LSM9DS1: sensitivities are those of the datasheet's table 3") {
  CHECK(devices::acceleration_g({0, 0, 4098}).z == Approx(0.999912));
  CHECK(devices::acceleration_g({0, 0, -32768}).z == Approx(-7.995392));
  CHECK(devices::rotation_rad_s({1000, 0, 0}).x == Approx(17.5 * std::numbers::pi / 180));
  CHECK(devices::field_ut({0, 1000, 0}).y == Approx(14));
}

TEST_CASE("LSM9DS1: the chip's axes become the board's") {
  const auto acceleration = devices::acceleration_g({1000, 2000, 3000});
  CHECK(acceleration.x == Approx(-0.244));
  CHECK(acceleration.y == Approx(-0.488));
  CHECK(acceleration.z == Approx(0.732));
  const auto rotation = devices::rotation_on_board({1, 2, 3});
  CHECK(rotation == hat::Vec3{1, 2, -3});
  const auto field = devices::field_on_board({1, 2, 3});
  CHECK(field == hat::Vec3{-1, 2, -3});
}

TEST_CASE("LSM9DS1: neither half takes another chip for itself") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  hat.inertial.poke(0x0f, 0x69);
  hat.magnetometer.poke(0x0f, 0x40);
  CHECK_THROWS_AS(devices::Lsm9ds1Inertial(hat.bus, clock), bus::BusError);
  CHECK_THROWS_AS(devices::Lsm9ds1Magnetometer(hat.bus, clock), bus::BusError);
}

TEST_CASE("LSM9DS1: what another program left in the registers does not matter") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  constexpr std::array<std::uint8_t, 6> kOthers{0x11, 0x12, 0x13, 0x21, 0x23, 0x2e};
  for (const std::uint8_t number : kOthers) hat.inertial.poke(number, 0xff);
  hat.inertial.poke(0x22, 0x00);  // blocks do not count on
  for (std::uint8_t number = 0x05; number <= 0x0a; ++number) hat.magnetometer.poke(number, 0x55);
  devices::Lsm9ds1Inertial inertial(hat.bus, clock);
  devices::Lsm9ds1Magnetometer magnetometer(hat.bus, clock);
  for (const std::uint8_t number : kOthers) {
    CHECK(hat.inertial.peek(number) == 0);
  }
  for (std::uint8_t number = 0x05; number <= 0x0a; ++number) CHECK(hat.magnetometer.peek(number) == 0);
  clock.pass(20ms);
  CHECK(inertial.poll()->acceleration_g.z == Approx(0.999912));
  CHECK(magnetometer.poll()->field_ut.y == Approx(-7));
}

TEST_CASE("LSM9DS1: no sample before both halves measured, and each only once") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  devices::Lsm9ds1Inertial inertial(hat.bus, clock);
  devices::Lsm9ds1Magnetometer magnetometer(hat.bus, clock);
  CHECK_FALSE(inertial.poll());
  CHECK_FALSE(magnetometer.poll());
  clock.pass(15ms);
  CHECK(inertial.poll());
  CHECK(magnetometer.poll());
  CHECK_FALSE(inertial.poll());
  CHECK_FALSE(magnetometer.poll());
}

TEST_CASE("LSM9DS1: a whole motion sample takes at most 3.2 ms of the bus at 100 kHz") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  devices::Lsm9ds1Inertial inertial(hat.bus, clock);
  devices::Lsm9ds1Magnetometer magnetometer(hat.bus, clock);
  clock.pass(20ms);
  hat.bus.clear_log();
  REQUIRE(inertial.poll());
  REQUIRE(magnetometer.poll());
  MESSAGE("a motion sample takes ", hat.bus.log_time().count() / 1000, " us of the bus");
  CHECK(hat.bus.log_time() <= 3200us);
  CHECK(hat.bus.log().size() == 4);
}

TEST_CASE("LSM9DS1: every sample of 119 Hz is reached") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  devices::Lsm9ds1Inertial inertial(hat.bus, clock);
  devices::Lsm9ds1Magnetometer magnetometer(hat.bus, clock);
  const auto end = clock.monotonic() + 2s;
  int samples = 0;
  while (tests::wait_for_sample(inertial, clock, end)) {
    ++samples;
    magnetometer.poll();
  }
  CHECK(samples >= 236);
  CHECK(hat.inertial.overruns() == 0);
}
