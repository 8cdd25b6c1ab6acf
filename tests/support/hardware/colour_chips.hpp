#pragma once

#include "tests/support/hardware/register_chip.hpp"

#include <array>
#include <cstdint>

namespace cupola::tests {

/// The light on a simulated colour chip: counts of one cycle at gain 1; clear, red, green, blue.
using Light = std::array<double, 4>;

/// TCS34725 (ams, TCS3472 datasheet) and TCS3400, which differ in how registers are named on the wire, in
/// gain and in the length of a cycle.
class SimulatedColourChip final : public RegisterChip {
 public:
  enum class Kind { Tcs34725, Tcs3400 };
  explicit SimulatedColourChip(Kind kind, Light light = {12, 4, 5, 3}) : kind_(kind), light_(light) {}
  void set_light(const Light& light) { light_ = light; }
  /// What the ID register says; 0x44 and 0x90 without this.
  void set_identity(std::uint8_t identity) { identity_ = identity; }

 protected:
  Pointer pointer_of(std::uint8_t first_byte) const override;
  void reset(base::Monotonic now) override;
  void write_register(std::uint8_t number, std::uint8_t value, base::Monotonic now) override;
  std::uint8_t read_register(std::uint8_t number, base::Monotonic now) override;

 private:
  bool running() const;
  base::Monotonic integration() const;
  void begin(base::Monotonic now);
  void advance(base::Monotonic now);
  void finish();

  Kind kind_;
  Light light_;
  std::uint8_t identity_ = 0;
  base::Monotonic ends_{};
  std::uint8_t gain_bits_ = 0;   ///< those that the running integration began with
  std::uint8_t cycle_bits_ = 0;  ///< the same
  std::uint8_t high_byte_ = 0;   ///< latched by reading the low byte
};

}  // namespace cupola::tests
