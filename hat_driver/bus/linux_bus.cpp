#include "hat_driver/bus/linux_bus.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <sys/ioctl.h>

namespace cupola::bus {
namespace {

namespace fs = std::filesystem;

/// The N of "i2c-N".
std::optional<int> bus_number(const std::string& name) {
  constexpr std::string_view kPrefix = "i2c-";
  if (!name.starts_with(kPrefix)) return std::nullopt;
  int number = 0;
  const char* const end = name.data() + name.size();
  const auto read = std::from_chars(name.data() + kPrefix.size(), end, number);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return number;
}

}  // namespace

LinuxBus::LinuxBus(const fs::path& device, SystemPaths paths) : device_(device), paths_(std::move(paths)) {
  fd_ = base::UniqueFd(::open(device.c_str(), O_RDWR | O_CLOEXEC));
  if (!fd_.valid()) throw BusError(errno, "open " + name());
  unsigned long functions = 0;
  if (::ioctl(fd_.get(), I2C_FUNCS, &functions) < 0)
    throw BusError(errno, "ask what can be done on " + name());
  if ((functions & I2C_FUNC_I2C) == 0) throw BusError(EOPNOTSUPP, "plain I2C transfers on " + name());
}

void LinuxBus::transfer(const Transfer& transfer) {
  std::array<i2c_msg, 2> messages{};
  std::uint32_t count = 0;
  if (!transfer.write.empty()) {
    // The kernel does not write to the buffer of a message without I2C_M_RD.
    auto* const bytes = const_cast<std::uint8_t*>(transfer.write.data());
    messages.at(count++) = {transfer.address, 0, static_cast<std::uint16_t>(transfer.write.size()), bytes};
  }
  if (!transfer.read.empty()) {
    messages.at(count++) = {transfer.address, I2C_M_RD, static_cast<std::uint16_t>(transfer.read.size()),
                            transfer.read.data()};
  }
  i2c_rdwr_ioctl_data request{messages.data(), count};
  const int done = ::ioctl(fd_.get(), I2C_RDWR, &request);
  if (done < 0) throw BusError(errno, "talk to " + place_of(transfer.address, name()));
  if (done != static_cast<int>(count)) throw BusError(EIO, "talk to " + place_of(transfer.address, name()));
}

std::optional<std::string> LinuxBus::kernel_driver(std::uint8_t address) {
  const std::lock_guard lock(asking_);
  if (::ioctl(fd_.get(), I2C_SLAVE, static_cast<unsigned long>(address)) >= 0) return std::nullopt;
  if (errno != EBUSY) throw BusError(errno, "address " + place_of(address, name()));
  std::error_code unreadable;
  const fs::path driver = fs::read_symlink(chip_folder(paths_, name(), address) / "driver", unreadable);
  return unreadable ? std::string("a kernel driver") : driver.filename().string();
}

fs::path chip_folder(const SystemPaths& paths, const std::string& bus, std::uint8_t address) {
  std::array<char, 32> text{};
  const int number = bus_number(fs::path(bus).filename().string()).value_or(-1);
  std::snprintf(text.data(), text.size(), "%d-%04x", number, address);
  return paths.sys / "bus/i2c/devices" / text.data();
}

std::vector<fs::path> buses_of_a_pi(const SystemPaths& paths) {
  constexpr int kHeader = 1;
  std::error_code unreadable;
  if (!fs::exists(paths.sys / "firmware/devicetree/base", unreadable)) return {};
  std::vector<std::pair<int, fs::path>> found;
  for (const auto& entry : fs::directory_iterator(paths.dev, unreadable)) {
    if (const auto number = bus_number(entry.path().filename().string())) {
      found.emplace_back(*number == kHeader ? -1 : *number, entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  std::vector<fs::path> buses;
  buses.reserve(found.size());
  for (auto& each : found) buses.push_back(std::move(each.second));
  return buses;
}

}  // namespace cupola::bus
