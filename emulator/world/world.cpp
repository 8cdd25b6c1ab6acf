#include "emulator/world/world.hpp"

#include "emulator/world/chips.hpp"
#include "emulator/world/magnetism.hpp"
#include "emulator/world/noise.hpp"
#include "emulator/world/rotation.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cupola::world {
namespace {

constexpr double kGravityGoes_s = 0.05;
// The whole HAT wanders with the air of the place; WorldState::air_wander says how much of this.
constexpr double kHumidityWander_percent = 0.4;
constexpr double kTemperatureWander_c = 0.08;
constexpr double kPressureWander_hpa = 0.15;
constexpr double kLightWander = 0.02;
constexpr double kLightNoise = 0.004;
constexpr double kBrightest = 1e6;  // counts a cycle, far past saturation at any gain

double seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }

double measure(double value, const ChipScale& scale, double noise) {
  const double rounded = std::round((value + scale.noise * noise) / scale.step) * scale.step;
  return std::clamp(rounded, scale.lowest, scale.highest);
}

void require_finite(double value, const char* name) {
  if (!std::isfinite(value)) throw std::invalid_argument(std::string(name) + " must be a finite number");
}

void check(const Motion& motion) {
  const hat::Vec3& axis = motion.spin_axis;
  for (const double number :
       {motion.shake_g, motion.shake_hz, motion.shake_fades_s, axis.x, axis.y, axis.z, motion.spin_deg_s}) {
    require_finite(number, "motion");
  }
  if (motion.kind == MotionKind::Shake && !(motion.shake_hz > 0)) {
    throw std::invalid_argument("frequency of the shake must be positive");
  }
  if (motion.kind == MotionKind::Spin && axis == hat::Vec3{}) {
    throw std::invalid_argument("axis of the spin must not be 0, 0, 0");
  }
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
  check(state.motion);
}

double gravity_of(const WorldState& state) {
  return state.motion.kind == MotionKind::FreeFall ? 0 : state.gravity_g;
}

const WorldState& checked(const WorldState& state) {
  check(state);
  return state;
}

}  // namespace

World::World(const WorldState& state, std::uint64_t seed)
    : state_(checked(state)),
      seed_(seed),
      humidity_(state.humidity_percent),
      humidity_temperature_(state.humidity_temperature_c),
      pressure_(state.pressure_hpa),
      pressure_temperature_(state.pressure_temperature_c),
      red_(state.light.red),
      green_(state.light.green),
      blue_(state.light.blue),
      clear_(state.light.clear),
      gravity_(gravity_of(state)),
      attitude_(state, seed) {}

void World::change(const WorldState& state, std::chrono::nanoseconds at) {
  check(state);
  state_ = state;
  const double at_s = seconds(at);
  const ResponseTimes times = response_times(state.response);
  humidity_.go_to(state.humidity_percent, at_s, times.humidity);
  humidity_temperature_.go_to(state.humidity_temperature_c, at_s, times.humidity_temperature);
  pressure_.go_to(state.pressure_hpa, at_s, times.pressure);
  pressure_temperature_.go_to(state.pressure_temperature_c, at_s, times.pressure_temperature);
  red_.go_to(state.light.red, at_s, times.light);
  green_.go_to(state.light.green, at_s, times.light);
  blue_.go_to(state.light.blue, at_s, times.light);
  clear_.go_to(state.light.clear, at_s, times.light);
  gravity_.go_to(gravity_of(state), at_s, kGravityGoes_s);
  attitude_.change(state, at_s);
}

Orientation World::orientation_at(std::chrono::nanoseconds at) const {
  const EulerAngles angles = to_angles(attitude_.at(seconds(at)).from_board);
  return {.yaw_deg = angles.yaw / kRadian,
          .pitch_deg = angles.pitch / kRadian,
          .roll_deg = angles.roll / kRadian};
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

hat::MotionSample World::motion(std::uint64_t number) const {
  const auto time = kLsm9ds1Rate.time_of(number);
  const auto measured = [&](const hat::Vec3& v, const ChipScale& scale, Stream x, Stream y, Stream z,
                            std::uint64_t index) {
    const auto noise = [&](Stream stream) { return state_.noise * gaussian(seed_, stream, index); };
    return hat::Vec3{measure(v.x, scale, noise(x)), measure(v.y, scale, noise(y)),
                     measure(v.z, scale, noise(z))};
  };
  const double t = seconds(time);
  const Attitude::Pose pose = attitude_.at(t);
  const hat::Vec3 gravity = to_board(pose.from_board, {0, 0, gravity_.at(t)});
  const hat::Vec3 shaking = attitude_.shaking_g(t);
  const hat::Vec3 felt{gravity.x + shaking.x, gravity.y + shaking.y, gravity.z + shaking.z};
  // The magnetometer is a chip of its own in the same case, and slower: its last value is repeated.
  const std::uint64_t field_number = kMagnetometerRate.newest_at(time);
  const double field_time_s = seconds(kMagnetometerRate.time_of(field_number));
  const hat::Vec3 field =
      to_board(attitude_.at(field_time_s).from_board, field_at(state_.field, field_time_s));
  return {.time_ns = time.count(),
          .acceleration_g = measured(felt, kAccelerationScale, Stream::AccelerationX, Stream::AccelerationY,
                                     Stream::AccelerationZ, number),
          .rotation_rad_s = measured(pose.rates_rad_s, kRotationScale, Stream::RotationX, Stream::RotationY,
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
