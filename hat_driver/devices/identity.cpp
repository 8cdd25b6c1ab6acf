#include "hat_driver/devices/identity.hpp"

#include <array>
#include <cerrno>
#include <cstdio>

namespace cupola::devices {

void require_identity(bus::Chip& chip, std::uint8_t number, std::uint8_t expected, std::string_view name) {
  const std::uint8_t found = chip.read(number);
  if (found == expected) return;
  std::array<char, 120> text{};
  std::snprintf(text.data(), text.size(), "0x%02x on %s says it is 0x%02x, an %.*s would say 0x%02x",
                chip.address(), chip.bus().name().c_str(), found, static_cast<int>(name.size()), name.data(),
                expected);
  throw bus::BusError(ENODEV, text.data());
}

std::int16_t signed_16(std::uint8_t low, std::uint8_t high) {
  return static_cast<std::int16_t>(static_cast<std::uint16_t>(low | (high << 8)));
}

}  // namespace cupola::devices
