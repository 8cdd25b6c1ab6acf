#include "hat_driver/bus/linux_bus.hpp"

#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace cupola;
namespace fs = std::filesystem;

namespace {

bus::SystemPaths make_machine(const tests::TemporaryFolder& folder, const std::vector<std::string>& devices) {
  fs::create_directories(folder / "dev");
  fs::create_directories(folder / "sys");
  for (const auto& each : devices) std::ofstream(folder / "dev" / each);
  return {.dev = folder / "dev", .sys = folder / "sys"};
}

}  // namespace

TEST_CASE("a bus that is not there is absent and says its name") {
  const tests::TemporaryFolder folder;
  try {
    bus::LinuxBus bus(folder / "i2c-1");
    FAIL("a bus was opened that is not there");
  } catch (const bus::BusError& error) {
    CHECK(error.problem() == bus::Problem::Absent);
    CHECK(std::string(error.what()).find("open " + (folder / "i2c-1").string()) == 0);
  }
}

TEST_CASE("a file that is no bus is refused") {
  const tests::TemporaryFolder folder;
  std::ofstream(folder / "i2c-1") << "nothing";
  CHECK_THROWS_AS(bus::LinuxBus(folder / "i2c-1"), bus::BusError);
}

TEST_CASE("on a machine without a device tree no bus is looked at") {
  const tests::TemporaryFolder folder;
  CHECK(bus::buses_of_a_pi(make_machine(folder, {"i2c-0", "i2c-1"})).empty());
}

TEST_CASE("on a Pi the header's bus comes first, then the others by number") {
  const tests::TemporaryFolder folder;
  const auto paths = make_machine(folder, {"i2c-20", "i2c-1", "i2c-3", "i2c-x", "i2c-", "null"});
  fs::create_directories(folder / "sys/firmware/devicetree/base");
  CHECK(bus::buses_of_a_pi(paths) ==
        std::vector<fs::path>{folder / "dev/i2c-1", folder / "dev/i2c-3", folder / "dev/i2c-20"});
}

TEST_CASE("the kernel's folder of a chip has bus and address in its name") {
  CHECK(bus::chip_folder({}, "/dev/i2c-1", 0x5c) == "/sys/bus/i2c/devices/1-005c");
  CHECK(bus::chip_folder({}, "/dev/i2c-22", 0x1c) == "/sys/bus/i2c/devices/22-001c");
}
