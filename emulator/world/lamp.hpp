#pragma once

#include "emulator/world/state.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace cupola::world {

/// Light as a person would describe it: the colour of a filter (sRGB) in front of a white lamp that would
/// give so many lux without it.
struct Lamp {
  std::uint8_t red = 255;
  std::uint8_t green = 255;
  std::uint8_t blue = 255;
  double illuminance_lux = 400;
  friend bool operator==(const Lamp&, const Lamp&) = default;
};

/// The Sun outside the atmosphere gives 135 000 lux.
inline constexpr double kBrightestLamp_lux = 150'000;

inline constexpr Lamp kDarkLight{.illuminance_lux = 0};
/// White lamps: two thirds of full scale at gain 60 and 64 cycles.
inline constexpr Lamp kColumbusLight{.illuminance_lux = 400};
inline constexpr Lamp kDeskLight{.illuminance_lux = 550};
/// Through a window: near full scale at gain 1.
inline constexpr Lamp kSunLight{.red = 255, .green = 250, .blue = 240, .illuminance_lux = 30'000};
/// Warm and close by.
inline constexpr Lamp kTorchLight{.red = 255, .green = 214, .blue = 160, .illuminance_lux = 3000};
/// More than any channel can count at any setting.
inline constexpr Lamp kSaturatedLight{.illuminance_lux = kBrightestLamp_lux};

struct NamedLamp {
  std::string_view name;  ///< English, for a person
  Lamp lamp;
};
inline constexpr std::array<NamedLamp, 5> kLampPresets{{{"Dark", kDarkLight},
                                                        {"Columbus module", kColumbusLight},
                                                        {"Sun", kSunLight},
                                                        {"Torch", kTorchLight},
                                                        {"Saturated", kSaturatedLight}}};

/// What the colour sensor counts in one cycle at gain 1. White light of 400 lux counts 3.7, 4.1, 3.4 and 11.2
/// (the lux equation of AMS design note 40 the other way round); each colour is seen by the other colours'
/// filters too, as the TCS3472 datasheet's ratios at 615, 525 and 465 nm say.
Light light_of(const Lamp& lamp);

}  // namespace cupola::world
