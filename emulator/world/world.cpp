#include "emulator/world/world.hpp"

#include "emulator/world/magnetism.hpp"
#include "emulator/world/noise.hpp"
#include "emulator/world/rotation.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cupola::world {
namespace {

constexpr double kRadian = 0.017453292519943295;  // one degree

/// A chip's noise (deviation), the step of its numbers and its full scale.
struct Scale {
  double noise;
  double step;
  double lowest;
  double highest;
};
constexpr Scale kHumidityScale{0.10, 1.0 / 256, 0, 100};
constexpr Scale kHumidityTemperatureScale{0.03, 1.0 / 64, -40, 120};
constexpr Scale kPressureScale{0.02, 1.0 / 4096, 260, 1260};
constexpr Scale kPressureTemperatureScale{0.02, 1.0 / 480, -30, 105};
constexpr Scale kAccelerationScale{0.003, 0.000244, -8, 8};
constexpr Scale kRotationScale{0.15 * kRadian, 0.0175 * kRadian, -500 * kRadian, 500 * kRadian};
constexpr Scale kFieldScale{0.5, 0.014, -400, 400};
// The whole HAT wanders with the air of the place; WorldState::air_wander says how much of this.
constexpr double kHumidityWander_percent = 0.4;
constexpr double kTemperatureWander_c = 0.08;
constexpr double kPressureWander_hpa = 0.15;
constexpr double kLightWander = 0.02;
constexpr double kLightNoise = 0.004;
constexpr double kBrightest = 1e6;  // counts a cycle, far past saturation at any gain

double seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }

double measure(double value, const Scale& scale, double noise) {
  const double rounded = std::round((value + scale.noise * noise) / scale.step) * scale.step;
  return std::clamp(rounded, scale.lowest, scale.highest);
}

void require_finite(double value, const char* name) {
  if (!std::isfinite(value)) throw std::invalid_argument(std::string(name) + " must be a finite number");
}

void check(const WorldState& state) {
  require_finite(state.humidity_percent, "humidity");
  require_finite(state.humidity_temperature_c, "temperature at the humidity sensor");
  require_finite(state.pressure_hpa, "pressure");
  require_finite(state.pressure_temperature_c, "temperature at the pressure sensor");
  for (const double light : {state.light.red, state.light.green, state.light.blue, state.light.clear}) {
    require_finite(light, "light");
  }
  const Orientation& turned = state.orientation;
  for (const double angle : {turned.yaw_deg, turned.pitch_deg, turned.roll_deg})
    require_finite(angle, "angle");
  const MagneticField& field = state.field;
  for (const double part : {field.steady_ut.x, field.steady_ut.y, field.steady_ut.z, field.equator_ut,
                            field.inclination_deg, field.start_deg}) {
    require_finite(part, "magnetic field");
  }
  if (!(field.period_s > 0)) throw std::invalid_argument("period of the magnetic field must be positive");
  for (const double amount : {state.gravity_g, state.noise, state.air_wander, state.attitude_wander_deg}) {
    require_finite(amount, "gravity, noise and wander");
  }
}

const WorldState& checked(const WorldState& state) {
  check(state);
  return state;
}

}  // namespace

/// How the board is turned at a moment, and how fast.
struct World::Attitude {
  EulerAngles angles;
  EulerAngles rates_per_s;
};

World::World(const WorldState& state, std::uint64_t seed)
    : state_(checked(state)),
      seed_(seed),
      humidity_(state.humidity_percent, kHumiditySettles_s),
      humidity_temperature_(state.humidity_temperature_c, kTemperatureSettles_s),
      pressure_(state.pressure_hpa, kPressureSettles_s),
      pressure_temperature_(state.pressure_temperature_c, kTemperatureSettles_s),
      red_(state.light.red, kLightSettles_s),
      green_(state.light.green, kLightSettles_s),
      blue_(state.light.blue, kLightSettles_s),
      clear_(state.light.clear, kLightSettles_s),
      yaw_(state.orientation.yaw_deg, kAttitudeSettles_s),
      pitch_(state.orientation.pitch_deg, kAttitudeSettles_s),
      roll_(state.orientation.roll_deg, kAttitudeSettles_s),
      gravity_(state.gravity_g, kAttitudeSettles_s) {}

void World::change(const WorldState& state, std::chrono::nanoseconds at) {
  check(state);
  state_ = state;
  retarget(state, seconds(at));
}

void World::retarget(const WorldState& state, double at_s) {
  humidity_.go_to(state.humidity_percent, at_s);
  humidity_temperature_.go_to(state.humidity_temperature_c, at_s);
  pressure_.go_to(state.pressure_hpa, at_s);
  pressure_temperature_.go_to(state.pressure_temperature_c, at_s);
  red_.go_to(state.light.red, at_s);
  green_.go_to(state.light.green, at_s);
  blue_.go_to(state.light.blue, at_s);
  clear_.go_to(state.light.clear, at_s);
  yaw_.turn_to(state.orientation.yaw_deg, at_s);
  pitch_.turn_to(state.orientation.pitch_deg, at_s);
  roll_.turn_to(state.orientation.roll_deg, at_s);
  gravity_.go_to(state.gravity_g, at_s);
}

