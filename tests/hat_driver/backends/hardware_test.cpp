#include "hat_driver/backends/hardware.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/simulated_hat.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/test_waiting.hpp"

#include <cupola/hat/sense_hat.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <system_error>
#include <thread>

using namespace cupola;
using namespace std::chrono_literals;
using backends::HardwareBackend;
using backends::Sampling;
using doctest::Approx;

namespace {

constexpr std::array<std::uint8_t, 6> kAddresses{0x5f, 0x5c, 0x6a, 0x1c, 0x29, 0x46};

struct Bench {
  Bench() = default;
  explicit Bench(std::uint8_t only) {
    for (const std::uint8_t each : kAddresses) {
      if (each != only) hat.bus.detach(each);
    }
  }
  devices::Hat find() {
    return devices::find_hat(hat.bus, {.paths = {.dev = folder / "dev", .sys = folder / "sys"}}, clock);
  }
  tests::TemporaryFolder folder;
  tests::FakeClock clock;
  tests::SimulatedHat hat{clock};
};

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const std::system_error& error) {
    CHECK(error.code().value() == ENODEV);
    return error.what();
  }
  return "no error";
}

bool begins(const std::string& text, const std::string& beginning) { return text.rfind(beginning, 0) == 0; }

}  // namespace

TEST_CASE("with one part only a SenseHat is made, and every other part fails with the original's words") {
  for (const std::uint8_t only : kAddresses) {
    CAPTURE(int{only});
    Bench bench(only);
    HardwareBackend backend(bench.find(), bench.clock, Sampling::WhenRead);
    tests::TestWaiting waiting;
    waiting.on_wait = [&] { bench.clock.pass(10ms); };
    hat::SenseHat sense(backend, waiting);
    const auto failed = [&](const char* words, const std::function<void()>& action) {
      return begins(error_of(action), words);
    };
    CHECK(failed("Humidity Init Failed", [&] { sense.get_humidity(); }) == (only != 0x5f));
    CHECK(failed("Pressure Init Failed", [&] { sense.get_pressure(); }) == (only != 0x5c));
    CHECK(failed("IMU Init Failed", [&] { sense.get_accelerometer_raw(); }));
    CHECK(failed("Cannot detect RPi-Sense FB device", [&] { sense.clear(); }) == (only != 0x46));
    CHECK(failed("unable to locate SenseHAT joystick device", [&] { sense.stick().get_events(); }) ==
          (only != 0x46));
    CHECK(sense.has_colour_sensor() == (only == 0x29));
  }
}

TEST_CASE("readings come from the chips, never a made-up zero first") {
  Bench bench;
  HardwareBackend backend(bench.find(), bench.clock, Sampling::WhenRead);
  CHECK_FALSE(backend.humidity());
  CHECK_FALSE(backend.motion());
  tests::TestWaiting waiting;
  waiting.on_wait = [&] { bench.clock.pass(10ms); };
  hat::SenseHat sense(backend, waiting);
  CHECK(sense.get_humidity() == 45);
  CHECK(sense.get_temperature() == 20);
  CHECK(sense.get_pressure() == 1013.25);
  CHECK(sense.get_temperature_from_pressure() == 25);
  CHECK(sense.get_accelerometer_raw()->z == Approx(0.999912));
  CHECK(sense.get_compass_raw()->y == Approx(-7));
  REQUIRE(sense.has_colour_sensor());
  sense.colour()->set_gain(60);
  bench.clock.pass(1s);
  waiting.pass(1s);
  CHECK(sense.colour()->colour_raw().at(0) == Approx(240).epsilon(0.01));
}

TEST_CASE("reading one sensor asks no other chip") {
  Bench bench;
  HardwareBackend backend(bench.find(), bench.clock, Sampling::WhenRead);
  bench.hat.bus.clear_log();
  for (int k = 0; k < 20; ++k) {
    bench.clock.pass(10ms);
    backend.pressure();
  }
  for (const auto& each : bench.hat.bus.log()) CHECK(each.address == 0x5c);
}

TEST_CASE("a chip that falls off says so instead of repeating its last value for ever") {
  Bench bench;
  HardwareBackend backend(bench.find(), bench.clock, Sampling::WhenRead);
  bench.clock.pass(100ms);
  REQUIRE(backend.pressure());
  bench.hat.bus.detach(0x5c);
  bench.clock.pass(100ms);
  CHECK(backend.pressure());
  bench.clock.pass(2s);
  CHECK(begins(error_of([&] { backend.pressure(); }), "Pressure Init Failed"));
  bench.hat.bus.attach(0x5c, bench.hat.pressure);
  bench.clock.pass(1s);
  CHECK_THROWS_AS(backend.pressure(), std::system_error);
  bench.clock.pass(50ms);
  CHECK(backend.pressure());
}

TEST_CASE("what is drawn is read back, and reaches the LEDs through the gamma in force") {
  Bench bench;
  HardwareBackend backend(bench.find(), bench.clock, Sampling::WhenRead);
  tests::TestWaiting waiting;
  hat::SenseHat sense(backend, waiting);
  sense.set_pixel(7, 0, {255, 255, 255});
  CHECK(sense.get_pixel(7, 0) == hat::Color{248, 252, 248});
  CHECK(bench.hat.controller.peek(7) == 31);
  sense.set_low_light(true);
  CHECK(sense.low_light());
  CHECK(bench.hat.controller.peek(7) == 10);
}

TEST_CASE("who draws the same picture again gets it back from a controller that lost its power") {
  Bench bench;
  HardwareBackend backend(bench.find(), bench.clock, Sampling::WhenRead);
  hat::Frame white;
  white.pixels.fill(0xffff);
  backend.set_frame(white);
  bench.hat.bus.power_cycle();
  REQUIRE(bench.hat.controller.peek(1) != 31);
  bench.clock.pass(1100ms);
  backend.set_frame(white);
  CHECK(bench.hat.controller.peek(1) == 31);
}

TEST_CASE("two readers of the joystick never take events from each other") {
  Bench bench;
  HardwareBackend backend(bench.find(), bench.clock, Sampling::WhenRead);
  std::uint64_t one = backend.stick_events();
  std::uint64_t other = one;
  bench.clock.pass(20ms);
  bench.hat.controller.set_keys(1);
  CHECK(backend.next_stick_event(one)->direction == hat::Direction::Down);
  CHECK_FALSE(backend.next_stick_event(one));
  CHECK(backend.next_stick_event(other)->direction == hat::Direction::Down);
}

TEST_CASE("a thread keeps the newest sample ready") {
  base::SystemClock clock;
  tests::SimulatedHat hat(clock);
  const tests::TemporaryFolder folder;
  HardwareBackend backend(
      devices::find_hat(hat.bus, {.paths = {.dev = folder / "dev", .sys = folder / "sys"}}, clock), clock);
  const auto deadline = clock.monotonic() + 10s;
  std::int64_t last_ns = 0;
  int different = 0;
  while (different < 3 && clock.monotonic() < deadline) {
    const auto sample = backend.motion();
    if (sample && sample->time_ns != last_ns) {
      last_ns = sample->time_ns;
      ++different;
      CHECK(sample->acceleration_g.z == Approx(0.999912));
    }
    std::this_thread::yield();
  }
  CHECK(different == 3);
  CHECK(clock.monotonic().count() - last_ns < 1'000'000'000);
}
