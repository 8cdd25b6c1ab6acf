#pragma once

#include "hat_driver/base/unique_fd.hpp"
#include "hat_driver/bus/bus.hpp"
#include "hat_driver/bus/device_lock.hpp"
#include "hat_driver/bus/system_paths.hpp"

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace cupola::bus {

/// A bus of the kernel, /dev/i2c-N. Every transfer is one I2C_RDWR, which is atomic and, unlike I2C_SLAVE,
/// not refused when a kernel driver owns the chip: ask kernel_driver() first. Threads may share it.
class LinuxBus final : public Bus {
 public:
  /// Throws BusError: the file is not there (ENOENT), not ours to open (EACCES), or no I²C bus (ENOTTY), or
  /// its adapter knows SMBus commands only (EOPNOTSUPP).
  explicit LinuxBus(const std::filesystem::path& device, SystemPaths paths = {});

  void transfer(const Transfer& transfer) override;
  std::optional<std::string> kernel_driver(std::uint8_t address) override;
  std::string name() const override { return device_.string(); }
  /// lock_device() on this bus, until the end of this object's life.
  std::optional<std::string> lock(Use use) { return lock_device(fd_.get(), use); }

 private:
  std::filesystem::path device_;
  SystemPaths paths_;
  base::UniqueFd fd_;
  std::mutex asking_;  ///< I2C_SLAVE leaves its address in the descriptor
};

/// The folder in which the kernel shows the chip at `address` of the bus "/dev/i2c-1": …/i2c/devices/1-005c.
std::filesystem::path chip_folder(const SystemPaths& paths, const std::string& bus, std::uint8_t address);

/// Where a HAT may be: /dev/i2c-1, the bus of the Pi's header, and after it the others, by number. Empty on
/// a machine without a device tree: a PC's buses lead to its memory and fans, and are left alone.
std::vector<std::filesystem::path> buses_of_a_pi(const SystemPaths& paths);

}  // namespace cupola::bus
