#include "tests/support/hardware/colour_chips.hpp"

#include <algorithm>

namespace cupola::tests {
namespace {

// Register numbers as the TCS3400 has them, which are those of the TCS3472 with the highest bit set.
constexpr std::uint8_t kEnable = 0x80;
constexpr std::uint8_t kIntegration = 0x81;
constexpr std::uint8_t kControl = 0x8f;
constexpr std::uint8_t kIdentity = 0x92;
constexpr std::uint8_t kStatus = 0x93;
constexpr std::uint8_t kData = 0x94;
constexpr std::uint8_t kDataEnd = 0x9c;

}  // namespace

RegisterChip::Pointer SimulatedColourChip::pointer_of(std::uint8_t first_byte) const {
  if (kind_ == Kind::Tcs3400) return {first_byte, true};
  // COMMAND register: bits 6:5 say how it goes on; the numbers have five bits.
  return {static_cast<std::uint8_t>(0x80 | (first_byte & 0x1f)), (first_byte & 0x60) == 0x20};
}

void SimulatedColourChip::reset(base::Monotonic) {
  registers_[kIntegration] = 0xff;
  registers_[kIdentity] = identity_ != 0 ? identity_ : kind_ == Kind::Tcs3400 ? 0x90 : 0x44;
}

bool SimulatedColourChip::running() const { return (peek(kEnable) & 3u) == 3u; }

base::Monotonic SimulatedColourChip::integration() const {
  const auto cycle = std::chrono::microseconds(kind_ == Kind::Tcs3400 ? 2780 : 2400);
  return cycle * (256 - cycle_bits_);
}

void SimulatedColourChip::begin(base::Monotonic now) {
  gain_bits_ = peek(kControl) & 3u;
  cycle_bits_ = peek(kIntegration);
  ends_ = now + integration();
}

void SimulatedColourChip::write_register(std::uint8_t number, std::uint8_t value, base::Monotonic now) {
  if (number == kIdentity || (number >= kStatus && number < kDataEnd)) return;
  advance(now);
  const bool ran = running();
  registers_.at(number) = value;
  if (number != kEnable || running() == ran) return;
  registers_[kStatus] = 0;
  if (running()) begin(now + std::chrono::microseconds(2400));  // initialisation
}

void SimulatedColourChip::finish() {
  const std::array<int, 4> gains{1, 4, 16, kind_ == Kind::Tcs3400 ? 64 : 60};
  const int cycles = 256 - cycle_bits_;
  const double most = std::min(65535, 1024 * cycles);
  for (std::size_t k = 0; k < light_.size(); ++k) {
    const double counts = std::min(light_.at(k) * gains.at(gain_bits_) * cycles, most);
    const auto whole = static_cast<unsigned>(counts);
    registers_.at(kData + 2 * k) = static_cast<std::uint8_t>(whole);
    registers_.at(kData + 2 * k + 1) = static_cast<std::uint8_t>(whole >> 8);
  }
  registers_[kStatus] |= 1u;
}

void SimulatedColourChip::advance(base::Monotonic now) {
  while (running() && ends_ <= now) {
    finish();
    begin(ends_);
  }
}

std::uint8_t SimulatedColourChip::read_register(std::uint8_t number, base::Monotonic now) {
  advance(now);
  if (number < kData || number >= kDataEnd) return peek(number);
  if (number % 2 != 0) return high_byte_;
  high_byte_ = peek(static_cast<std::uint8_t>(number + 1));
  return peek(number);
}

}  // namespace cupola::tests
