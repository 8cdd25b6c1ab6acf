#include "hat_driver/fusion/rotation_math.hpp"

#include <cupola/hat/orientation.hpp>

#include <cmath>

namespace cupola::hat {
namespace {

/// How fast the pose follows gravity and the magnetic field: short enough for a hand, long enough for their
/// noise.
constexpr double kFollowSeconds = 0.5;
/// Two samples further apart than this say nothing about the turn between them.
constexpr double kLongestTurnSeconds = 0.5;
/// Below this the accelerometer feels no direction of gravity (in orbit it is noise alone).
constexpr double kWeightlessG = 0.1;

constexpr double kDegrees = 180.0 / fusion::kPi;

double to_positive_degrees(double radians) {
  const double degrees = radians * kDegrees;
  return degrees < 0 ? degrees + 360 : degrees;
}

}  // namespace

Orientation to_degrees(const Orientation& radians) {
  return {to_positive_degrees(radians.roll), to_positive_degrees(radians.pitch),
          to_positive_degrees(radians.yaw)};
}

Orientation measured_orientation(const MotionSample& sample, const ImuConfig& config,
                                 const Orientation& before) {
  Orientation pose = before;
  const Vec3& a = sample.acceleration_g;
  if (config.accelerometer && std::hypot(a.x, a.y, a.z) >= kWeightlessG) {
    pose.roll = fusion::normal_angle(std::atan2(a.y, a.z));
    pose.pitch = fusion::normal_angle(-std::atan2(a.x, std::hypot(a.y, a.z)));
  }
  const Vec3 level =
      fusion::rotate(fusion::from_angles({pose.roll, pose.pitch, 0}), sample.magnetic_field_ut);
  if (config.compass && (level.x != 0 || level.y != 0)) {
    pose.yaw = fusion::normal_angle(-std::atan2(level.y, level.x));
  }
  return pose;
}

void OrientationFilter::update(const MotionSample& sample, const ImuConfig& config) {
  if (!last_) {
    pose_ = fusion::from_angles(measured_orientation(sample, config, {}));
    last_ = sample;
    return;
  }
  const double seconds = static_cast<double>(sample.time_ns - last_->time_ns) * 1e-9;
  if (seconds <= 0) return;
  const bool observed = config.accelerometer || config.compass;
  if (config.gyroscope && (!observed || seconds <= kLongestTurnSeconds)) {
    pose_ = fusion::turned(pose_, fusion::mean(last_->rotation_rad_s, sample.rotation_rad_s), seconds);
  }
  if (observed) correct(sample, config, seconds);
  last_ = sample;
}

void OrientationFilter::correct(const MotionSample& sample, const ImuConfig& config, double seconds) {
  const Quaternion measured = fusion::from_angles(measured_orientation(sample, config, orientation()));
  pose_ = fusion::between(pose_, measured, 1 - std::exp(-seconds / kFollowSeconds));
}

Orientation OrientationFilter::orientation() const { return fusion::angles_of(pose_); }

}  // namespace cupola::hat
