#include "emulator/world/settings.hpp"

#include <algorithm>
#include <cmath>

namespace cupola::world {
namespace {

double within(double value, const Range& range, double otherwise) {
  return std::isfinite(value) ? std::clamp(value, range.lowest, range.highest) : otherwise;
}

/// −180…180; 180 stays 180.
double short_way(double angle_deg) {
  if (!std::isfinite(angle_deg)) return 0;
  return std::abs(angle_deg) <= 180 ? angle_deg : std::remainder(angle_deg, 360.0);
}

Motion clamped(Motion motion) {
  const Motion usual;
  motion.shake_g = within(motion.shake_g, kShakeRange_g, usual.shake_g);
  motion.shake_hz = within(motion.shake_hz, kShakeRange_hz, usual.shake_hz);
  motion.shake_fades_s = within(motion.shake_fades_s, kShakeFadesRange_s, usual.shake_fades_s);
  motion.spin_deg_s = within(motion.spin_deg_s, kSpinRange_deg_s, usual.spin_deg_s);
  const double length = std::hypot(motion.spin_axis.x, motion.spin_axis.y, motion.spin_axis.z);
  if (!std::isfinite(length) || length <= 0) motion.spin_axis = usual.spin_axis;
  return motion;
}

}  // namespace

WorldSettings cabin_settings() {
  return {.place = Place::Cabin,
          .humidity_temperature = 27,
          .pressure_temperature = 28.2,
          .light = kColumbusLight,
          .drift = true};
}

WorldSettings desk_settings() { return {}; }

WorldSettings clamped(WorldSettings settings) {
  const WorldSettings usual;
  WorldSettings& s = settings;
  s.humidity = within(s.humidity, kHumidityRange_percent, usual.humidity);
  s.humidity_temperature =
      within(s.humidity_temperature, kHumidityTemperatureRange_c, usual.humidity_temperature);
  s.pressure = within(s.pressure, kPressureRange_hpa, usual.pressure);
  s.pressure_temperature =
      within(s.pressure_temperature, kPressureTemperatureRange_c, usual.pressure_temperature);
  s.light.illuminance_lux = within(s.light.illuminance_lux, kLightRange_lux, usual.light.illuminance_lux);
  s.orientation.yaw_deg = short_way(s.orientation.yaw_deg);
  s.orientation.pitch_deg = short_way(s.orientation.pitch_deg);
  s.orientation.roll_deg = short_way(s.orientation.roll_deg);
  s.motion = clamped(s.motion);
  return settings;
}

void set_humidity_temperature(WorldSettings& settings, double celsius) {
  if (settings.temperatures_linked) settings.pressure_temperature += celsius - settings.humidity_temperature;
  settings.humidity_temperature = celsius;
  settings = clamped(settings);
}

void set_pressure_temperature(WorldSettings& settings, double celsius) {
  if (settings.temperatures_linked) settings.humidity_temperature += celsius - settings.pressure_temperature;
  settings.pressure_temperature = celsius;
  settings = clamped(settings);
}

WorldState state_of(const WorldSettings& settings) {
  constexpr double kMountingSway_deg = 0.3;
  const bool cabin = settings.place == Place::Cabin;
  WorldState state = cabin ? iss_cabin() : still_desk();
  state.humidity_percent = settings.humidity;
  state.humidity_temperature_c = settings.humidity_temperature;
  state.pressure_hpa = settings.pressure;
  state.pressure_temperature_c = settings.pressure_temperature;
  state.light = light_of(settings.light);
  state.orientation = settings.orientation;
  state.motion = settings.motion;
  state.noise = settings.noise ? 1 : 0;
  state.air_wander = settings.drift ? 1 : 0;
  state.attitude_wander_deg = cabin && settings.drift ? kMountingSway_deg : 0;
  state.response = settings.response;
  return state;
}

}  // namespace cupola::world
