#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <system_error>

namespace cupola::bus {

/// Why a transaction failed, for whoever decides what to do about it.
enum class Problem {
  Absent,           ///< nobody answers at that address, or there is no such bus
  Busy,             ///< a kernel driver owns the chip, or another master the bus
  NotAcknowledged,  ///< the chip refused a byte; some adapters say this for Absent too
  TimedOut,         ///< the chip or another master held the bus too long
  NotPermitted,     ///< this user may not open the bus
  Failed,           ///< anything else
};

/// What an error number of /dev/i2c-N means (Linux, Documentation/i2c/fault-codes.rst). bcm2835 says
/// EREMOTEIO for whatever is not acknowledged, the adapters that follow the document ENXIO.
Problem problem_of(int error);

/// Where a chip is, for people: "0x5c on /dev/i2c-1".
std::string place_of(std::uint8_t address, const std::string& bus);

/// A transaction that failed. The code is the kernel's, what() names bus and address.
class BusError : public std::system_error {
 public:
  BusError(int error, const std::string& what)
      : std::system_error(error, std::generic_category(), what), problem_(problem_of(error)) {}
  Problem problem() const { return problem_; }

 private:
  Problem problem_;
};

/// One transaction: writes all of `write`, then, without letting the bus go between, fills all of `read`.
/// Either may be empty, not both.
struct Transfer {
  std::uint8_t address = 0;  ///< 7 bits
  std::span<const std::uint8_t> write = {};
  std::span<std::uint8_t> read = {};
};

/// An I²C bus. Both calls may come from several threads at once.
class Bus {
 public:
  Bus() = default;
  Bus(const Bus&) = delete;
  Bus& operator=(const Bus&) = delete;
  virtual ~Bus() = default;

  /// Throws BusError; then nothing in `read` is to be believed.
  virtual void transfer(const Transfer& transfer) = 0;
  /// The kernel driver that owns the chip at `address`; nothing if it is free. Throws BusError.
  virtual std::optional<std::string> kernel_driver(std::uint8_t address) = 0;
  /// "/dev/i2c-1"
  virtual std::string name() const = 0;
};

}  // namespace cupola::bus
