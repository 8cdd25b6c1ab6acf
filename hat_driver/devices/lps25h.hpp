#pragma once

#include "hat_driver/bus/chip.hpp"
#include "hat_driver/devices/source.hpp"

#include <cupola/hat/readings.hpp>

#include <array>
#include <cstdint>
#include <optional>

namespace cupola::devices {

inline constexpr std::uint8_t kLps25hAddress = 0x5c;

/// The outputs (registers 0x28–0x2a and 0x2b–0x2c) as hPa and °C (LPS25HB datasheet 7.18, 7.22).
double pressure_hpa(const std::array<std::uint8_t, 3>& bytes);
double pressure_sensor_temperature_c(std::int16_t counts);

/// The pressure sensor LPS25H, or its successor LPS25HB, which is driven alike (ST DocID023722), at 25 Hz.
class Lps25h final : public Source<hat::PressureSample> {
 public:
  static constexpr base::Monotonic kPeriod = std::chrono::milliseconds(40);

  /// Checks who answers and starts the chip, its FIFO off. Throws bus::BusError. Keeps both references.
  Lps25h(bus::Bus& bus, const base::Clock& clock);
  std::optional<hat::PressureSample> poll() override;
  base::Monotonic period() const override { return kPeriod; }

 private:
  bus::Chip chip_;
  const base::Clock& clock_;
};

}  // namespace cupola::devices
