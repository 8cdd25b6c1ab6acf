#include "hat_driver/fusion/measured.hpp"

#include "hat_driver/fusion/rotation_math.hpp"

#include <cupola/hat/orientation.hpp>

#include <cmath>

namespace cupola::fusion {
namespace {

// Far past the full scales of the LSM9DS1 (16 g, 2000 °/s, 1600 µT).
constexpr double kMost_g = 100;
constexpr double kMost_rad_s = 350;
constexpr double kMost_ut = 1e4;

/// False for a part that is not a number too.
bool within(const hat::Vec3& v, double limit) {
  return std::abs(v.x) <= limit && std::abs(v.y) <= limit && std::abs(v.z) <= limit;
}

}  // namespace

hat::MotionSample credible(const hat::MotionSample& sample, const hat::MotionSample& before) {
  hat::MotionSample kept = sample;
  if (!within(sample.acceleration_g, kMost_g)) kept.acceleration_g = {};
  if (!within(sample.rotation_rad_s, kMost_rad_s)) kept.rotation_rad_s = before.rotation_rad_s;
  if (!within(sample.magnetic_field_ut, kMost_ut)) kept.magnetic_field_ut = {};
  return kept;
}

}  // namespace cupola::fusion

namespace cupola::hat {
namespace {

double to_positive_degrees(double radians) {
  const double degrees = radians * 180.0 / fusion::kPi;
  return degrees < 0 ? degrees + 360 : degrees;
}

}  // namespace

Orientation to_degrees(const Orientation& radians) {
  return {to_positive_degrees(radians.roll), to_positive_degrees(radians.pitch),
          to_positive_degrees(radians.yaw)};
}

Orientation measured_orientation(const MotionSample& sample, const ImuConfig& config,
                                 const Orientation& before) {
  const MotionSample felt = fusion::credible(sample, {});
  Orientation pose = before;
  const Vec3& a = felt.acceleration_g;
  if (config.accelerometer && fusion::length(a) >= fusion::kWeightless_g) {
    pose.roll = fusion::normal_angle(std::atan2(a.y, a.z));
    pose.pitch = fusion::normal_angle(-std::atan2(a.x, std::hypot(a.y, a.z)));
  }
  const Vec3 level = fusion::rotate(fusion::from_angles({pose.roll, pose.pitch, 0}), felt.magnetic_field_ut);
  if (config.compass && std::hypot(level.x, level.y) >= fusion::kNoNorth_ut) {
    pose.yaw = fusion::normal_angle(-std::atan2(level.y, level.x));
  }
  return pose;
}

}  // namespace cupola::hat
