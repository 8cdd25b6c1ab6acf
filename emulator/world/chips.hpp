#pragma once

#include "emulator/world/rotation.hpp"

namespace cupola::world {

/// One quantity of a chip: its noise (standard deviation), the step of its numbers and its full scale, all in
/// the unit of the reading, under the settings that the existing library gives the chips.
struct ChipScale {
  double noise = 0;
  double step = 1;
  double lowest = 0;
  double highest = 0;
};

/// HTS221 datasheet, table 3 (0.004 %RH and 0.016 °C a count, ranges) and the table of AV_CONF (noise at 32
/// and 16 averages, register value 0x1B).
inline constexpr ChipScale kHumidityScale{0.15, 1.0 / 256, 0, 100};
inline constexpr ChipScale kHumidityTemperatureScale{0.03, 1.0 / 64, -40, 120};
/// LPS25H datasheet, table 3: 4096 counts a hPa, 480 a °C, ranges; 0.01 hPa of noise at the most averages, of
/// which a HAT uses fewer. It says nothing of the temperature's noise.
inline constexpr ChipScale kPressureScale{0.02, 1.0 / 4096, 260, 1260};
inline constexpr ChipScale kPressureTemperatureScale{0.02, 1.0 / 480, -30, 105};
/// LSM9DS1 datasheet, table 3: sensitivities at ±8 g, ±500 °/s and ±4 gauss. It gives no noise; these are of
/// the size that boards show.
inline constexpr ChipScale kAccelerationScale{0.003, 0.000244, -8, 8};
inline constexpr ChipScale kRotationScale{0.15 * kRadian, 0.0175 * kRadian, -500 * kRadian, 500 * kRadian};
inline constexpr ChipScale kFieldScale{0.5, 0.014, -400, 400};

}  // namespace cupola::world
