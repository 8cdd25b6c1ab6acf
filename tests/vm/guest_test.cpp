// Runs in a virtual machine with a kernel of Debian's, as its only program, as root: see run.sh.
#include "tests/vm/guest_hat.hpp"

#include "hat_driver/bus/linux_bus.hpp"
#include "hat_driver/devices/evdev_joystick.hpp"
#include "hat_driver/devices/framebuffer_leds.hpp"
#include "hat_driver/devices/hat.hpp"
#include "hat_driver/devices/iio.hpp"
#include "hat_driver/devices/lps25h.hpp"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include <linux/fb.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace cupola;
using namespace cupola::tests;
using devices::Part;
using doctest::Approx;
namespace fs = std::filesystem;

namespace {

/// One for all cases: a second one would be another bus.
GuestHat& machine() {
  static GuestHat the_machine;
  return the_machine;
}

devices::Hat found_hat() { return devices::find_hat({.bus = machine().device}, machine().clock); }

fs::path adapter() { return fs::path("/sys/bus/i2c/devices") / machine().device.filename(); }

/// A kernel driver on one of the chips, while this lives.
class Bound {
 public:
  Bound(const char* name, const char* address) : address_(address) {
    write_text(adapter() / "new_device", std::string(name) + " " + address);
  }
  Bound(const Bound&) = delete;
  Bound& operator=(const Bound&) = delete;
  ~Bound() { write_text(adapter() / "delete_device", address_); }

 private:
  std::string address_;
};

fs::path folder_of(std::uint8_t address) { return bus::chip_folder({}, machine().device.string(), address); }

template <typename Sample>
std::optional<Sample> first_of(devices::Source<Sample>& source) {
  std::optional<Sample> sample;
  eventually([&] { return (sample = source.poll()).has_value(); });
  return sample;
}

}  // namespace

TEST_CASE("vm: every chip is found on a real bus of the kernel's and gives its values") {
  auto hat = found_hat();
  for (const auto part : {Part::Humidity, Part::Pressure, Part::Inertial, Part::Magnetometer, Part::Colour}) {
    CAPTURE(hat.report(part).problem);
    CHECK(hat.report(part).found);
  }
  const auto value = [](auto& sensor) {
    decltype(sensor.poll({})) sample;
    eventually([&] { return (sample = sensor.poll(machine().clock.monotonic())).has_value(); });
    return sample.value();
  };
  CHECK(value(hat.pressure).pressure_hpa == 1013.25);
  CHECK(value(hat.humidity).humidity_percent == 45);
  CHECK(value(hat.inertial).acceleration_g.z == Approx(0.999912));
  CHECK(value(hat.field).field_ut.y == Approx(-7));
  CHECK(value(hat.light).clear == Approx(12).epsilon(0.01));
}

TEST_CASE("vm: nobody at an address is absent, by whatever number the adapter says so") {
  bus::LinuxBus bus(machine().device);
  std::uint8_t value = 0;
  const std::uint8_t number = 0x0f;
  try {
    bus.transfer({.address = 0x20, .write = {&number, 1}, .read = {&value, 1}});
    FAIL("somebody answered");
  } catch (const bus::BusError& error) {
    CHECK(error.problem() == bus::Problem::Absent);
  }
}

TEST_CASE("vm: a block read without the counting bit repeats one register, as the chip does") {
  bus::LinuxBus bus(machine().device);
  std::array<std::uint8_t, 2> with{};
  std::array<std::uint8_t, 2> without{};
  bus::Chip(bus, 0x5f, 0x80).read_block(0x30, with);
  bus::Chip(bus, 0x5f, 0x00).read_block(0x30, without);
  CHECK(with == std::array<std::uint8_t, 2>{40, 160});
  CHECK(without == std::array<std::uint8_t, 2>{40, 40});
}

TEST_CASE("vm: a picture of 193 bytes arrives") {
  auto hat = found_hat();
  REQUIRE(hat.leds);
  hat::Frame frame;
  frame.pixels.fill(0xffff);
  hat.leds->show(frame);
  for (unsigned k = 0; k < 192; ++k) CHECK(machine().controller.peek(static_cast<std::uint8_t>(k)) == 31);
}

TEST_CASE("vm: the kernel's own drivers read the raw counts that the simulated chips were given") {
  const Bound pressure("lps25h", "0x5c");
  const Bound magnetometer("lsm9ds1_magn", "0x1c");
  REQUIRE(eventually([] { return !devices::iio_device(folder_of(0x5c), "in_pressure").empty(); }));
  REQUIRE(eventually([] { return !devices::iio_device(folder_of(0x1c), "in_magn_x").empty(); }));
  const fs::path press = devices::iio_device(folder_of(0x5c), "in_pressure");
  write_text(press / "sampling_frequency", "25");
  CHECK(devices::iio_number(press, "in_pressure_raw") == 4150272);
  CHECK(devices::iio_number(press, "in_temp_raw") == -8400);
  const fs::path magn = devices::iio_device(folder_of(0x1c), "in_magn_x");
  write_text(magn / "sampling_frequency", "80");
  CHECK(devices::iio_number(magn, "in_magn_x_raw") == 1000);
  CHECK(devices::iio_number(magn, "in_magn_y_raw") == -500);
  CHECK(devices::iio_number(magn, "in_magn_z_raw") == 3000);
}

