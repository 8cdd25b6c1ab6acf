#include "hat_driver/bridge/bridge.hpp"

#include "hat_driver/backends/board.hpp"
#include "hat_driver/bridge/bridge_thread.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/simulated_hat.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <thread>

using namespace cupola;
using namespace std::chrono_literals;
using doctest::Approx;

namespace {

constexpr std::uint16_t kWhite = 0xffff;

struct Bench {
  Bench() : bridge(find(), clock) {}
  devices::Hat find() {
    return devices::find_hat(hat.bus, {.paths = {.dev = folder / "dev", .sys = folder / "sys"}}, clock);
  }
  void run(base::Monotonic duration) {
    const auto end = clock.monotonic() + duration;
    while (clock.monotonic() < end) {
      bridge.step();
      clock.wait_until(std::min(end, bridge.due()));
    }
  }
  int frames_written() const {
    const auto log = hat.bus.log();
    return static_cast<int>(std::count_if(log.begin(), log.end(), [](const auto& each) {
      return each.address == 0x46 && each.written.size() == 193;
    }));
  }
  tests::TemporaryFolder folder;
  tests::FakeClock clock;
  tests::SimulatedHat hat{clock};
  bridge::Bridge bridge;
};

/// A program on a fresh board.
struct Program {
  explicit Program(bridge::Bridge& bridge)
      : backend(board::ProgramSide::open(pages.world_fd(), pages.program_fd())) {
    bridge.attach(pages);
  }
  void show(std::uint16_t colour) {
    hat::Frame frame;
    frame.pixels.fill(colour);
    backend.set_frame(frame);
  }
  board::BoardPages pages = board::BoardPages::create(hat::Profile::Flight);
  backends::BoardBackend backend;
};

}  // namespace

TEST_CASE("a bridge starts with dark LEDs, whatever rainbow they power up with") {
  Bench bench;
  for (int k = 0; k < 192; ++k) CHECK(bench.hat.controller.peek(static_cast<std::uint8_t>(k)) == 0);
}

TEST_CASE("a program's first reading is there before its first line") {
  Bench bench;
  bench.run(1s);
  Program program(bench.bridge);
  CHECK(program.backend.humidity()->humidity_percent == 45);
  CHECK(program.backend.pressure()->pressure_hpa == 1013.25);
  CHECK(program.backend.motion()->acceleration_g.z == Approx(0.999912));
  CHECK(program.backend.light()->clear == Approx(12).epsilon(0.01));
}

TEST_CASE("samples reach the board at the rates of the chips") {
  Bench bench;
  bench.run(1s);
  Program program(bench.bridge);
  std::int64_t last_ns = 0;
  int motion = 0;
  const auto end = bench.clock.monotonic() + 2s;
  while (bench.clock.monotonic() < end) {
    bench.bridge.step();
    const auto sample = program.backend.motion();
    if (sample->time_ns != last_ns) ++motion;
    last_ns = sample->time_ns;
    bench.clock.wait_until(bench.bridge.due());
  }
  CHECK(motion >= 236);
  CHECK(bench.hat.inertial.overruns() <= 2);
}

TEST_CASE("the LEDs show at most 57 pictures a second and end with the last one") {
  Bench bench;
  Program program(bench.bridge);
  bench.run(100ms);
  const int before = bench.frames_written();
  const auto end = bench.clock.monotonic() + 1s;
  std::uint16_t colour = 0;
  while (bench.clock.monotonic() < end) {
    program.show(++colour);
    bench.bridge.step();
    bench.clock.pass(2ms);
  }
  CHECK(bench.frames_written() - before <= 57);
  CHECK(bench.frames_written() - before >= 20);
  program.show(kWhite);
  bench.run(50ms);
  CHECK(bench.hat.controller.peek(0) == 31);
}

TEST_CASE("an equal picture costs the wire nothing") {
  Bench bench;
  Program program(bench.bridge);
  program.show(kWhite);
  bench.run(100ms);
  const int before = bench.frames_written();
  for (int k = 0; k < 20; ++k) {
    program.show(kWhite);
    bench.run(20ms);
  }
  CHECK(bench.frames_written() == before);
}

TEST_CASE("between programs the LEDs are dark, gamma is the default one, and keys are forgotten") {
  Bench bench;
  {
    Program first(bench.bridge);
    first.show(kWhite);
    first.backend.set_gamma(hat::kLowLightGamma);
    bench.run(100ms);
    CHECK(bench.hat.controller.peek(0) == 10);
    bench.bridge.detach();
    CHECK(bench.hat.controller.peek(0) == 0);
  }
  bench.run(100ms);
  bench.hat.controller.set_keys(1);
  bench.run(100ms);
  Program second(bench.bridge);
  bench.run(30ms);
  CHECK(second.backend.stick_events() == 0);
  second.show(kWhite);
  bench.run(100ms);
  CHECK(bench.hat.controller.peek(0) == 31);
}

