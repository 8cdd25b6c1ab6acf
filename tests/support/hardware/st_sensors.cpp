#include "tests/support/hardware/st_sensors.hpp"

#include <algorithm>

namespace cupola::tests {
namespace {

constexpr std::uint8_t kWhoAmI = 0x0f;

base::Monotonic period_of(double hertz) { return base::Monotonic{static_cast<std::int64_t>(1e9 / hertz)}; }

/// Read-only by the datasheets: identity, status and outputs.
bool is_output(std::uint8_t number, std::uint8_t first, std::uint8_t last) {
  return number == kWhoAmI || (number >= first && number <= last);
}

}  // namespace

void SimulatedHts221::reset(base::Monotonic now) {
  StSensor::reset(now);
  registers_[kWhoAmI] = 0xbc;
  registers_[0x10] = 0x1b;
  std::copy(calibration_.begin(), calibration_.end(), registers_.begin() + 0x30);
}

void SimulatedHts221::set_calibration(const std::array<std::uint8_t, 16>& bytes) {
  calibration_ = bytes;
  std::copy(calibration_.begin(), calibration_.end(), registers_.begin() + 0x30);
}

void SimulatedHts221::write_register(std::uint8_t number, std::uint8_t value, base::Monotonic now) {
  if (is_output(number, 0x27, 0x3f)) return;
  registers_.at(number) = value;
  constexpr std::array<double, 4> kRates{0, 1, 7, 12.5};
  const double rate = kRates.at(registers_[0x20] & 3u);
  const bool on = (registers_[0x20] & 0x80) != 0 && rate > 0;
  set_period(on ? std::optional(period_of(rate)) : std::nullopt, now);
}

const std::vector<StSensor::Channel>& SimulatedHts221::channels() const {
  static const std::vector<Channel> kChannels{{0x28, 2, 0x02}, {0x2a, 2, 0x01}};
  return kChannels;
}

void SimulatedLps25h::reset(base::Monotonic now) {
  StSensor::reset(now);
  registers_[kWhoAmI] = 0xbd;
  registers_[0x10] = 0x0f;
}

void SimulatedLps25h::write_register(std::uint8_t number, std::uint8_t value, base::Monotonic now) {
  if (is_output(number, 0x27, 0x2c)) return;
  registers_.at(number) = value;
  constexpr std::array<double, 8> kRates{0, 1, 7, 12.5, 25, 0, 0, 0};
  const double rate = kRates.at((registers_[0x20] >> 4) & 7u);
  const bool on = (registers_[0x20] & 0x80) != 0 && rate > 0;
  set_period(on ? std::optional(period_of(rate)) : std::nullopt, now);
}

const std::vector<StSensor::Channel>& SimulatedLps25h::channels() const {
  static const std::vector<Channel> kChannels{{0x28, 3, 0x02}, {0x2b, 2, 0x01}};
  return kChannels;
}

void SimulatedInertial::reset(base::Monotonic now) {
  StSensor::reset(now);
  registers_[kWhoAmI] = 0x68;
  registers_[0x1e] = 0x38;
  registers_[0x1f] = 0x38;
  registers_[0x22] = 0x04;
}

void SimulatedInertial::write_register(std::uint8_t number, std::uint8_t value, base::Monotonic now) {
  if (is_output(number, 0x15, 0x1d) || is_output(number, 0x26, 0x2d)) return;
  registers_.at(number) = value;
  // With the gyroscope on, the accelerometer goes at its rate (datasheet 3.4).
  constexpr std::array<double, 8> kRates{0, 14.9, 59.5, 119, 238, 476, 952, 0};
  const double rate = kRates.at(registers_[0x10] >> 5);
  set_period(rate > 0 ? std::optional(period_of(rate)) : std::nullopt, now);
}

std::uint8_t SimulatedInertial::read_register(std::uint8_t number, base::Monotonic now) {
  constexpr std::uint8_t kStatusAgain = 0x27;
  return StSensor::read_register(number == kStatusAgain ? status_register() : number, now);
}

const std::vector<StSensor::Channel>& SimulatedInertial::channels() const {
  static const std::vector<Channel> kChannels{{0x18, 2, 0}, {0x1a, 2, 0}, {0x1c, 2, 0x02},
                                              {0x28, 2, 0}, {0x2a, 2, 0}, {0x2c, 2, 0x01}};
  return kChannels;
}

void SimulatedMagnetometer::reset(base::Monotonic now) {
  StSensor::reset(now);
  registers_[kWhoAmI] = 0x3d;
  registers_[0x20] = 0x10;
  registers_[0x22] = 0x03;
}

void SimulatedMagnetometer::write_register(std::uint8_t number, std::uint8_t value, base::Monotonic now) {
  if (is_output(number, 0x27, 0x2d)) return;
  registers_.at(number) = value;
  constexpr std::array<double, 8> kRates{0.625, 1.25, 2.5, 5, 10, 20, 40, 80};
  const bool on = (registers_[0x22] & 3u) == 0;
  const double rate = kRates.at((registers_[0x20] >> 2) & 7u);
  set_period(on ? std::optional(period_of(rate)) : std::nullopt, now);
}

const std::vector<StSensor::Channel>& SimulatedMagnetometer::channels() const {
  static const std::vector<Channel> kChannels{{0x28, 2, 0}, {0x2a, 2, 0}, {0x2c, 2, 0x08}};
  return kChannels;
}

}  // namespace cupola::tests
