#include "hat_driver/devices/hts221.hpp"

#include "hat_driver/devices/identity.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

namespace cupola::devices {
namespace {

constexpr std::uint8_t kAutoIncrement = 0x80;
constexpr std::uint8_t kIdentity = 0xbc;
constexpr std::uint8_t kAverage = 0x10;
constexpr std::uint8_t kAverage16And32 = 0x1b;
constexpr std::uint8_t kControl1 = 0x20;
constexpr std::uint8_t kControl2 = 0x21;
constexpr std::uint8_t kOnBlockUpdate12Hz = 0x87;
constexpr std::uint8_t kStatus = 0x27;
constexpr std::uint8_t kBothReady = 0x03;
constexpr std::uint8_t kOutputs = 0x28;
constexpr std::uint8_t kCalibration = 0x30;

double on_line(double y0, double y1, std::int16_t x0, std::int16_t x1, std::int16_t x) {
  return y0 + (x - x0) * (y1 - y0) / (x1 - x0);
}

}  // namespace

std::optional<Hts221Calibration> decode_calibration(std::span<const std::uint8_t, 16> block) {
  const auto temperature = [&block](std::size_t low, int high_bits) {
    return (block[low] | ((high_bits & 3) << 8)) / 8.0;
  };
  const auto counts = [&block](std::size_t at) { return signed_16(block[at], block[at + 1]); };
  const Hts221Calibration found{.humidity_0 = block[0] / 2.0,
                                .humidity_1 = block[1] / 2.0,
                                .temperature_0_c = temperature(2, block[5]),
                                .temperature_1_c = temperature(3, block[5] >> 2),
                                .humidity_0_counts = counts(6),
                                .humidity_1_counts = counts(10),
                                .temperature_0_counts = counts(12),
                                .temperature_1_counts = counts(14)};
  const bool lines = found.humidity_0_counts != found.humidity_1_counts &&
                     found.temperature_0_counts != found.temperature_1_counts &&
                     found.humidity_0 != found.humidity_1 && found.temperature_0_c != found.temperature_1_c;
  // The temperatures have ten bits, so up to 127.9; the chip measures up to 120 °C, and 100 %RH.
  const bool possible = std::max(found.humidity_0, found.humidity_1) <= 100 &&
                        std::max(found.temperature_0_c, found.temperature_1_c) <= 120;
  return lines && possible ? std::optional(found) : std::nullopt;
}

double temperature_c(const Hts221Calibration& calibration, std::int16_t counts) {
  return on_line(calibration.temperature_0_c, calibration.temperature_1_c, calibration.temperature_0_counts,
                 calibration.temperature_1_counts, counts);
}

double humidity_percent(const Hts221Calibration& calibration, std::int16_t counts) {
  return on_line(calibration.humidity_0, calibration.humidity_1, calibration.humidity_0_counts,
                 calibration.humidity_1_counts, counts);
}

Hts221::Hts221(bus::Bus& bus, const base::Clock& clock)
    : chip_(bus, kHts221Address, kAutoIncrement), clock_(clock) {
  require_identity(chip_, kWhoAmI, kIdentity, "HTS221");
  std::array<std::uint8_t, 16> block{};
  chip_.read_block(kCalibration, block);
  const auto calibration = decode_calibration(block);
  if (!calibration) {
    throw bus::BusError(EBADMSG, "the calibration of the HTS221 on " + bus.name() + " is invalid");
  }
  calibration_ = *calibration;
  chip_.write(kControl2, 0);  // heater off
  chip_.write(kAverage, kAverage16And32);
  chip_.write(kControl1, kOnBlockUpdate12Hz);
}

std::optional<hat::HumiditySample> Hts221::poll() {
  if ((chip_.read(kStatus) & kBothReady) != kBothReady) return std::nullopt;
  std::array<std::uint8_t, 4> bytes{};
  chip_.read_block(kOutputs, bytes);
  const double humidity = humidity_percent(calibration_, signed_16(bytes[0], bytes[1]));
  return hat::HumiditySample{.time_ns = clock_.monotonic().count(),
                             .humidity_percent = std::clamp(humidity, 0.0, 100.0),
                             .temperature_c = temperature_c(calibration_, signed_16(bytes[2], bytes[3]))};
}

}  // namespace cupola::devices
