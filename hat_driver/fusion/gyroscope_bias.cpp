#include "hat_driver/fusion/gyroscope_bias.hpp"

#include "hat_driver/fusion/low_pass.hpp"
#include "hat_driver/fusion/rotation_math.hpp"

#include <algorithm>

namespace cupola::fusion {
namespace {

using hat::Vec3;

constexpr double square(double value) { return value * value; }
constexpr double kDegree = kPi / 180;

/// Deviations in rad/s: of the first guess, of what rest and motion can tell in the long run.
constexpr double kFirstVariance = square(3 * kDegree);
constexpr double kWellKnownVariance = square(0.3 * kDegree);
constexpr double kRestVariance = square(0.03 * kDegree);
constexpr double kMotionVariance = square(0.1 * kDegree);
/// An error that nothing is learned about grows by 0.1 °/s in 100 s.
constexpr double kDriftPerSecond = square(0.1 * kDegree) / 100;
/// Gravity says nothing about the turn around it: that part is only kept from running away.
constexpr double kVerticalDoubt = 1e4;

/// The measurement's variance that lets the Kalman filter settle at `settled` (Riccati's equation, solved).
double noise_for(double settled, double seconds) {
  return square(settled) / (kDriftPerSecond * seconds) + settled;
}

/// One scalar measurement of `row` · bias.
void measure(hat::GyroscopeBias& bias, const Vec3& row, double value, double noise) {
  auto& p = bias.covariance;
  const Vec3 spread{dot(p[0], row), dot(p[1], row), dot(p[2], row)};
  const Vec3 gain = 1 / (dot(row, spread) + noise) * spread;
  const double surprise =
      std::clamp(value - dot(row, bias.value_rad_s), -kLargestBias_rad_s, kLargestBias_rad_s);
  bias.value_rad_s = clipped(bias.value_rad_s + surprise * gain, kLargestBias_rad_s);
  p[0] = p[0] - gain.x * spread;
  p[1] = p[1] - gain.y * spread;
  p[2] = p[2] - gain.z * spread;
}

}  // namespace

hat::GyroscopeBias unknown_bias() {
  hat::GyroscopeBias bias;
  bias.covariance = {Vec3{kFirstVariance, 0, 0}, Vec3{0, kFirstVariance, 0}, Vec3{0, 0, kFirstVariance}};
  return bias;
}

void forget_pose(hat::GyroscopeBias& bias) {
  bias.from_board = {};
  bias.turned = {};
}

bool well_known(const hat::GyroscopeBias& bias) {
  const auto& p = bias.covariance;
  return std::max({p[0].x, p[1].y, p[2].z}) < kWellKnownVariance;
}

void drift(hat::GyroscopeBias& bias, double seconds) {
  auto& p = bias.covariance;
  const double grown = kDriftPerSecond * seconds;
  for (double* variance : {&p[0].x, &p[1].y, &p[2].z}) {
    if (*variance < kFirstVariance) *variance = std::min(*variance + grown, kFirstVariance);
  }
}

void learn_at_rest(hat::GyroscopeBias& bias, const Vec3& rate_rad_s, double seconds) {
  const double noise = noise_for(kRestVariance, seconds);
  measure(bias, {1, 0, 0}, rate_rad_s.x, noise);
  measure(bias, {0, 1, 0}, rate_rad_s.y, noise);
  measure(bias, {0, 0, 1}, rate_rad_s.z, noise);
}

void learn_in_motion(hat::GyroscopeBias& bias, const TiltBack& tilt, bool settled) {
  const hat::Quaternion back{tilt.pose.w, -tilt.pose.x, -tilt.pose.y, -tilt.pose.z};
  const std::array<Vec3, 3> axes{Vec3{1, 0, 0}, Vec3{0, 1, 0}, Vec3{0, 0, 1}};
  for (std::size_t i = 0; i < axes.size(); ++i) {
    step(bias.from_board[i], rotate(back, axes[i]), tilt.seconds, tilt.time_constant_s);
  }
  step(bias.turned, rotate(tilt.pose, bias.value_rad_s), tilt.seconds, tilt.time_constant_s);
  if (!settled) return;
  const Vec3 found = bias.turned.value + 1 / tilt.seconds * Vec3{-tilt.down.y, tilt.down.x, 0};
  const double noise = noise_for(kMotionVariance, tilt.seconds);
  measure(bias, bias.from_board[0].value, found.x, noise);
  measure(bias, bias.from_board[1].value, found.y, noise);
  measure(bias, bias.from_board[2].value, found.z, noise * kVerticalDoubt);
}

}  // namespace cupola::fusion
