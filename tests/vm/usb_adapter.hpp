#pragma once

#include "hat_driver/base/clock.hpp"
#include "hat_driver/base/unique_fd.hpp"
#include "tests/support/hardware/simulated_bus.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <thread>
#include <vector>

namespace cupola::tests {

/// A USB adapter with an I2C bus (i2c-tiny-usb) that exists only in this process: the kernel's vhci_hcd takes
/// it for a device on the network (USB/IP) and makes a real /dev/i2c-N of it. Its chips are simulated ones.
/// Needs root and the modules vhci_hcd and i2c_tiny_usb.
class UsbAdapter {
 public:
  explicit UsbAdapter(const base::Clock& clock) : clock_(clock) {}
  UsbAdapter(const UsbAdapter&) = delete;
  UsbAdapter& operator=(const UsbAdapter&) = delete;
  ~UsbAdapter();

  /// Before plug(); the chip is borrowed.
  void attach(std::uint8_t address, SimulatedChip& chip);
  /// Throws std::system_error if the kernel does not take it.
  void plug();

 private:
  struct Request {
    std::uint32_t sequence = 0;
    std::uint32_t length = 0;
    bool reads = false;
    std::array<std::uint8_t, 8> setup{};
  };
  void serve();
  bool serve_one();
  void answer(const Request& request, std::span<const std::uint8_t> written);
  std::vector<std::uint8_t> reply_to(const Request& request, std::span<const std::uint8_t> written);
  std::vector<std::uint8_t> descriptor(std::uint8_t kind, std::uint8_t index) const;
  std::vector<std::uint8_t> transfer(const Request& request, std::span<const std::uint8_t> written);

  const base::Clock& clock_;
  std::map<std::uint8_t, SimulatedChip*> chips_;
  std::uint8_t status_ = 0;
  base::UniqueFd ours_;
  std::thread thread_;
};

}  // namespace cupola::tests
