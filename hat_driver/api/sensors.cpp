#include "hat_driver/api/first_sample.hpp"

#include <cupola/hat/sense_hat.hpp>

namespace cupola::hat {
namespace {

constexpr ImuConfig kGyroscopeOnly{.compass = false, .gyroscope = true, .accelerometer = false};
constexpr ImuConfig kAccelerometerOnly{.compass = false, .gyroscope = false, .accelerometer = true};
constexpr ImuConfig kNoGyroscope{.compass = true, .gyroscope = false, .accelerometer = true};

/// Reads now; waits for the first sample the first time only, so that a dead sensor costs a second once.
template <typename Read>
auto read_waiting_once(Waiting& waiting, bool& waited, Read&& read) -> decltype(read()) {
  if (waited) return read();
  auto sample = api::first_sample(waiting, read);
  waited = true;
  return sample;
}

}  // namespace

std::optional<HumiditySample> SenseHat::read_humidity() {
  return read_waiting_once(waiting_, waited_.humidity, [this] { return backend_.humidity(); });
}

std::optional<PressureSample> SenseHat::read_pressure() {
  return read_waiting_once(waiting_, waited_.pressure, [this] { return backend_.pressure(); });
}

std::optional<MotionSample> SenseHat::read_motion() {
  claim(Claim::ReadMotion);
  return read_waiting_once(waiting_, waited_.motion, [this] { return backend_.motion(); });
}

std::optional<double> SenseHat::get_humidity() {
  claim(Claim::ReadHumidity);
  const auto sample = read_humidity();
  return sample ? std::optional(sample->humidity_percent) : std::nullopt;
}

std::optional<double> SenseHat::get_temperature_from_humidity() {
  claim(Claim::ReadTemperature);
  const auto sample = read_humidity();
  return sample ? std::optional(sample->temperature_c) : std::nullopt;
}

std::optional<double> SenseHat::get_temperature_from_pressure() {
  claim(Claim::ReadTemperature);
  const auto sample = read_pressure();
  return sample ? std::optional(sample->temperature_c) : std::nullopt;
}

std::optional<double> SenseHat::get_pressure() {
  claim(Claim::ReadPressure);
  const auto sample = read_pressure();
  return sample ? std::optional(sample->pressure_hpa) : std::nullopt;
}

std::optional<Orientation> SenseHat::get_orientation_radians() {
  const auto sample = read_motion();
  if (!sample) return std::nullopt;
  fused_.update(*sample, imu_config_);
  return fused_.orientation();
}

std::optional<Orientation> SenseHat::get_orientation_degrees() {
  const auto radians = get_orientation_radians();
  return radians ? std::optional(to_degrees(*radians)) : std::nullopt;
}

std::optional<double> SenseHat::get_compass() {
  const auto sample = read_motion();
  if (!sample) return std::nullopt;
  return to_degrees(measured_orientation(*sample, kNoGyroscope, fused_.orientation())).yaw;
}

std::optional<Orientation> SenseHat::get_gyroscope() {
  const auto sample = read_motion();
  if (!sample) return std::nullopt;
  if (!turned_.started()) turned_ = fused_;
  turned_.update(*sample, kGyroscopeOnly);
  return to_degrees(turned_.orientation());
}

std::optional<Orientation> SenseHat::get_accelerometer() {
  const auto sample = read_motion();
  if (!sample) return std::nullopt;
  return to_degrees(measured_orientation(*sample, kAccelerometerOnly, fused_.orientation()));
}

std::optional<Vec3> SenseHat::get_compass_raw() {
  const auto sample = read_motion();
  return sample ? std::optional(sample->magnetic_field_ut) : std::nullopt;
}

std::optional<Vec3> SenseHat::get_gyroscope_raw() {
  const auto sample = read_motion();
  return sample ? std::optional(sample->rotation_rad_s) : std::nullopt;
}

std::optional<Vec3> SenseHat::get_accelerometer_raw() {
  const auto sample = read_motion();
  return sample ? std::optional(sample->acceleration_g) : std::nullopt;
}

}  // namespace cupola::hat
