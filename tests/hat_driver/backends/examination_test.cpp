#include "hat_driver/backends/examination.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/simulated_hat.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace cupola;
using namespace std::chrono_literals;
using devices::Part;
using doctest::Approx;

namespace {

struct Bench {
  devices::Hat find() {
    return devices::find_hat(hat.bus, {.paths = {.dev = folder / "dev", .sys = folder / "sys"}}, clock);
  }
  tests::TemporaryFolder folder;
  tests::FakeClock clock;
  tests::SimulatedHat hat{clock};
};

const backends::Examined& of(const std::array<backends::Examined, devices::kPartCount>& all, Part part) {
  return all.at(static_cast<std::size_t>(part));
}

}  // namespace

TEST_CASE("without sensors there is nothing to wait for") {
  Bench bench;
  constexpr std::array<std::uint8_t, 5> kSensors{0x5f, 0x5c, 0x6a, 0x1c, 0x29};
  for (const std::uint8_t address : kSensors) bench.hat.bus.detach(address);
  auto hat = bench.find();
  const auto before = bench.clock.monotonic();
  const auto examined = backends::examine(hat, bench.clock, 2s);
  CHECK(of(examined, Part::Humidity).samples == 0);
  CHECK(bench.clock.monotonic() == before);
}

TEST_CASE("every sensor reaches its rate with all the others at work, and lights no LED") {
  Bench bench;
  bench.hat.pressure.set_counts([](std::size_t channel, std::uint64_t k) {
    return channel == 1 ? -8400 : 4150272 + (k % 2 == 0 ? 41 : -41);
  });
  auto hat = bench.find();
  bench.hat.bus.clear_log();
  const auto examined = backends::examine(hat, bench.clock, 4s);
  CHECK(of(examined, Part::Inertial).rate_hz == Approx(119).epsilon(0.02));
  // It comes late rather than early, so now and then one of its samples is replaced by the next.
  CHECK(of(examined, Part::Magnetometer).rate_hz == Approx(77).epsilon(0.05));
  CHECK(of(examined, Part::Humidity).rate_hz == Approx(12.5).epsilon(0.05));
  CHECK(of(examined, Part::Pressure).rate_hz == Approx(25).epsilon(0.05));
  CHECK(of(examined, Part::Colour).rate_hz == Approx(6.3).epsilon(0.15));
  CHECK(of(examined, Part::Pressure).quantities.at(0).first == Approx(1013.25).epsilon(1e-4));
  CHECK(of(examined, Part::Pressure).quantities.at(0).noise == Approx(0.01).epsilon(0.05));
  CHECK(of(examined, Part::Humidity).quantities.at(0).noise == 0);
  for (const auto& each : bench.hat.bus.log()) CHECK(each.address != 0x46);
}

TEST_CASE("a sensor that stops answering says why") {
  Bench bench;
  auto hat = bench.find();
  bench.hat.bus.detach(0x5c);
  const auto examined = backends::examine(hat, bench.clock, 2s);
  CHECK(of(examined, Part::Pressure).samples == 0);
  CHECK_FALSE(of(examined, Part::Pressure).trouble.empty());
  CHECK(of(examined, Part::Humidity).samples > 20);
}
