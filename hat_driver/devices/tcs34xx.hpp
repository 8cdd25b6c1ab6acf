#pragma once

#include "hat_driver/bus/chip.hpp"
#include "hat_driver/devices/source.hpp"

#include <cupola/hat/readings.hpp>

#include <array>
#include <cstdint>
#include <optional>

namespace cupola::devices {

/// Where a colour chip may be; which one it is, its ID register says.
inline constexpr std::array<std::uint8_t, 2> kColourAddresses{0x29, 0x39};

enum class ColourKind { Tcs3400, Tcs3472 };

/// What an ID register says: 0x90 or 0x93 for a TCS3400, 0x44 or 0x4d for a TCS34725 or one of its
/// siblings; nothing for anything else.
std::optional<ColourKind> colour_kind(std::uint8_t identity);

/// Clear, red, green, blue as the data registers hold them.
using ColourRegisters = std::array<std::uint16_t, 4>;

/// How a chip was set while it measured.
struct Exposure {
  int gain = 1;
  int cycles = 64;
};

/// Counts of one cycle at gain 1. A full register stands for 1024 or more of them.
hat::LightSample light_sample(const ColourRegisters& counts, const Exposure& exposure);

/// The colour sensor. It chooses its own gain, so that the light fills its registers and does not overflow
/// them; what a program sets is worked out of its samples. 64 cycles make one sample: all 16 bits.
class Tcs34xx final : public Source<hat::LightSample> {
 public:
  /// Finds the chip at one of its addresses and starts it. Throws bus::BusError (Absent: at none of them).
  /// Keeps both references.
  Tcs34xx(bus::Bus& bus, const base::Clock& clock);
  /// Nothing while a new gain settles.
  std::optional<hat::LightSample> poll() override;
  base::Monotonic period() const override;
  ColourKind kind() const { return kind_; }
  std::uint8_t address() const { return chip_.address(); }

 private:
  struct Found {
    std::uint8_t address = 0;
    ColourKind kind = ColourKind::Tcs3472;
  };
  static Found find(bus::Bus& bus);
  Tcs34xx(bus::Bus& bus, const base::Clock& clock, Found found);
  void start();
  bool change_gain(const ColourRegisters& counts);

  bus::Chip chip_;
  const base::Clock& clock_;
  ColourKind kind_;
  std::size_t gain_step_ = 2;
  base::Monotonic
      due_{};  ///< when the integration under way is finished: the chip does not say which one it was
};

}  // namespace cupola::devices
