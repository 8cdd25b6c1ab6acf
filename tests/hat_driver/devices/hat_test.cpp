#include "hat_driver/devices/hat.hpp"

#include "hat_driver/bus/linux_bus.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/hardware/kernel_sensors.hpp"
#include "tests/support/hardware/simulated_hat.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

using namespace cupola;
using namespace std::chrono_literals;
using devices::Part;
namespace fs = std::filesystem;

namespace {

struct Bench {
  devices::Hat find() {
    return devices::find_hat(
        hat.bus, {.paths = {.dev = folder / "dev", .sys = folder / "sys"}, .sharing = sharing}, clock);
  }
  devices::Sharing sharing = devices::Sharing::No;
  tests::TemporaryFolder folder;
  tests::FakeClock clock;
  tests::SimulatedHat hat{clock};
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a machine that is no Pi has no part, and says so for every one") {
  const tests::TemporaryFolder folder;
  const tests::FakeClock clock;
  const auto hat = devices::find_hat({.paths = {.dev = folder / "dev", .sys = folder / "sys"}}, clock);
  CHECK_FALSE(hat.any());
  for (const auto& report : hat.parts) {
    CHECK(report.problem == "this machine is no Raspberry Pi");
    CHECK(contains(report.remedy, "CUPOLA_I2C_BUS"));
  }
}

TEST_CASE("a Pi with I2C switched off is told how to switch it on") {
  const tests::TemporaryFolder folder;
  const tests::FakeClock clock;
  fs::create_directories(folder / "sys/firmware/devicetree/base");
  fs::create_directories(folder / "dev");
  const auto hat = devices::find_hat({.paths = {.dev = folder / "dev", .sys = folder / "sys"}}, clock);
  CHECK(contains(hat.report(Part::Pressure).problem, "i2c-1 is missing"));
  CHECK(contains(hat.report(Part::Pressure).remedy, "dtparam=i2c_arm=on"));
}

TEST_CASE("every part of a whole HAT is found where it is") {
  Bench bench;
  const auto hat = bench.find();
  for (const auto& report : hat.parts) {
    CAPTURE(report.problem);
    CHECK(report.found);
    CHECK(report.problem.empty());
  }
  CHECK(hat.report(Part::Humidity).where == "0x5f on the simulated bus");
  CHECK(hat.report(Part::Leds).where == "0x46 on the simulated bus");
  CHECK(hat.profile == hat::Profile::Flight);
  CHECK(devices::answers(bench.hat.bus));
}

TEST_CASE("any one part alone is a HAT") {
  constexpr std::array<std::uint8_t, 6> kAddresses{0x5f, 0x5c, 0x6a, 0x1c, 0x29, 0x46};
  for (const std::uint8_t alone : kAddresses) {
    Bench bench;
    for (const std::uint8_t other : kAddresses) {
      if (other != alone) bench.hat.bus.detach(other);
    }
    const auto hat = bench.find();
    CAPTURE(int{alone});
    CHECK(hat.any());
    const auto found =
        std::count_if(hat.parts.begin(), hat.parts.end(), [](const auto& each) { return each.found; });
    CHECK(found == (alone == 0x46 ? 2 : 1));
  }
}

TEST_CASE("a bus where nobody answers is no HAT, and the remedy is to seat it") {
  Bench bench;
  for (const std::uint8_t address : {std::uint8_t{0x5f}, std::uint8_t{0x5c}, std::uint8_t{0x6a},
                                     std::uint8_t{0x1c}, std::uint8_t{0x29}, std::uint8_t{0x46}}) {
    bench.hat.bus.detach(address);
  }
  const auto hat = bench.find();
  CHECK_FALSE(hat.any());
  CHECK_FALSE(devices::answers(bench.hat.bus));
  CHECK(contains(hat.report(Part::Leds).remedy, "40 pins"));
  CHECK(hat.report(Part::Colour).remedy.empty());  // a version 1 has none, which is no fault
}

TEST_CASE("Init Failed with everything zero: a chip of a kernel driver is read through that driver") {
  Bench bench;
  bench.hat.bus.bind_driver(0x5c, "st-press-i2c");
  // The simulated bus has no number, as the kernel's name of a chip has one.
  tests::add_kernel_lps25h(
      bus::chip_folder({.dev = {}, .sys = bench.folder / "sys"}, bench.hat.bus.name(), 0x5c));
  const auto before = bench.hat.bus.log().size();
  auto hat = bench.find();
  CHECK(hat.report(Part::Pressure).found);
  CHECK(hat.report(Part::Pressure).driver == "st-press-i2c");
  for (std::size_t k = before; k < bench.hat.bus.log().size(); ++k) {
    CHECK(bench.hat.bus.log().at(k).address != 0x5c);
  }
}

TEST_CASE("a chip that a kernel driver owns without giving values is named with the command that frees it") {
  Bench bench;
  bench.hat.bus.bind_driver(0x5c, "st-press-i2c");
  const auto hat = bench.find();
  const auto& report = hat.report(Part::Pressure);
  CHECK_FALSE(report.found);
  CHECK(contains(report.problem, "st-press-i2c"));
  CHECK(contains(report.remedy, "/sys/bus/i2c/drivers/st-press-i2c/unbind"));
  CHECK(contains(report.remedy, "CUPOLA_I2C_SHARE=1"));
  const auto log = bench.hat.bus.log();
  CHECK(std::none_of(log.begin(), log.end(), [](const auto& each) { return each.address == 0x5c; }));
}

TEST_CASE("only who asks for it reads a chip beside its kernel driver") {
  Bench bench;
  bench.sharing = devices::Sharing::Yes;
  bench.hat.bus.bind_driver(0x5c, "st-press-i2c");
  const auto hat = bench.find();
  CHECK(hat.report(Part::Pressure).found);
  CHECK(hat.report(Part::Pressure).driver == "st-press-i2c");
}

TEST_CASE("a controller whose kernel driver made no device is left alone, and the module is named") {
  Bench bench;
  bench.hat.bus.bind_driver(0x46, "rpisense-core");
  const auto hat = bench.find();
  CHECK_FALSE(hat.report(Part::Leds).found);
  CHECK(contains(hat.report(Part::Leds).remedy, "modprobe rpisense-fb"));
  CHECK(contains(hat.report(Part::Joystick).remedy, "modprobe sensehat-joystick"));
  CHECK(hat.report(Part::Humidity).found);
}

TEST_CASE("a dead controller does not keep the sensors from working") {
  Bench bench;
  bench.hat.bus.fail_next(0x46, 100, EREMOTEIO);
  auto hat = bench.find();
  CHECK_FALSE(hat.report(Part::Leds).found);
  bench.clock.pass(100ms);
  CHECK(hat.humidity.poll(bench.clock.monotonic()));
}

TEST_CASE("a bus that may not be opened asks for the groups, not for root") {
  Bench bench;
  bench.hat.bus.fail_next(0x5f, 1, EACCES);
  const auto hat = bench.find();
  CHECK(contains(hat.report(Part::Humidity).remedy, "groups i2c, video, input"));
  CHECK_FALSE(contains(hat.report(Part::Humidity).remedy, "root"));
}

TEST_CASE("a power cut is survived: the chips are started again") {
  Bench bench;
  auto hat = bench.find();
  bench.clock.pass(100ms);
  REQUIRE(hat.humidity.poll(bench.clock.monotonic()));
  REQUIRE(hat.inertial.poll(bench.clock.monotonic()));
  bench.hat.bus.power_cycle();
  int humidity = 0;
  int inertial = 0;
  const auto end = bench.clock.monotonic() + 3s;
  while (bench.clock.monotonic() < end) {
    bench.clock.pass(1ms);
    if (hat.humidity.poll(bench.clock.monotonic())) ++humidity;
    if (hat.inertial.poll(bench.clock.monotonic())) ++inertial;
  }
  CHECK(humidity > 20);
  CHECK(inertial > 200);
  CHECK(hat.humidity.trouble().empty());
}

TEST_CASE("a chip that comes loose is trouble in words, and works again when it is back") {
  Bench bench;
  auto hat = bench.find();
  bench.hat.bus.detach(0x5c);
  bench.clock.pass(50ms);
  CHECK_FALSE(hat.pressure.poll(bench.clock.monotonic()));
  CHECK_FALSE(hat.pressure.trouble().empty());
  bench.hat.bus.attach(0x5c, bench.hat.pressure);
  bench.clock.pass(600ms);
  hat.pressure.poll(bench.clock.monotonic());
  bench.clock.pass(50ms);
  CHECK(hat.pressure.poll(bench.clock.monotonic()));
  CHECK(hat.pressure.trouble().empty());
}
