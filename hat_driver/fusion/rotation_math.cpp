#include "hat_driver/fusion/rotation_math.hpp"

#include <algorithm>
#include <cmath>

namespace cupola::fusion {

using hat::Orientation;
using hat::Quaternion;
using hat::Vec3;

Quaternion normalised(const Quaternion& q) {
  const double length = std::sqrt(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z);
  return {q.w / length, q.x / length, q.y / length, q.z / length};
}

double normal_angle(double radians) {
  double angle = std::remainder(radians, 2 * kPi);
  if (angle <= -kPi) angle = kPi;
  return angle + 0.0;
}

Quaternion product(const Quaternion& a, const Quaternion& b) {
  return {a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z, a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
          a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x, a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w};
}

Quaternion from_angles(const Orientation& angles) {
  const Quaternion roll{std::cos(angles.roll / 2), std::sin(angles.roll / 2), 0, 0};
  const Quaternion pitch{std::cos(angles.pitch / 2), 0, std::sin(angles.pitch / 2), 0};
  const Quaternion yaw{std::cos(angles.yaw / 2), 0, 0, std::sin(angles.yaw / 2)};
  return product(yaw, product(pitch, roll));
}

Orientation angles_of(const Quaternion& q) {
  const double sine_of_pitch = std::clamp(2 * (q.w * q.y - q.z * q.x), -1.0, 1.0);
  return {normal_angle(std::atan2(2 * (q.w * q.x + q.y * q.z), 1 - 2 * (q.x * q.x + q.y * q.y))),
          std::asin(sine_of_pitch) + 0.0,
          normal_angle(std::atan2(2 * (q.w * q.z + q.x * q.y), 1 - 2 * (q.y * q.y + q.z * q.z)))};
}

Vec3 rotate(const Quaternion& pose, const Vec3& v) {
  const Quaternion turned = product(product(pose, {0, v.x, v.y, v.z}), {pose.w, -pose.x, -pose.y, -pose.z});
  return {turned.x, turned.y, turned.z};
}

double length(const Vec3& vector) { return std::hypot(vector.x, vector.y, vector.z); }

Vec3 clipped(const Vec3& vector, double limit) {
  return {std::clamp(vector.x, -limit, limit), std::clamp(vector.y, -limit, limit),
          std::clamp(vector.z, -limit, limit)};
}

Vec3 mean(const Vec3& one, const Vec3& other) {
  return {(one.x + other.x) / 2, (one.y + other.y) / 2, (one.z + other.z) / 2};
}

Quaternion turned(const Quaternion& pose, const Vec3& rate, double seconds) {
  const double speed = std::hypot(rate.x, rate.y, rate.z);
  if (speed == 0) return pose;
  const double half = speed * seconds / 2;
  const double scale = std::sin(half) / speed;
  return normalised(product(pose, {std::cos(half), rate.x * scale, rate.y * scale, rate.z * scale}));
}

}  // namespace cupola::fusion
