// Thread-safe.
#pragma once

#include "hat_driver/bus/bus.hpp"

#include <cstdint>
#include <mutex>
#include <vector>

namespace cupola::bus {

/// A bus that leaves registers as they were: before a register is written for the first time its value is
/// read, and at the end of this object's life all are written back, the last one first. Only for registers
/// that give back what was written; what reading clears (data-ready flags) stays cleared.
class RestoringBus final : public Bus {
 public:
  /// Borrows the bus.
  explicit RestoringBus(Bus& bus) : bus_(bus) {}
  /// A chip that does not answer any more keeps what it has.
  ~RestoringBus() override;

  /// Throws BusError, also if the old value cannot be read: then nothing was written.
  void transfer(const Transfer& transfer) override;
  std::optional<std::string> kernel_driver(std::uint8_t address) override {
    return bus_.kernel_driver(address);
  }
  std::string name() const override { return bus_.name(); }

 private:
  /// One write to one or more registers: the byte that names the first, and what they held.
  struct Old {
    std::uint8_t address = 0;
    std::vector<std::uint8_t> bytes;
  };
  bool is_kept(const Transfer& transfer) const;
  void keep(const Transfer& transfer);

  Bus& bus_;
  std::mutex mutex_;  ///< guards old_
  std::vector<Old> old_;
};

}  // namespace cupola::bus
