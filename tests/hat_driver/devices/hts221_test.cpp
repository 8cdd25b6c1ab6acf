#include "hat_driver/devices/hts221.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/simulated_hat.hpp"
#include "tests/support/hardware/wait_for_sample.hpp"

#include <doctest/doctest.h>

#include <array>

using namespace cupola;
using namespace std::chrono_literals;
using doctest::Approx;

namespace {

using Block = std::array<std::uint8_t, 16>;

bus::Problem problem_of_opening(bus::Bus& bus, const base::Clock& clock) {
  try {
    const devices::Hts221 chip(bus, clock);
  } catch (const bus::BusError& error) {
    return error.problem();
  }
  throw std::runtime_error("the chip was opened");
}

}  // namespace

TEST_CASE("HTS221: a calibration that a dead bus gives is none") {
  Block zeros{};
  CHECK_FALSE(devices::decode_calibration(zeros));
  Block ones{};
  ones.fill(0xff);
  CHECK_FALSE(devices::decode_calibration(ones));
}

TEST_CASE("HTS221: a calibration whose points coincide is none") {
  Block block = tests::SimulatedHts221::kCalibration;
  block[10] = block[6];
  block[11] = block[7];
  CHECK_FALSE(devices::decode_calibration(block));
  block = tests::SimulatedHts221::kCalibration;
  block[1] = block[0];
  CHECK_FALSE(devices::decode_calibration(block));
  block = tests::SimulatedHts221::kCalibration;
  block[1] = 201;  // 100.5 %RH
  CHECK_FALSE(devices::decode_calibration(block));
}

TEST_CASE("HTS221: the tenth bits of the temperatures lie in register 0x35") {
  Block block = tests::SimulatedHts221::kCalibration;
  block[2] = 0x10;
  block[3] = 0x20;
  block[5] = 0xf4;  // T1 bits 9:8 = 01, T0 bits 9:8 = 00, the rest means nothing
  const auto found = devices::decode_calibration(block);
  REQUIRE(found);
  CHECK(found->temperature_0_c == 2.0);
  CHECK(found->temperature_1_c == 36.0);
}

TEST_CASE("HTS221: counts are interpolated between the points, and beyond them") {
  const auto found = devices::decode_calibration(tests::SimulatedHts221::kCalibration);
  REQUIRE(found);
  CHECK(devices::temperature_c(*found, 0) == 20);
  CHECK(devices::temperature_c(*found, 1000) == 40);
  CHECK(devices::temperature_c(*found, -500) == 10);
  CHECK(devices::humidity_percent(*found, 0) == 20);
  CHECK(devices::humidity_percent(*found, 6000) == 80);
  CHECK(devices::humidity_percent(*found, 2500) == 45);
}

TEST_CASE("HTS221: negative counts are negative") {
  Block block = tests::SimulatedHts221::kCalibration;
  block[12] = 0x18;  // T0_OUT = -1000
  block[13] = 0xfc;
  const auto found = devices::decode_calibration(block);
  REQUIRE(found);
  CHECK(found->temperature_0_counts == -1000);
  CHECK(devices::temperature_c(*found, 0) == 30);
}

TEST_CASE("HTS221: another chip at its address is not taken for one") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  hat.humidity.poke(0x0f, 0x42);
  CHECK(problem_of_opening(hat.bus, clock) == bus::Problem::Absent);
}

TEST_CASE("HTS221: with an invalid calibration it is not opened") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  hat.humidity.set_calibration({});
  CHECK(problem_of_opening(hat.bus, clock) == bus::Problem::Failed);
}

TEST_CASE("HTS221: a wire that is stuck gives no sample but an error") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  for (const std::uint8_t value : {std::uint8_t{0}, std::uint8_t{0xff}}) {
    hat.bus.set_stuck(value);
    CHECK(problem_of_opening(hat.bus, clock) == bus::Problem::Absent);
  }
}

TEST_CASE("HTS221: the first sample comes after 80 ms, is never made up, and is given once") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  devices::Hts221 chip(hat.bus, clock);
  CHECK_FALSE(chip.poll());
  const auto start = clock.monotonic();
  const auto sample = tests::wait_for_sample(chip, clock, start + 200ms);
  REQUIRE(sample);
  CHECK(clock.monotonic() - start < 92ms);
  CHECK(sample->humidity_percent == 45);
  CHECK(sample->temperature_c == 20);
  CHECK(sample->time_ns == clock.monotonic().count());
  CHECK_FALSE(chip.poll());
}

TEST_CASE("HTS221: a chip that is never ready ends at the deadline with nothing") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  hat.humidity.set_ready(false);
  devices::Hts221 chip(hat.bus, clock);
  const auto deadline = clock.monotonic() + 200ms;
  CHECK_FALSE(tests::wait_for_sample(chip, clock, deadline));
  CHECK(clock.monotonic() >= deadline);
  CHECK(clock.monotonic() < deadline + 2ms);
}

TEST_CASE("HTS221: humidity stays within 0 and 100") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  devices::Hts221 chip(hat.bus, clock);
  hat.humidity.set_counts(tests::steady({9000, 0}));
  CHECK(tests::wait_for_sample(chip, clock, clock.monotonic() + 200ms)->humidity_percent == 100);
  hat.humidity.set_counts(tests::steady({-9000, 0}));
  CHECK(tests::wait_for_sample(chip, clock, clock.monotonic() + 200ms)->humidity_percent == 0);
}

TEST_CASE("HTS221: a sample that is finished while it is read is not torn") {
  tests::FakeClock clock;
  tests::SimulatedHat hat(clock);
  // Every other conversion differs in every byte.
  hat.humidity.set_counts([](std::size_t, std::uint64_t k) { return k % 2 == 0 ? 0x00ff : 0x0100; });
  devices::Hts221 chip(hat.bus, clock);
  const auto found = *devices::decode_calibration(tests::SimulatedHts221::kCalibration);
  const double one = devices::humidity_percent(found, 0x00ff);
  const double other = devices::humidity_percent(found, 0x0100);
  int samples = 0;
  for (int k = 0; k < 4000; ++k) {
    clock.pass(79'900us);  // drifts through every place of the read
    if (const auto sample = chip.poll()) {
      ++samples;
      CHECK((sample->humidity_percent == Approx(one) || sample->humidity_percent == Approx(other)));
    }
  }
  CHECK(samples > 3000);
}
