// Thread-safe.
#pragma once

#include "hat_driver/base/clock.hpp"
#include "hat_driver/bus/bus.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace cupola::tests {

/// What answers at one address, byte by byte, each at its own time: a sample that is finished while it is
/// read can be torn, as in the real chip.
class SimulatedChip {
 public:
  SimulatedChip() = default;
  SimulatedChip(const SimulatedChip&) = delete;
  SimulatedChip& operator=(const SimulatedChip&) = delete;
  virtual ~SimulatedChip() = default;

  /// All registers as the datasheet has them after power-on.
  virtual void power_on(base::Monotonic now) = 0;
  /// `place`: 0 for the first byte after the address, which names the register.
  virtual void write_byte(std::size_t place, std::uint8_t value, base::Monotonic now) = 0;
  virtual std::uint8_t read_byte(base::Monotonic now) = 0;
};

/// One transaction as it was on the wire.
struct Transaction {
  base::Monotonic start{};
  base::Monotonic took{};  ///< bus time at 100 kHz: nine bits a byte, starts and stop one bit each
  std::uint8_t address = 0;
  std::vector<std::uint8_t> written;
  std::vector<std::uint8_t> read;
  int error = 0;
};

/// A bus with simulated chips. Its time is the clock's, which it waits on for as long as the wire would take.
class SimulatedBus final : public bus::Bus {
 public:
  explicit SimulatedBus(base::Clock& clock) : clock_(clock) {}

  /// Powers the chip on; it is borrowed.
  void attach(std::uint8_t address, SimulatedChip& chip);
  void detach(std::uint8_t address);
  /// A kernel driver that owns an address.
  void bind_driver(std::uint8_t address, const std::string& driver);

  // Faults.
  /// The next `count` transactions with `address` fail with this error number after `after` bytes.
  void fail_next(std::uint8_t address, int count, int error, std::size_t after = 0);
  /// A wire that is held: every byte reads as this.
  void set_stuck(std::optional<std::uint8_t> value);
  /// Power off and on again, between two transactions.
  void power_cycle();

  void transfer(const bus::Transfer& transfer) override;
  std::optional<std::string> kernel_driver(std::uint8_t address) override;
  std::string name() const override { return "the simulated bus"; }

  std::vector<Transaction> log() const;
  void clear_log();
  /// The bus time of everything in the log.
  base::Monotonic log_time() const;

 private:
  struct Fault {
    int count = 0;
    int error = 0;
    std::size_t after = 0;
  };
  int carry_out(const bus::Transfer& transfer, Transaction& entry);

  base::Clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::uint8_t, SimulatedChip*> chips_;
  std::map<std::uint8_t, std::string> drivers_;
  std::map<std::uint8_t, Fault> faults_;
  std::optional<std::uint8_t> stuck_;
  std::vector<Transaction> log_;
};

}  // namespace cupola::tests