TEST_CASE("a program sees the joystick") {
  Bench bench;
  Program program(bench.bridge);
  bench.run(50ms);
  bench.hat.controller.set_keys(0x10);
  bench.run(50ms);
  bench.hat.controller.set_keys(0);
  bench.run(50ms);
  std::uint64_t cursor = 0;
  CHECK(program.backend.next_stick_event(cursor)->direction == hat::Direction::Left);
  CHECK(program.backend.next_stick_event(cursor)->action == hat::Action::Released);
}

TEST_CASE("a chip that fails in flight is missing on the board, and comes back") {
  Bench bench;
  Program program(bench.bridge);
  bench.run(300ms);
  CHECK(program.backend.pressure());
  bench.hat.bus.detach(0x5c);
  bench.run(3s);
  CHECK_THROWS_AS(program.backend.pressure(), std::system_error);
  CHECK(program.backend.humidity());
  bench.hat.bus.attach(0x5c, bench.hat.pressure);
  bench.run(1s);
  CHECK(program.backend.pressure());
}

TEST_CASE("LEDs that fail are trouble in words, and show the last picture when they work again") {
  Bench bench;
  Program program(bench.bridge);
  bench.run(100ms);
  bench.hat.bus.fail_next(0x46, 1000, EREMOTEIO);
  program.show(kWhite);
  bench.run(100ms);
  CHECK_FALSE(bench.bridge.trouble().empty());
  CHECK(program.backend.humidity());
  bench.hat.bus.fail_next(0x46, 0, 0);
  bench.run(1s);
  CHECK(bench.hat.controller.peek(0) == 31);
}

TEST_CASE("after a power cut in flight the samples come back") {
  Bench bench;
  Program program(bench.bridge);
  program.show(kWhite);
  bench.run(300ms);
  bench.hat.bus.power_cycle();
  bench.run(3s);
  const auto humidity = program.backend.humidity();
  REQUIRE(humidity);
  CHECK(bench.clock.monotonic() - base::Monotonic{humidity->time_ns} < 200ms);
}

TEST_CASE(
    "the rainbow stays: after a power cut the LEDs show their picture again, dark ones are dark again") {
  Bench bench;
  bench.hat.bus.power_cycle();
  REQUIRE(bench.hat.controller.peek(1) != 0);
  bench.run(2s);
  for (int k = 0; k < 192; ++k) CHECK(bench.hat.controller.peek(static_cast<std::uint8_t>(k)) == 0);
  Program program(bench.bridge);
  program.show(kWhite);
  bench.run(300ms);
  bench.hat.bus.power_cycle();
  REQUIRE(bench.hat.controller.peek(1) != 31);
  bench.run(2s);
  for (int k = 0; k < 192; ++k) CHECK(bench.hat.controller.peek(static_cast<std::uint8_t>(k)) == 31);
}

TEST_CASE("the gyroscope's error is measured at the start while the HAT lies still, and not after that") {
  Bench bench;  // the chip reads 100, -200, 300 counts
  bench.run(3s);
  Program program(bench.bridge);
  const auto still = program.backend.motion()->rotation_rad_s;
  CHECK(still.x == Approx(0));
  CHECK(still.y == Approx(0));
  CHECK(still.z == Approx(0));
  bench.hat.inertial.set_counts(tests::steady({1100, -200, 300, 0, 0, 4098}));
  bench.run(3s);
  CHECK(program.backend.motion()->rotation_rad_s.x == Approx(1000 * 0.0175 * 3.14159265 / 180));
}

TEST_CASE("a gyroscope that turns at the start is not taken for one with an error") {
  Bench bench;
  bench.hat.inertial.set_counts([](std::size_t channel, std::uint64_t k) {
    return channel == 0 ? static_cast<int>(k % 200) : channel == 5 ? 4098 : 100;
  });
  bench.run(3s);
  Program program(bench.bridge);
  CHECK(program.backend.motion()->rotation_rad_s.y == Approx(100 * 0.0175 * 3.14159265 / 180));
}

TEST_CASE("a thread keeps a board fed and leaves its pages alone after detach") {
  base::SystemClock clock;
  tests::SimulatedHat hat(clock);
  const tests::TemporaryFolder folder;
  bridge::BridgeThread bridge(
      devices::find_hat(hat.bus, {.paths = {.dev = folder / "dev", .sys = folder / "sys"}}, clock), clock);
  CHECK(bridge.profile() == hat::Profile::Flight);
  for (int k = 0; k < 3; ++k) {
    auto pages = board::BoardPages::create(bridge.profile());
    backends::BoardBackend backend(board::ProgramSide::open(pages.world_fd(), pages.program_fd()));
    bridge.attach(pages);
    const auto deadline = clock.monotonic() + 10s;
    while (!backend.motion() && clock.monotonic() < deadline) std::this_thread::yield();
    CHECK(backend.motion());
    bridge.detach();
    CHECK(hat.controller.peek(0) == 0);
  }
}
