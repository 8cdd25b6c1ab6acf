#pragma once

#include "hat_driver/bus/chip.hpp"

#include <cstdint>
#include <string_view>

namespace cupola::devices {

/// The number that a chip says it is: ST's WHO_AM_I register.
inline constexpr std::uint8_t kWhoAmI = 0x0f;

/// Throws bus::BusError (Absent) that says what answered instead if the chip is not the one.
void require_identity(bus::Chip& chip, std::uint8_t number, std::uint8_t expected, std::string_view name);

/// Two bytes, low one first, as a signed number; whatever the signedness of char.
std::int16_t signed_16(std::uint8_t low, std::uint8_t high);

}  // namespace cupola::devices
