#pragma once

#include "tests/support/hardware/register_chip.hpp"

#include <cstdint>

namespace cupola::tests {

/// The microcontroller at 0x46 that lights the LEDs and asks the joystick: 192 brightnesses that count on,
/// and a handful of registers that do not. It powers up with a rainbow.
class SimulatedLedController final : public RegisterChip {
 public:
  /// Bits: down, right, up, middle, left.
  void set_keys(std::uint8_t keys) { keys_ = keys; }
  /// Bytes written to where nothing may be written: its program memory's lock.
  int unlock_attempts() const { return unlock_attempts_; }

 protected:
  Pointer pointer_of(std::uint8_t first_byte) const override { return {first_byte, first_byte < kLeds}; }
  void reset(base::Monotonic now) override;
  void write_register(std::uint8_t number, std::uint8_t value, base::Monotonic now) override;
  std::uint8_t read_register(std::uint8_t number, base::Monotonic now) override;

 private:
  static constexpr std::uint8_t kLeds = 192;
  std::uint8_t keys_ = 0;
  int unlock_attempts_ = 0;
};

}  // namespace cupola::tests
