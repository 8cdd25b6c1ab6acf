#include "hat_driver/fusion/gyroscope_bias.hpp"
#include "hat_driver/fusion/low_pass.hpp"
#include "hat_driver/fusion/magnetic.hpp"
#include "hat_driver/fusion/measured.hpp"
#include "hat_driver/fusion/rest.hpp"
#include "hat_driver/fusion/rotation_math.hpp"

#include <cupola/hat/orientation.hpp>

#include <algorithm>
#include <cmath>

namespace cupola::fusion {
namespace {

using hat::ImuConfig;
using hat::MotionSample;
using hat::OrientationState;
using hat::Quaternion;
using hat::Vec3;

/// How fast gravity and field are followed beside the gyroscope (Laidig & Seel 2023), and without
/// it.
constexpr double kLevels_s = 3;
constexpr double kFindsNorth_s = 9;
constexpr double kWithoutGyroscope_s = 0.5;
/// Two samples further apart than this say nothing about the turn between them,
constexpr double kLongestTurn_s = 0.5;
/// and at this distance only half as much as close ones.
constexpr double kSparse_s = 0.1;
/// The turn between two samples is lost when it could be this far off, or the gyroscope was at its limit.
constexpr double kLostTurn = 2 * kPi / 180;
constexpr double kGyroscopeLimit_rad_s = 495 * kPi / 180;
/// After a lost turn the pose is no better known than after this time.
constexpr double kKnownAfterLoss_s = 0.25;
/// The magnetometer repeats its value between its own samples, up to this.
constexpr std::int64_t kOldField_ns = 100'000'000;
constexpr double kAnewAfter_s = 10;

Quaternion pose_of(const OrientationState& state) {
  const Quaternion north{std::cos(state.heading / 2), 0, 0, std::sin(state.heading / 2)};
  return product(north, product(state.level, state.turned));
}

/// Later minus earlier, which may be anything.
double seconds_between(std::int64_t earlier, std::int64_t later) {
  return static_cast<double>(static_cast<std::uint64_t>(later) - static_cast<std::uint64_t>(earlier)) * 1e-9;
}

/// Takes the pose from this sample alone; the gyroscope's error stays known.
void begin(OrientationState& state, const MotionSample& sample) {
  const hat::Orientation before = state.started ? angles_of(pose_of(state)) : hat::Orientation{};
  OrientationState fresh;
  fresh.config = state.config;
  fresh.turned = from_angles(measured_orientation(sample, state.config, before));
  fresh.heading_s = kFirstSeconds;
  fresh.bias = state.started ? state.bias : unknown_bias();
  forget_pose(fresh.bias);
  fresh.last = sample;
  fresh.field_time_ns = sample.time_ns;
  fresh.started = true;
  state = fresh;
}

/// A sensor that is listened to again is believed at once.
void change(OrientationState& state, const ImuConfig& config) {
  if (config.accelerometer && !state.config.accelerometer) state.down = {};
  if (config.compass && !state.config.compass) {
    state.heading_s = kFirstSeconds;
    state.magnetic = {};
    state.field_time_ns = state.last.time_ns;
  }
  state.config = config;
}

bool turn_is_lost(const Vec3& before, const Vec3& now, double seconds) {
  return length(now - before) * seconds / 2 > kLostTurn ||
         !(clipped(now, kGyroscopeLimit_rad_s) == now && clipped(before, kGyroscopeLimit_rad_s) == before);
}

/// Lets gravity and field count more, as at the beginning.
void doubt_pose(OrientationState& state) {
  state.down.seconds = std::min(state.down.seconds, kKnownAfterLoss_s);
  state.heading_s = std::min(state.heading_s, kKnownAfterLoss_s);
}

/// When the gyroscope's error is first found, the pose was turned by it until then.
void learn_bias(OrientationState& state, double seconds) {
  const bool known = well_known(state.bias);
  learn_at_rest(state.bias, state.rest.rotation_rad_s.value, seconds);
  if (!known && well_known(state.bias) && !state.magnetic.disturbed) doubt_pose(state);
}

void turn(OrientationState& state, const MotionSample& sample, double seconds) {
  const Vec3 rate = mean(state.last.rotation_rad_s, sample.rotation_rad_s) - state.bias.value_rad_s;
  state.turned = turned(state.turned, rate, seconds);
  if (turn_is_lost(state.last.rotation_rad_s, sample.rotation_rad_s, seconds)) doubt_pose(state);
}

/// The rarer the samples, the less the gyroscope knows of what happened between them.
double time_constant(double beside_gyroscope_s, const ImuConfig& config, double seconds) {
  if (!config.gyroscope) return kWithoutGyroscope_s;
  return beside_gyroscope_s / (1 + seconds / kSparse_s * (seconds / kSparse_s));
}

/// The shortest rotation that turns the unit vector `down` to +z.
Quaternion to_level(const Vec3& down) {
  const double w = std::sqrt(std::max((down.z + 1) / 2, 0.0));
  if (w < 1e-6) return {0, 1, 0, 0};
  return {w, down.y / (2 * w), -down.x / (2 * w), 0};
}

void follow_gravity(OrientationState& state, const MotionSample& sample, double seconds) {
  if (length(sample.acceleration_g) < kWeightless_g) return;
  const double follows_s = time_constant(kLevels_s, state.config, seconds);
  step(state.down, rotate(state.turned, sample.acceleration_g), seconds, follows_s);
  const Vec3 down = rotate(state.level, state.down.value);
  const double size = length(down);
  if (size < kWeightless_g) return;
  const Vec3 direction = 1 / size * down;
  state.level = normalised(product(to_level(direction), state.level));
  if (!state.config.gyroscope) return;
  const bool settled = state.down.seconds >= follows_s && seconds <= kSparse_s && !at_rest(state.rest);
  learn_in_motion(state.bias, {product(state.level, state.turned), direction, seconds, follows_s}, settled);
}

void follow_field(OrientationState& state, const MotionSample& sample, double sample_s) {
  const bool fresh = !(sample.magnetic_field_ut == state.last.magnetic_field_ut) || !state.config.gyroscope ||
                     sample.time_ns - state.field_time_ns >= kOldField_ns;
  const Vec3 level = rotate(product(state.level, state.turned), sample.magnetic_field_ut);
  if (!fresh || std::hypot(level.x, level.y) < kNoNorth_ut) return;
  const double seconds = seconds_between(state.field_time_ns, sample.time_ns);
  state.field_time_ns = sample.time_ns;
  observe(state.magnetic, {level, seconds, length(sample.rotation_rad_s - state.bias.value_rad_s)});
  const double follows_s = time_constant(kFindsNorth_s, state.config, sample_s);
  double part = gain(seconds, follows_s);
  if (state.heading_s < follows_s) {
    part = gain_of_mean(seconds, follows_s, state.heading_s);
    state.heading_s += seconds;
  } else if (state.config.gyroscope) {
    part *= trust(state.magnetic, seconds);
  }
  state.heading =
      normal_angle(state.heading + part * normal_angle(-std::atan2(level.y, level.x) - state.heading));
}

void advance(OrientationState& state, const MotionSample& sample, double seconds) {
  step(state.rest, sample, seconds);
  drift(state.bias, seconds);
  if (at_rest(state.rest)) learn_bias(state, seconds);
  if (state.config.gyroscope) turn(state, sample, seconds);
  if (state.config.accelerometer) follow_gravity(state, sample, seconds);
  if (state.config.compass) follow_field(state, sample, seconds);
  state.last = sample;
}

}  // namespace
}  // namespace cupola::fusion

namespace cupola::hat {

void OrientationFilter::update(const MotionSample& sample, const ImuConfig& config) {
  const MotionSample felt = fusion::credible(sample, state_.last);
  if (!state_.started) {
    state_.config = config;
    fusion::begin(state_, felt);
    return;
  }
  const std::int64_t last_ns = state_.last.time_ns;
  if (felt.time_ns <= last_ns) {
    if (fusion::seconds_between(felt.time_ns, last_ns) > fusion::kAnewAfter_s) fusion::begin(state_, felt);
    return;
  }
  if (!(config == state_.config)) fusion::change(state_, config);
  const double seconds = fusion::seconds_between(last_ns, felt.time_ns);
  const bool observed = config.accelerometer || config.compass;
  if (observed && seconds > fusion::kLongestTurn_s) {
    fusion::begin(state_, felt);
  } else {
    fusion::advance(state_, felt, seconds);
  }
}

Orientation OrientationFilter::orientation() const { return fusion::angles_of(fusion::pose_of(state_)); }

}  // namespace cupola::hat
