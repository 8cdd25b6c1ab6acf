#include "hat_driver/backends/sampler.hpp"

#include "hat_driver/fusion/calibration_fit.hpp"

#include <algorithm>

namespace cupola::backends {
namespace {

constexpr base::Monotonic kLost = std::chrono::seconds(2);
/// A field older than this belongs to another pose.
constexpr base::Monotonic kOldField = std::chrono::seconds(2);
/// Of samples of the gyroscope.
constexpr std::size_t kOneSecond = 119;

}  // namespace

void NewSamples::update(const NewSamples& newer) {
  if (newer.humidity) humidity = newer.humidity;
  if (newer.pressure) pressure = newer.pressure;
  if (newer.motion) motion = newer.motion;
  if (newer.light) light = newer.light;
}

void Sampler::want(Reading reading, base::Monotonic now) {
  if (!wanted(reading)) state(reading).since = now;
}

void Sampler::learn_bias(const hat::Vec3& rotation_rad_s) {
  rotations_.push_back(rotation_rad_s);
  if (rotations_.size() < kOneSecond) return;
  const auto bias = fusion::still_rotation(rotations_);
  rotations_.clear();
  if (!bias) return;
  calibration_.gyroscope_bias_rad_s = *bias;
  bias_is_known_ = true;
}

std::optional<hat::MotionSample> Sampler::motion(base::Monotonic now) {
  if (auto field = hat_.field.poll(now)) field_ = field;
  const auto inertial = hat_.inertial.poll(now);
  const bool fresh = field_ && now - base::Monotonic{field_->time_ns} < kOldField;
  if (inertial && !bias_is_known_) learn_bias(inertial->rotation_rad_s);
  if (!inertial || !fresh) return std::nullopt;
  return fusion::calibrated({.time_ns = inertial->time_ns,
                             .acceleration_g = inertial->acceleration_g,
                             .rotation_rad_s = inertial->rotation_rad_s,
                             .magnetic_field_ut = field_->field_ut},
                            calibration_);
}

NewSamples Sampler::step(base::Monotonic now) {
  NewSamples samples;
  if (wanted(Reading::Motion)) samples.motion = motion(now);
  if (wanted(Reading::Humidity)) samples.humidity = hat_.humidity.poll(now);
  if (wanted(Reading::Pressure)) samples.pressure = hat_.pressure.poll(now);
  if (wanted(Reading::Light)) samples.light = hat_.light.poll(now);
  if (samples.motion) state(Reading::Motion).since = now;
  if (samples.humidity) state(Reading::Humidity).since = now;
  if (samples.pressure) state(Reading::Pressure).since = now;
  if (samples.light) state(Reading::Light).since = now;
  return samples;
}

std::optional<base::Monotonic> Sampler::due() const {
  std::optional<base::Monotonic> next;
  const auto consider = [&](Reading reading, bool present, base::Monotonic due) {
    if (wanted(reading) && present) next = std::min(next.value_or(due), due);
  };
  consider(Reading::Humidity, hat_.humidity.present(), hat_.humidity.due());
  consider(Reading::Pressure, hat_.pressure.present(), hat_.pressure.due());
  consider(Reading::Motion, hat_.inertial.present(), hat_.inertial.due());
  consider(Reading::Motion, hat_.field.present(), hat_.field.due());
  consider(Reading::Light, hat_.light.present(), hat_.light.due());
  return next;
}

bool Sampler::present(Reading reading) const {
  switch (reading) {
    case Reading::Humidity:
      return hat_.humidity.present();
    case Reading::Pressure:
      return hat_.pressure.present();
    case Reading::Motion:
      return hat_.inertial.present() && hat_.field.present();
    case Reading::Light:
      return hat_.light.present();
  }
  return false;
}

bool Sampler::lost(Reading reading, base::Monotonic now) const {
  const State& which = state(reading);
  return which.since && now - *which.since >= kLost;
}

}  // namespace cupola::backends
