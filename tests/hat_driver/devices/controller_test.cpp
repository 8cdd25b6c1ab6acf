#include "hat_driver/devices/controller.hpp"

#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/simulated_hat.hpp"

#include <doctest/doctest.h>

#include <cerrno>

using namespace cupola;
using namespace std::chrono_literals;
using hat::Action;
using hat::Direction;

namespace {

hat::Frame one_pixel(std::size_t place, hat::Color colour) {
  hat::Frame frame;
  frame.pixels.at(place) = hat::to_rgb565(colour);
  return frame;
}

struct Bench {
  tests::FakeClock clock;
  tests::SimulatedHat hat{clock};
};

}  // namespace

TEST_CASE("without a controller there are neither LEDs nor joystick") {
  Bench bench;
  bench.hat.bus.detach(0x46);
  CHECK_THROWS_AS(devices::ControllerLeds(bench.hat.bus), bus::BusError);
  CHECK_THROWS_AS(devices::ControllerJoystick(bench.hat.bus, bench.clock), bus::BusError);
}

TEST_CASE("a row of the controller is eight reds, eight greens, eight blues of 0 to 31") {
  const auto bytes = devices::controller_bytes(one_pixel(8 + 2, {255, 128, 8}), hat::kDefaultGamma);
  CHECK(bytes.at(24 + 2) == 31);
  CHECK(bytes.at(24 + 8 + 2) == hat::kDefaultGamma.at(16));
  CHECK(bytes.at(24 + 16 + 2) == hat::kDefaultGamma.at(1));
  CHECK(std::count(bytes.begin(), bytes.end(), 0) == 192 - 2);
}

TEST_CASE("a picture is one write of 193 bytes, and none if it is there already") {
  Bench bench;
  devices::ControllerLeds leds(bench.hat.bus);
  bench.hat.bus.clear_log();
  leds.show(one_pixel(63, {255, 255, 255}));
  REQUIRE(bench.hat.bus.log().size() == 1);
  CHECK(bench.hat.bus.log().front().written.size() == 193);
  CHECK(bench.hat.bus.log_time() < 17'600us);
  CHECK(bench.hat.controller.peek(191) == 31);
  CHECK(bench.hat.controller.peek(0) == 0);
  leds.show(one_pixel(63, {255, 255, 255}));
  CHECK(bench.hat.bus.log().size() == 1);
  CHECK(leds.frame() == one_pixel(63, {255, 255, 255}));
}

TEST_CASE("a picture that did not arrive is written again") {
  Bench bench;
  devices::ControllerLeds leds(bench.hat.bus);
  const auto frame = one_pixel(0, {255, 0, 0});
  bench.hat.bus.fail_next(0x46, 3, EREMOTEIO, 100);
  CHECK_THROWS_AS(leds.show(frame), bus::BusError);
  leds.show(frame);
  CHECK(bench.hat.controller.peek(0) == 31);
}

TEST_CASE("gamma is worked out before the wire and changes the picture at once") {
  Bench bench;
  devices::ControllerLeds leds(bench.hat.bus);
  leds.show(one_pixel(0, {255, 0, 0}));
  leds.set_gamma(hat::kLowLightGamma);
  CHECK(leds.gamma() == hat::kLowLightGamma);
  CHECK(bench.hat.controller.peek(0) == 10);
}

TEST_CASE("the LEDs stay as they are until the first picture") {
  Bench bench;
  devices::ControllerLeds leds(bench.hat.bus);
  leds.set_gamma(hat::kLowLightGamma);
  for (const auto& each : bench.hat.bus.log()) CHECK(each.written.size() == 1);
}

TEST_CASE("LEDs that lost their picture get it again, others are only looked at") {
  Bench bench;
  devices::ControllerLeds leds(bench.hat.bus);
  CHECK_FALSE(leds.restore());  // nothing was shown yet
  CHECK(bench.hat.controller.peek(1) != 0);
  leds.show({});
  bench.hat.bus.clear_log();
  CHECK_FALSE(leds.restore());
  REQUIRE(bench.hat.bus.log().size() == 1);
  CHECK(bench.hat.bus.log().front().written.size() == 1);
  CHECK(bench.hat.bus.log_time() < 2'700us);
  bench.hat.bus.power_cycle();
  CHECK(leds.restore());
  CHECK(bench.hat.controller.peek(1) == 0);
  CHECK(bench.hat.controller.peek(191) == 0);
}

TEST_CASE("the controller's joystick tells pressed, held and released as the kernel would") {
  Bench bench;
  devices::ControllerJoystick joystick(bench.hat.bus, bench.clock);
  CHECK(joystick.poll().empty());
  bench.hat.controller.set_keys(0x08);
  std::vector<hat::StickEvent> events;
  const auto watch = [&](base::Monotonic duration) {
    const auto end = bench.clock.monotonic() + duration;
    while (bench.clock.monotonic() < end) {
      for (const auto& each : joystick.poll()) events.push_back(each);
      bench.clock.pass(5ms);
    }
  };
  watch(330ms);
  bench.hat.controller.set_keys(0x00);
  watch(40ms);
  REQUIRE(events.size() >= 4);
  CHECK(events.front().action == Action::Pressed);
  CHECK(events.front().time_ns >= bench.clock.utc().time_since_epoch().count() - 1'000'000'000);
  CHECK(events.at(1).action == Action::Held);
  CHECK(events.back().action == Action::Released);
  for (const auto& each : events) CHECK(each.direction == Direction::Middle);
}

TEST_CASE("each bit of the controller's keys is its direction") {
  const std::array<Direction, 5> expected{Direction::Down, Direction::Right, Direction::Up, Direction::Middle,
                                          Direction::Left};
  for (unsigned bit = 0; bit < expected.size(); ++bit) {
    Bench bench;
    devices::ControllerJoystick joystick(bench.hat.bus, bench.clock);
    bench.hat.controller.set_keys(static_cast<std::uint8_t>(1u << bit));
    const auto events = joystick.poll();
    REQUIRE(events.size() == 1);
    CHECK(events.front().direction == expected.at(bit));
  }
}

TEST_CASE("the joystick is asked at most 50 times a second, and the program memory's lock never touched") {
  Bench bench;
  devices::ControllerJoystick joystick(bench.hat.bus, bench.clock);
  devices::ControllerLeds leds(bench.hat.bus);
  bench.hat.bus.clear_log();
  for (int k = 0; k < 1000; ++k) {
    joystick.poll();
    bench.clock.pass(1ms);
  }
  CHECK(bench.hat.bus.log().size() <= 51);
  CHECK(bench.hat.controller.unlock_attempts() == 0);
}
