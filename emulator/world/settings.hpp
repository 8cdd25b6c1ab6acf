#pragma once

#include "emulator/world/chips.hpp"
#include "emulator/world/lamp.hpp"
#include "emulator/world/state.hpp"

#include <cstdint>

namespace cupola::world {

/// From where to where a control goes.
struct Range {
  double lowest = 0;
  double highest = 0;
};
constexpr Range range_of(const ChipScale& scale) { return {scale.lowest, scale.highest}; }

/// HTS221: 0…100 %RH and −40…120 °C. LPS25H: 260…1260 hPa and −30…105 °C (chips.hpp names the tables).
inline constexpr Range kHumidityRange_percent = range_of(kHumidityScale);
inline constexpr Range kHumidityTemperatureRange_c = range_of(kHumidityTemperatureScale);
inline constexpr Range kPressureRange_hpa = range_of(kPressureScale);
inline constexpr Range kPressureTemperatureRange_c = range_of(kPressureTemperatureScale);
inline constexpr Range kLightRange_lux{0, kBrightestLamp_lux};
inline constexpr Range kAngleRange_deg{-180, 180};
/// A child's hand manages 3 g at 5 Hz; the accelerometer ends at 8 g.
inline constexpr Range kShakeRange_g{0.1, 4};
inline constexpr Range kShakeRange_hz{1, 10};
inline constexpr Range kShakeFadesRange_s{0, 10};
/// Past the gyroscope's ±500 °/s, so that its full scale can be met.
inline constexpr Range kSpinRange_deg_s{-720, 720};

/// Where the HAT is: what its field, its gravity and its sway are.
enum class Place : std::uint8_t {
  Cabin,  ///< Columbus: a field that turns with the orbit; mounted, with a little sway
  Desk,   ///< a table in Europe: the field points north and down, nothing moves
};

/// The world as a panel shows it, a person changes it and a file keeps it: one field a control, each with a
/// simple name. Plain data; equal when nothing changed, for undo.
struct WorldSettings {
  Place place = Place::Desk;
  double humidity = 45;                ///< %RH
  double humidity_temperature = 20;    ///< °C at the humidity sensor
  double pressure = 1013;              ///< hPa
  double pressure_temperature = 20.8;  ///< °C at the pressure sensor
  bool temperatures_linked = true;     ///< moving one moves the other by as much
  Lamp light = kDeskLight;
  Orientation orientation{};
  Motion motion{};
  bool noise = true;   ///< the chips' own
  bool drift = false;  ///< the slow wander of the cabin's air, light and mounting
  Response response = Response::Gentle;
  friend bool operator==(const WorldSettings&, const WorldSettings&) = default;
};

/// The settings whose worlds are iss_cabin() and still_desk().
WorldSettings cabin_settings();
WorldSettings desk_settings();

/// The same with every number in its range; what is not a number becomes the desk's, angles the short way
/// round, a spin without an axis one about z. Its world is one that World takes.
WorldSettings clamped(WorldSettings settings);

/// Sets one temperature, and moves the other by as much if they are linked.
void set_humidity_temperature(WorldSettings& settings, double celsius);
void set_pressure_temperature(WorldSettings& settings, double celsius);

/// What the settings mean for the chips.
WorldState state_of(const WorldSettings& settings);

}  // namespace cupola::world
