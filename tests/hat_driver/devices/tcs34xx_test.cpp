#include "hat_driver/devices/tcs34xx.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/simulated_hat.hpp"
#include "tests/support/hardware/wait_for_sample.hpp"

#include <doctest/doctest.h>

using namespace cupola;
using namespace std::chrono_literals;
using devices::ColourKind;
using doctest::Approx;
using Kind = tests::SimulatedColourChip::Kind;

namespace {

struct Bench {
  Bench(std::uint8_t address, Kind kind, tests::Light light = {12, 4, 5, 3}) : bus(clock), chip(kind, light) {
    bus.attach(address, chip);
  }
  std::optional<hat::LightSample> sample(devices::Tcs34xx& device) {
    return tests::wait_for_sample(device, clock, clock.monotonic() + 2s);
  }
  tests::FakeClock clock;
  tests::SimulatedBus bus;
  tests::SimulatedColourChip chip;
};

}  // namespace

TEST_CASE("colour chips are told apart by their identity") {
  CHECK_FALSE(devices::colour_kind(0x00));
  CHECK_FALSE(devices::colour_kind(0xff));
  CHECK_FALSE(devices::colour_kind(0x9f));
  CHECK(devices::colour_kind(0x90) == ColourKind::Tcs3400);
  CHECK(devices::colour_kind(0x93) == ColourKind::Tcs3400);
  CHECK(devices::colour_kind(0x44) == ColourKind::Tcs3472);
  CHECK(devices::colour_kind(0x4d) == ColourKind::Tcs3472);
}

TEST_CASE("a HAT without a colour chip has none, quietly absent") {
  Bench bench(0x50, Kind::Tcs3400);
  try {
    const devices::Tcs34xx device(bench.bus, bench.clock);
    FAIL("found one");
  } catch (const bus::BusError& error) {
    CHECK(error.problem() == bus::Problem::Absent);
  }
}

TEST_CASE("something else at 0x29 does not hide the chip at 0x39") {
  Bench bench(0x39, Kind::Tcs3400);
  tests::SimulatedColourChip other(Kind::Tcs3400);
  other.set_identity(0x11);
  bench.bus.attach(0x29, other);
  const devices::Tcs34xx device(bench.bus, bench.clock);
  CHECK(device.address() == 0x39);
}

TEST_CASE("both chips are found at both addresses and give the same light") {
  for (const std::uint8_t address : {std::uint8_t{0x29}, std::uint8_t{0x39}}) {
    for (const Kind kind : {Kind::Tcs3400, Kind::Tcs34725}) {
      Bench bench(address, kind);
      devices::Tcs34xx device(bench.bus, bench.clock);
      CHECK(device.kind() == (kind == Kind::Tcs3400 ? ColourKind::Tcs3400 : ColourKind::Tcs3472));
      const auto sample = bench.sample(device);
      REQUIRE(sample);
      CHECK(sample->clear == Approx(12).epsilon(0.001));
      CHECK(sample->red == Approx(4).epsilon(0.001));
      CHECK(sample->green == Approx(5).epsilon(0.001));
      CHECK(sample->blue == Approx(3).epsilon(0.001));
    }
  }
}

TEST_CASE("the gain follows the light over its whole range") {
  for (const double light : {0.02, 0.3, 3.0, 30.0, 300.0, 900.0}) {
    CAPTURE(light);
    Bench bench(0x29, Kind::Tcs34725, {light, light / 2, light / 4, light / 8});
    devices::Tcs34xx device(bench.bus, bench.clock);
    const auto sample = bench.sample(device);
    REQUIRE(sample);
    CHECK(sample->clear == Approx(light).epsilon(0.02));
  }
}

TEST_CASE("light that overflows every setting reads as the most there is") {
  Bench bench(0x29, Kind::Tcs34725, {5000, 2000, 10, 0});
  devices::Tcs34xx device(bench.bus, bench.clock);
  const auto sample = bench.sample(device);
  REQUIRE(sample);
  CHECK(sample->clear == 1024);
  CHECK(sample->red == 1024);
  CHECK(sample->green == Approx(10));
  CHECK(sample->blue == 0);
}

TEST_CASE("after a change of light no sample mixes two gains, and the rate is that of 64 cycles") {
  Bench bench(0x29, Kind::Tcs34725, {1, 1, 1, 1});
  devices::Tcs34xx device(bench.bus, bench.clock);
  REQUIRE(bench.sample(device));
  CHECK_FALSE(device.poll());
  bench.chip.set_light({500, 500, 500, 500});
  REQUIRE(bench.sample(device));
  const auto settled = bench.sample(device);
  CHECK(settled->clear == Approx(500).epsilon(0.01));
  const auto start = bench.clock.monotonic();
  for (int k = 0; k < 10; ++k) REQUIRE(bench.sample(device));
  CHECK(bench.clock.monotonic() - start >= 1500ms);
  CHECK(bench.clock.monotonic() - start < 1800ms);
}
