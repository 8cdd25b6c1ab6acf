#include "tests/support/hardware/led_controller.hpp"

namespace cupola::tests {

void SimulatedLedController::reset(base::Monotonic) {
  for (std::uint8_t k = 0; k < kLeds; ++k) registers_.at(k) = static_cast<std::uint8_t>(k % 32);
}

void SimulatedLedController::write_register(std::uint8_t number, std::uint8_t value, base::Monotonic) {
  constexpr std::uint8_t kMemoryLock = 0xf3;
  if (number < kLeds) registers_.at(number) = value;
  if (number == kMemoryLock) ++unlock_attempts_;
}

std::uint8_t SimulatedLedController::read_register(std::uint8_t number, base::Monotonic) {
  if (number < kLeds) return peek(number);
  switch (number) {
    case 0xf0:
      return 's';
    case 0xf1:
      return 0;
    case 0xf2:
      return keys_;
    default:
      return 0xff;
  }
}

}  // namespace cupola::tests
