#pragma once

#include "hat_driver/backends/register_dump.hpp"
#include "tests/support/hardware/simulated_hat.hpp"

#include <array>
#include <cstdint>

namespace cupola::tests {

/// Makes the chips of a simulated HAT measure what those of a dump measured.
inline void replay(const backends::RegisterDump& dump, SimulatedHat& hat) {
  const auto byte = [&dump](std::uint8_t address, int number) {
    return dump.at(address).at(static_cast<std::uint8_t>(number));
  };
  const auto counts = [&byte](std::uint8_t address, int first) {
    return std::int32_t{static_cast<std::int16_t>(byte(address, first) | (byte(address, first + 1) << 8))};
  };
  std::array<std::uint8_t, 16> calibration{};
  for (std::size_t k = 0; k < calibration.size(); ++k)
    calibration.at(k) = byte(0x5f, 0x30 + static_cast<int>(k));
  hat.humidity.set_calibration(calibration);
  hat.humidity.set_counts(steady({counts(0x5f, 0x28), counts(0x5f, 0x2a)}));
  const std::int32_t pressure = byte(0x5c, 0x28) | (counts(0x5c, 0x29) << 8);
  hat.pressure.set_counts(steady({pressure, counts(0x5c, 0x2b)}));
  hat.inertial.set_counts(steady({counts(0x6a, 0x18), counts(0x6a, 0x1a), counts(0x6a, 0x1c),
                                  counts(0x6a, 0x28), counts(0x6a, 0x2a), counts(0x6a, 0x2c)}));
  hat.magnetometer.set_counts(steady({counts(0x1c, 0x28), counts(0x1c, 0x2a), counts(0x1c, 0x2c)}));
}

}  // namespace cupola::tests
