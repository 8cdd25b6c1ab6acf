#pragma once

#include "hat_driver/bus/chip.hpp"
#include "hat_driver/devices/source.hpp"

#include <cupola/hat/readings.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace cupola::devices {

inline constexpr std::uint8_t kHts221Address = 0x5f;

/// Two points of each of its two lines, burnt in by the factory (datasheet chapter 8).
struct Hts221Calibration {
  double humidity_0 = 0;  ///< %RH at humidity_0_counts
  double humidity_1 = 0;
  double temperature_0_c = 0;
  double temperature_1_c = 0;
  std::int16_t humidity_0_counts = 0;
  std::int16_t humidity_1_counts = 0;
  std::int16_t temperature_0_counts = 0;
  std::int16_t temperature_1_counts = 0;
};

/// The calibration in registers 0x30–0x3f. Nothing if no line goes through its points, as when a dead bus
/// reads 0x00 or 0xff throughout, or if its points lie outside what the chip can measure.
std::optional<Hts221Calibration> decode_calibration(std::span<const std::uint8_t, 16> block);

/// What the outputs mean: °C, and %RH, which the line alone may put a little outside 0–100.
double temperature_c(const Hts221Calibration& calibration, std::int16_t counts);
double humidity_percent(const Hts221Calibration& calibration, std::int16_t counts);

/// The humidity sensor HTS221 (ST DocID026333) at 12.5 Hz.
class Hts221 final : public Source<hat::HumiditySample> {
 public:
  static constexpr base::Monotonic kPeriod = std::chrono::milliseconds(80);

  /// Checks who answers, reads the calibration, starts the chip. Throws bus::BusError; Failed if the
  /// calibration is none. Keeps both references.
  Hts221(bus::Bus& bus, const base::Clock& clock);
  /// Humidity is limited to 0–100 %RH.
  std::optional<hat::HumiditySample> poll() override;
  base::Monotonic period() const override { return kPeriod; }

 private:
  bus::Chip chip_;
  const base::Clock& clock_;
  Hts221Calibration calibration_;
};

}  // namespace cupola::devices
