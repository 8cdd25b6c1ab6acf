#include "hat_driver/bus/device_lock.hpp"

#include "hat_driver/base/unique_fd.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include <fcntl.h>
#include <unistd.h>

using namespace cupola;
using bus::Use;

namespace {

struct Device {
  base::UniqueFd open() const { return base::UniqueFd(::open(file.c_str(), O_RDWR | O_CREAT, 0600)); }
  tests::TemporaryFolder folder;
  std::filesystem::path file = folder / "i2c-1";
};

/// As the kernel calls this process: under qemu it is qemu.
std::string own_name() {
  std::ifstream file("/proc/self/comm");
  std::string name;
  std::getline(file, name);
  return name;
}

}  // namespace

TEST_CASE("what knows no locks is free") { CHECK_FALSE(bus::lock_device(-1, Use::Alone)); }

TEST_CASE("a device that somebody has alone is had by nobody else, and its owner is named") {
  const Device device;
  const auto mine = device.open();
  CHECK_FALSE(bus::lock_device(mine.get(), Use::Alone));
  const auto other = device.open();
  for (const Use use : {Use::Alone, Use::Shared}) {
    CHECK(bus::lock_device(other.get(), use) ==
          "process " + std::to_string(::getpid()) + " (" + own_name() + ")");
  }
}

TEST_CASE("those that share a device do not keep each other out, but whoever wants it alone") {
  const Device device;
  const auto mine = device.open();
  const auto yours = device.open();
  CHECK_FALSE(bus::lock_device(mine.get(), Use::Shared));
  CHECK_FALSE(bus::lock_device(yours.get(), Use::Shared));
  CHECK(bus::lock_device(device.open().get(), Use::Alone));
}

TEST_CASE("a device is free as soon as its owner closes it") {
  const Device device;
  auto mine = device.open();
  CHECK_FALSE(bus::lock_device(mine.get(), Use::Alone));
  mine.reset();
  CHECK_FALSE(bus::lock_device(device.open().get(), Use::Alone));
}
