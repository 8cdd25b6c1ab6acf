#pragma once

#include "tests/support/hardware/register_chip.hpp"

#include <array>

namespace cupola::tests {

/// HTS221 (ST DocID026333). Channels: humidity, temperature.
class SimulatedHts221 final : public StSensor {
 public:
  /// A calibration of round numbers: 20 °C at 0 counts, 40 °C at 1000; 20 %RH at 0 counts, 80 %RH at 6000.
  static constexpr std::array<std::uint8_t, 16> kCalibration{40, 160, 160,  64,   0, 0x04, 0,    0,
                                                             0,  0,   0x70, 0x17, 0, 0,    0xe8, 0x03};
  explicit SimulatedHts221(Counts counts = steady({2500, 0})) : StSensor(std::move(counts)) {}
  void set_calibration(const std::array<std::uint8_t, 16>& bytes);

 protected:
  void reset(base::Monotonic now) override;
  Pointer pointer_of(std::uint8_t byte) const override { return {std::uint8_t(byte & 0x7f), byte >= 0x80}; }
  void write_register(std::uint8_t number, std::uint8_t value, base::Monotonic now) override;
  const std::vector<Channel>& channels() const override;
  std::uint8_t status_register() const override { return 0x27; }
  bool block_update() const override { return (peek(0x20) & 0x04) != 0; }

 private:
  std::array<std::uint8_t, 16> calibration_ = kCalibration;
};

/// LPS25H and LPS25HB (ST DocID023722). Channels: pressure, temperature.
class SimulatedLps25h final : public StSensor {
 public:
  /// 1013.25 hPa, 25 °C
  explicit SimulatedLps25h(Counts counts = steady({4150272, -8400})) : StSensor(std::move(counts)) {}

 protected:
  void reset(base::Monotonic now) override;
  Pointer pointer_of(std::uint8_t byte) const override { return {std::uint8_t(byte & 0x7f), byte >= 0x80}; }
  void write_register(std::uint8_t number, std::uint8_t value, base::Monotonic now) override;
  const std::vector<Channel>& channels() const override;
  std::uint8_t status_register() const override { return 0x27; }
  bool block_update() const override { return (peek(0x20) & 0x04) != 0; }
};

/// LSM9DS1 accelerometer and gyroscope (ST DocID025715). Channels: gyroscope x, y, z, accelerometer x, y, z.
/// It counts on by itself if CTRL_REG8.IF_ADD_INC says so, whatever the register number's highest bit.
class SimulatedInertial final : public StSensor {
 public:
  explicit SimulatedInertial(Counts counts = steady({100, -200, 300, 0, 0, 4098}))
      : StSensor(std::move(counts)) {}

 protected:
  void reset(base::Monotonic now) override;
  Pointer pointer_of(std::uint8_t byte) const override { return {byte, (peek(0x22) & 0x04) != 0}; }
  void write_register(std::uint8_t number, std::uint8_t value, base::Monotonic now) override;
  std::uint8_t read_register(std::uint8_t number, base::Monotonic now) override;
  const std::vector<Channel>& channels() const override;
  std::uint8_t status_register() const override { return 0x17; }
  bool block_update() const override { return (peek(0x22) & 0x40) != 0; }
};

/// LSM9DS1 magnetometer. Channels: x, y, z.
class SimulatedMagnetometer final : public StSensor {
 public:
  explicit SimulatedMagnetometer(Counts counts = steady({1000, -500, 3000})) : StSensor(std::move(counts)) {}

 protected:
  void reset(base::Monotonic now) override;
  Pointer pointer_of(std::uint8_t byte) const override { return {std::uint8_t(byte & 0x7f), byte >= 0x80}; }
  void write_register(std::uint8_t number, std::uint8_t value, base::Monotonic now) override;
  const std::vector<Channel>& channels() const override;
  std::uint8_t status_register() const override { return 0x27; }
  bool block_update() const override { return (peek(0x24) & 0x40) != 0; }
};

}  // namespace cupola::tests