TEST_CASE("vm: the kernel's inertial driver agrees too") {
  const Bound inertial("lsm9ds1-imu", "0x6a");
  REQUIRE(eventually([] { return !devices::iio_device(folder_of(0x6a), "in_anglvel_x").empty(); }));
  REQUIRE(eventually([] { return !devices::iio_device(folder_of(0x6a), "in_accel_x").empty(); }));
  const fs::path gyroscope = devices::iio_device(folder_of(0x6a), "in_anglvel_x");
  CHECK(devices::iio_number(gyroscope, "in_anglvel_x_raw") == 100);
  CHECK(devices::iio_number(gyroscope, "in_anglvel_y_raw") == -200);
  CHECK(devices::iio_number(gyroscope, "in_anglvel_z_raw") == 300);
}

TEST_CASE("vm: a chip that a kernel driver owns is busy, named, and read through that driver") {
  const Bound pressure("lps25h", "0x5c");
  REQUIRE(eventually([] { return !devices::iio_device(folder_of(0x5c), "in_pressure").empty(); }));
  write_text(devices::iio_device(folder_of(0x5c), "in_pressure") / "sampling_frequency", "25");
  bus::LinuxBus bus(machine().device);
  CHECK(bus.kernel_driver(0x5c) == "st-press-i2c");
  CHECK_FALSE(bus.kernel_driver(0x5f));
  auto hat = found_hat();
  CHECK(hat.report(Part::Pressure).driver == "st-press-i2c");
  std::optional<hat::PressureSample> sample;
  CHECK(eventually([&] { return (sample = hat.pressure.poll(machine().clock.monotonic())).has_value(); }));
  CHECK(sample->pressure_hpa == Approx(1013.25).epsilon(1e-4));
  CHECK(sample->temperature_c == Approx(25).epsilon(1e-4));
}

TEST_CASE("vm: shared access reads the same chip beside the driver, by I2C_RDWR") {
  const Bound pressure("lps25h", "0x5c");
  const auto hat =
      devices::find_hat({.bus = machine().device, .sharing = devices::Sharing::Yes}, machine().clock);
  CHECK(hat.report(Part::Pressure).found);
}

TEST_CASE("vm: the framebuffer's pixels lie where its driver says") {
  const base::UniqueFd fd = shape_framebuffer();
  CHECK(devices::FramebufferLeds::find({}) == nullptr);
  name_framebuffer();
  const auto leds = devices::FramebufferLeds::find({});
  REQUIRE(leds);
  hat::Frame frame;
  frame.pixels.at(0) = 0xf800;
  frame.pixels.at(63) = 0x07e0;
  leds->show(frame);
  std::array<std::uint16_t, 64> pixels{};
  REQUIRE(::pread(fd.get(), pixels.data(), sizeof(pixels), 0) == sizeof(pixels));
  fb_var_screeninfo screen{};
  REQUIRE(::ioctl(fd.get(), FBIOGET_VSCREENINFO, &screen) == 0);
  CHECK(pixels.at(0) == 0x1f << screen.red.offset);
  CHECK(pixels.at(63) == 0x3f << screen.green.offset);
  leds->set_gamma(hat::kLowLightGamma);  // vfb knows no gamma
  CHECK(leds->gamma() == hat::kLowLightGamma);
}

TEST_CASE("vm: a joystick of the kernel's is pressed, held, released, unplugged and plugged in again") {
  auto first = std::make_unique<GuestJoystick>();
  std::unique_ptr<devices::EvdevJoystick> joystick;
  base::SystemClock clock;
  REQUIRE(eventually([&] {
    try {
      joystick = devices::EvdevJoystick::find({}, clock, devices::Grab::Yes);
    } catch (const std::system_error&) {
    }
    return joystick != nullptr;
  }));
  std::vector<hat::StickEvent> events;
  const auto watch_until = [&](std::size_t count) {
    return eventually([&] {
      for (const auto& each : joystick->poll()) events.push_back(each);
      return events.size() >= count;
    });
  };
  first->key(KEY_LEFT, 1);
  REQUIRE(watch_until(3));
  CHECK(events.at(0).action == hat::Action::Pressed);
  CHECK(events.at(1).action == hat::Action::Held);
  CHECK(events.at(2).direction == hat::Direction::Left);
  first->unplug();
  REQUIRE(eventually([&] {
    for (const auto& each : joystick->poll()) events.push_back(each);
    return !joystick->present();
  }));
  CHECK(events.back().action == hat::Action::Released);
  events.clear();
  const GuestJoystick second;
  REQUIRE(eventually([&] { return joystick->poll().empty() && joystick->present(); }));
  second.key(KEY_ENTER, 1);
  REQUIRE(watch_until(1));
  CHECK(events.front().direction == hat::Direction::Middle);
}
