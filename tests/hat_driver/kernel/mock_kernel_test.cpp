#include "tests/hat_driver/kernel/mock_kernel.hpp"

#include "hat_driver/bus/linux_bus.hpp"
#include "hat_driver/devices/evdev_joystick.hpp"
#include "hat_driver/devices/framebuffer_leds.hpp"
#include "hat_driver/devices/hat.hpp"
#include "tests/support/fake_clock.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace cupola;
using namespace std::chrono_literals;
using devices::Part;

namespace {

constexpr const char* kJoystick = "Raspberry Pi Sense HAT Joystick";

struct Bench {
  tests::FakeClock clock;
  tests::SimulatedHat hat{clock};
  tests::MockKernel kernel{hat};
  devices::Hat find() { return devices::find_hat({.bus = "/dev/i2c-1"}, clock); }
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string pixels_of(const char* framebuffer) {
  std::ifstream file(framebuffer, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("kernel: without a bus file every chip says what to switch on") {
  Bench bench;
  const auto hat = bench.find();
  CHECK_FALSE(hat.any());
  CHECK(contains(hat.report(Part::Humidity).problem, "/dev/i2c-1"));
  CHECK(contains(hat.report(Part::Humidity).remedy, "dtparam=i2c_arm=on"));
}

TEST_CASE("kernel: a HAT that a process has for itself is left alone, and the process is named") {
  Bench bench;
  bench.kernel.add_bus();
  bench.kernel.add_framebuffer("fb1");
  const auto in_use = [&bench](bus::Use use) {
    return devices::find_hat({.bus = "/dev/i2c-1", .use = use}, bench.clock).in_use;
  };
  {
    const auto owner = devices::find_hat({.bus = "/dev/i2c-1", .use = bus::Use::Alone}, bench.clock);
    CHECK(owner.in_use.empty());
    CHECK(owner.any());
    bench.hat.bus.clear_log();
    auto other = bench.find();
    CHECK(contains(other.in_use, "process " + std::to_string(::getpid()) + " (kernel_test)"));
    CHECK_FALSE(other.any());
    CHECK(contains(other.report(Part::Pressure).problem, "the HAT is in use by process"));
    for (const auto& each : bench.hat.bus.log()) CHECK(each.written.size() == 1);  // nothing was set
    CHECK_FALSE(in_use(bus::Use::Alone).empty());
  }
  const auto program = bench.find();
  CHECK(in_use(bus::Use::Shared).empty());
  CHECK_FALSE(in_use(bus::Use::Alone).empty());
}

TEST_CASE("kernel: LEDs that a process has for itself keep the chips from being touched, too") {
  Bench bench;
  bench.kernel.add_bus();
  bench.kernel.add_framebuffer("fb1");
  const auto leds = devices::FramebufferLeds::find({});
  REQUIRE(leds);
  CHECK_FALSE(leds->lock(bus::Use::Alone));
  const auto hat = bench.find();
  CHECK_FALSE(hat.in_use.empty());
  CHECK_FALSE(hat.any());
  for (const auto& each : bench.hat.bus.log()) CHECK(each.written.size() == 1);
}

TEST_CASE("kernel: an adapter that knows SMBus commands only is refused") {
  Bench bench;
  bench.kernel.smbus_only = true;
  bench.kernel.add_bus();
  CHECK_THROWS_AS(bus::LinuxBus("/dev/i2c-1"), bus::BusError);
}

TEST_CASE("kernel: chips are read through /dev/i2c-1 by I2C_RDWR") {
  Bench bench;
  bench.kernel.add_bus();
  auto hat = bench.find();
  for (const auto part : {Part::Humidity, Part::Pressure, Part::Inertial, Part::Magnetometer, Part::Colour}) {
    CAPTURE(hat.report(part).problem);
    CHECK(hat.report(part).found);
  }
  CHECK(hat.report(Part::Pressure).where == "0x5c on /dev/i2c-1");
  bench.clock.pass(100ms);
  CHECK(hat.pressure.poll(bench.clock.monotonic())->pressure_hpa == 1013.25);
  CHECK(hat.humidity.poll(bench.clock.monotonic())->humidity_percent == 45);
}

TEST_CASE("kernel: 193 bytes reach the controller in one transfer") {
  Bench bench;
  bench.kernel.add_bus();
  auto hat = bench.find();
  REQUIRE(hat.leds);
  CHECK(hat.leds->where() == "0x46 on /dev/i2c-1");
  hat::Frame white;
  white.pixels.fill(0xffff);
  hat.leds->show(white);
  CHECK(bench.hat.bus.log().back().written.size() == 193);
  CHECK(bench.hat.controller.peek(191) == 31);
}

TEST_CASE("kernel: EREMOTEIO, ETIMEDOUT and EACCES each have their remedy") {
  const std::vector<std::pair<int, const char*>> cases{
      {EREMOTEIO, "40 pins"}, {ETIMEDOUT, "holds the bus"}, {EACCES, "groups i2c"}};
  for (const auto& [error, remedy] : cases) {
    Bench bench;
    bench.kernel.add_bus();
    bench.kernel.error_of_all_transfers = error;
    const auto hat = bench.find();
    CHECK_FALSE(hat.any());
    CAPTURE(hat.report(Part::Pressure).remedy);
    CHECK(contains(hat.report(Part::Pressure).remedy, remedy));
  }
}

TEST_CASE(
    "kernel: a chip that is busy is named with its driver, and I2C_SLAVE's failure reads no other chip") {
  Bench bench;
  bench.kernel.add_bus();
  bench.kernel.add_driver(0x5c, "st-press-i2c");
  const auto hat = bench.find();
  CHECK(hat.report(Part::Pressure).driver == "st-press-i2c");
  CHECK(contains(hat.report(Part::Pressure).remedy, "echo 1-005c | sudo tee"));
  CHECK(hat.report(Part::Humidity).found);
  for (const auto& each : bench.hat.bus.log()) CHECK(each.address != 0x5c);
}

TEST_CASE("kernel: the framebuffer is found by name, and a picture is its 128 bytes") {
  Bench bench;
  bench.kernel.add_framebuffer("fb1");
  const auto leds = devices::FramebufferLeds::find({});
  REQUIRE(leds);
  CHECK(leds->where() == "/dev/fb1");
  CHECK(leds->frame() == hat::Frame{});
  hat::Frame frame;
  frame.pixels.at(0) = 0xf800;
  frame.pixels.at(63) = 0x001f;
  leds->show(frame);
  const std::string pixels = pixels_of("/dev/fb1");
  REQUIRE(pixels.size() == 128);
  CHECK(pixels.substr(0, 2) == std::string("\x00\xf8", 2));
  CHECK(pixels.substr(126, 2) == std::string("\x1f\x00", 2));
}

TEST_CASE("kernel: a framebuffer whose blue comes first shows the same colours") {
  Bench bench;
  bench.kernel.blue_first = true;
  bench.kernel.add_framebuffer("fb0");
  const auto leds = devices::FramebufferLeds::find({});
  REQUIRE(leds);
  hat::Frame frame;
  frame.pixels.at(0) = 0xf800;
  leds->show(frame);
  CHECK(pixels_of("/dev/fb0").substr(0, 2) == std::string("\x1f\x00", 2));
}

TEST_CASE("kernel: a framebuffer of that name that is not 8 by 8 is refused") {
  Bench bench;
  bench.kernel.width = 320;
  bench.kernel.add_framebuffer("fb0");
  CHECK_THROWS_AS(devices::FramebufferLeds::find({}), std::system_error);
}

TEST_CASE("kernel: gamma goes through the driver's ioctls, the default table as a reset") {
  Bench bench;
  bench.kernel.add_framebuffer("fb1");
  const auto leds = devices::FramebufferLeds::find({});
  leds->set_gamma(hat::kLowLightGamma);
  CHECK(bench.kernel.gamma == hat::kLowLightGamma);
  CHECK(leds->gamma() == hat::kLowLightGamma);
  leds->set_gamma(hat::kDefaultGamma);
  CHECK(bench.kernel.gamma_resets == 1);
  CHECK(leds->gamma() == hat::kDefaultGamma);
}

TEST_CASE("kernel: a driver without gamma only remembers the table") {
  Bench bench;
  bench.kernel.has_gamma = false;
  bench.kernel.add_framebuffer("fb1");
  const auto leds = devices::FramebufferLeds::find({});
  leds->set_gamma(hat::kLowLightGamma);
  CHECK(leds->gamma() == hat::kLowLightGamma);
}

TEST_CASE("kernel: the joystick is found by its name among other devices, and its events are read") {
  Bench bench;
  bench.kernel.add_joystick("event0", "AT Translated Set 2 keyboard");
  bench.kernel.add_joystick("event3", kJoystick);
  const auto joystick = devices::EvdevJoystick::find({}, bench.clock, devices::Grab::No);
  REQUIRE(joystick);
  CHECK(joystick->where() == "/dev/input/event3");
  const int kernel = bench.kernel.joystick_fd("event3");
  input_event event{};
  event.type = EV_KEY;
  event.code = BTN_DPAD_LEFT;
  event.value = 1;
  REQUIRE(::write(kernel, &event, sizeof(event)) == sizeof(event));
  std::vector<hat::StickEvent> events;
  const auto deadline = std::chrono::steady_clock::now() + 10s;
  while (events.empty() && std::chrono::steady_clock::now() < deadline) events = joystick->poll();
  REQUIRE(events.size() == 1);
  CHECK(events.front().direction == hat::Direction::Left);
}