hat::HumiditySample World::humidity(std::uint64_t number) const {
  const auto time = kHts221Rate.time_of(number);
  const double t = seconds(time);
  const auto wandering = [&](Stream stream) { return state_.air_wander * wander(seed_, stream, t).value; };
  const auto noise = [&](Stream stream) { return state_.noise * gaussian(seed_, stream, number); };
  const double humidity = humidity_.at(t) + kHumidityWander_percent * wandering(Stream::Humidity);
  const double temperature =
      humidity_temperature_.at(t) + kTemperatureWander_c * wandering(Stream::HumidityTemperature);
  return {
      .time_ns = time.count(),
      .humidity_percent = measure(humidity, kHumidityScale, noise(Stream::Humidity)),
      .temperature_c = measure(temperature, kHumidityTemperatureScale, noise(Stream::HumidityTemperature))};
}

hat::PressureSample World::pressure(std::uint64_t number) const {
  const auto time = kLps25hRate.time_of(number);
  const double t = seconds(time);
  const auto wandering = [&](Stream stream) { return state_.air_wander * wander(seed_, stream, t).value; };
  const auto noise = [&](Stream stream) { return state_.noise * gaussian(seed_, stream, number); };
  const double pressure = pressure_.at(t) + kPressureWander_hpa * wandering(Stream::Pressure);
  const double temperature =
      pressure_temperature_.at(t) + kTemperatureWander_c * wandering(Stream::PressureTemperature);
  return {
      .time_ns = time.count(),
      .pressure_hpa = measure(pressure, kPressureScale, noise(Stream::Pressure)),
      .temperature_c = measure(temperature, kPressureTemperatureScale, noise(Stream::PressureTemperature))};
}

World::Attitude World::attitude(double time_s) const {
  const auto sway = [&](Stream stream) { return wander(seed_, stream, time_s); };
  const double amount = state_.attitude_wander_deg;
  const Wander roll = sway(Stream::Roll);
  const Wander pitch = sway(Stream::Pitch);
  const Wander yaw = sway(Stream::Yaw);
  return {.angles = {.roll = (roll_.at(time_s) + amount * roll.value) * kRadian,
                     .pitch = (pitch_.at(time_s) + amount * pitch.value) * kRadian,
                     .yaw = (yaw_.at(time_s) + amount * yaw.value) * kRadian},
          .rates_per_s = {.roll = (roll_.slope_per_s(time_s) + amount * roll.slope_per_s) * kRadian,
                          .pitch = (pitch_.slope_per_s(time_s) + amount * pitch.slope_per_s) * kRadian,
                          .yaw = (yaw_.slope_per_s(time_s) + amount * yaw.slope_per_s) * kRadian}};
}

hat::MotionSample World::motion(std::uint64_t number) const {
  const auto time = kLsm9ds1Rate.time_of(number);
  const auto measured = [&](const hat::Vec3& v, const Scale& scale, Stream x, Stream y, Stream z,
                            std::uint64_t index) {
    const auto noise = [&](Stream stream) { return state_.noise * gaussian(seed_, stream, index); };
    return hat::Vec3{measure(v.x, scale, noise(x)), measure(v.y, scale, noise(y)),
                     measure(v.z, scale, noise(z))};
  };
  const Attitude now = attitude(seconds(time));
  const hat::Vec3 gravity = to_board(now.angles, {0, 0, gravity_.at(seconds(time))});
  const hat::Vec3 rates = body_rates(now.angles, now.rates_per_s);
  // The magnetometer is a chip of its own in the same case, and slower: its last value is repeated.
  const std::uint64_t field_number = kMagnetometerRate.newest_at(time);
  const double field_time_s = seconds(kMagnetometerRate.time_of(field_number));
  const hat::Vec3 field = to_board(attitude(field_time_s).angles, field_at(state_.field, field_time_s));
  return {.time_ns = time.count(),
          .acceleration_g = measured(gravity, kAccelerationScale, Stream::AccelerationX,
                                     Stream::AccelerationY, Stream::AccelerationZ, number),
          .rotation_rad_s = measured(rates, kRotationScale, Stream::RotationX, Stream::RotationY,
                                     Stream::RotationZ, number),
          .magnetic_field_ut =
              measured(field, kFieldScale, Stream::FieldX, Stream::FieldY, Stream::FieldZ, field_number)};
}

hat::LightSample World::light(std::uint64_t number, SampleRate rate) const {
  const auto time = rate.time_of(number);
  const double t = seconds(time);
  const double lamps = 1 + kLightWander * state_.air_wander * wander(seed_, Stream::Illumination, t).value;
  const auto counts = [&](const Settling& channel, Stream stream) {
    const double noise = 1 + kLightNoise * state_.noise * gaussian(seed_, stream, number);
    return std::clamp(channel.at(t) * lamps * noise, 0.0, kBrightest);
  };
  return {.time_ns = time.count(),
          .red = counts(red_, Stream::Red),
          .green = counts(green_, Stream::Green),
          .blue = counts(blue_, Stream::Blue),
          .clear = counts(clear_, Stream::Clear)};
}

}  // namespace cupola::world
