#include "hat_driver/bus/chip.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace cupola::bus {
namespace {

bool worth_another_try(Problem problem) {
  return problem == Problem::Absent || problem == Problem::NotAcknowledged || problem == Problem::TimedOut;
}

}  // namespace

void Chip::transfer(const Transfer& transfer) {
  for (int attempt = 1;; ++attempt) {
    try {
      bus_->transfer(transfer);
      return;
    } catch (const BusError& error) {
      if (attempt == kAttempts || !worth_another_try(error.problem())) throw;
    }
  }
}

std::uint8_t Chip::read(std::uint8_t number) {
  std::uint8_t value = 0;
  transfer({.address = address_, .write = {&number, 1}, .read = {&value, 1}});
  return value;
}

void Chip::read_block(std::uint8_t first, std::span<std::uint8_t> values) {
  const auto number = static_cast<std::uint8_t>(first | block_bits_);
  transfer({.address = address_, .write = {&number, 1}, .read = values});
}

void Chip::write(std::uint8_t number, std::uint8_t value) {
  const std::array bytes{number, value};
  transfer({.address = address_, .write = bytes});
}

void Chip::write_block(std::uint8_t first, std::span<const std::uint8_t> values) {
  std::array<std::uint8_t, 256> bytes{};
  if (values.size() >= bytes.size()) throw std::invalid_argument("at most 255 bytes fit one block");
  bytes[0] = static_cast<std::uint8_t>(first | block_bits_);
  std::copy(values.begin(), values.end(), bytes.begin() + 1);
  transfer({.address = address_, .write = std::span(bytes).first(values.size() + 1)});
}

}  // namespace cupola::bus
