#pragma once

#include "tests/support/hardware/simulated_bus.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace cupola::tests {

/// A chip of 256 registers and a pointer into them, which the first byte written sets.
class RegisterChip : public SimulatedChip {
 public:
  void power_on(base::Monotonic now) override;
  void write_byte(std::size_t place, std::uint8_t value, base::Monotonic now) override;
  std::uint8_t read_byte(base::Monotonic now) override;

  /// A look into the chip without a bus.
  std::uint8_t peek(std::uint8_t number) const { return registers_.at(number); }
  void poke(std::uint8_t number, std::uint8_t value) { registers_.at(number) = value; }

 protected:
  struct Pointer {
    std::uint8_t number = 0;
    bool counts = false;  ///< moves on after each byte
  };
  virtual Pointer pointer_of(std::uint8_t first_byte) const = 0;
  virtual void reset(base::Monotonic now) = 0;
  virtual void write_register(std::uint8_t number, std::uint8_t value, base::Monotonic now) = 0;
  virtual std::uint8_t read_register(std::uint8_t number, base::Monotonic now) = 0;

  std::array<std::uint8_t, 256> registers_{};

 private:
  void step() {
    if (pointer_.counts) ++pointer_.number;
  }
  Pointer pointer_;
};

/// What a sensor measures: the raw counts of channel `channel` in conversion `number` (from 0 on).
using Counts = std::function<std::int32_t(std::size_t channel, std::uint64_t number)>;
/// The same counts for ever.
Counts steady(std::vector<std::int32_t> counts);

/// An ST sensor: conversions at a rate, output registers with block data update, data-ready and overrun flags
/// that are cleared by reading.
class StSensor : public RegisterChip {
 public:
  explicit StSensor(Counts counts) : counts_(std::move(counts)) {}
  void set_counts(Counts counts) { counts_ = std::move(counts); }
  /// Conversions that never come to an end.
  void set_ready(bool ready) { ready_ = ready; }
  std::uint64_t conversions() const { return conversions_; }
  /// Conversions of which nobody read the highest byte.
  std::uint64_t overruns() const { return overruns_; }

 protected:
  struct Channel {
    std::uint8_t first = 0;
    std::uint8_t bytes = 2;
    std::uint8_t ready_bit = 0;  ///< of the status register, cleared by reading the highest byte
  };
  /// To be called when a register changes that decides the rate. Nothing: the chip is off.
  void set_period(std::optional<base::Monotonic> period, base::Monotonic now);
  void reset(base::Monotonic now) override;
  std::uint8_t read_register(std::uint8_t number, base::Monotonic now) override;

  virtual const std::vector<Channel>& channels() const = 0;
  virtual std::uint8_t status_register() const = 0;
  virtual bool block_update() const = 0;

 private:
  struct Latch {
    std::uint8_t seen = 0;  ///< bits of the bytes read since the last update
    std::optional<std::int32_t> waiting;
  };
  void advance(base::Monotonic now);
  void convert(std::size_t channel);
  void show(const Channel& channel, std::int32_t counts);
  void note_read(std::uint8_t number);

  Counts counts_;
  bool ready_ = true;
  std::optional<base::Monotonic> period_;
  base::Monotonic next_{};
  std::uint64_t conversions_ = 0;
  std::uint64_t overruns_ = 0;
  std::vector<Latch> latches_;
};

}  // namespace cupola::tests
