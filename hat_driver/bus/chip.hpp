#pragma once

#include "hat_driver/bus/bus.hpp"

#include <cstdint>
#include <span>

namespace cupola::bus {

/// How often a transaction is tried: one that a chip did not acknowledge is worth a second try, and a third.
inline constexpr int kAttempts = 3;

/// The registers of one chip. Reading and writing a register twice must do no harm, for both are repeated
/// when they fail, kAttempts times in all; what still fails is thrown as BusError. The bus is borrowed.
class Chip {
 public:
  /// `block_bits` are set in the register number of a read or write of several bytes: how the chip is told to
  /// count on (0x80 for the HTS221, LPS25H and the magnetometer, 0x20 for the TCS3472).
  Chip(Bus& bus, std::uint8_t address, std::uint8_t block_bits)
      : bus_(&bus), address_(address), block_bits_(block_bits) {}

  std::uint8_t read(std::uint8_t number);
  void read_block(std::uint8_t first, std::span<std::uint8_t> values);
  void write(std::uint8_t number, std::uint8_t value);
  /// 255 bytes at most; throws std::invalid_argument for more.
  void write_block(std::uint8_t first, std::span<const std::uint8_t> values);

  std::uint8_t address() const { return address_; }
  Bus& bus() const { return *bus_; }

 private:
  void transfer(const Transfer& transfer);

  Bus* bus_;
  std::uint8_t address_;
  std::uint8_t block_bits_;
};

}  // namespace cupola::bus
