#pragma once

#include <cupola/hat/orientation.hpp>
#include <cupola/hat/readings.hpp>

namespace cupola::fusion {

inline constexpr double kPi = 3.14159265358979323846;

/// The angle in (−π, π], and never a negative zero.
double normal_angle(double radians);

/// At unit length, which rounding slowly takes away.
hat::Quaternion normalised(const hat::Quaternion& q);

/// The rotation that is `a` after `b`.
hat::Quaternion product(const hat::Quaternion& a, const hat::Quaternion& b);

/// Rz(yaw)·Ry(pitch)·Rx(roll) and back; radians.
hat::Quaternion from_angles(const hat::Orientation& angles);
hat::Orientation angles_of(const hat::Quaternion& q);

/// A vector of the board's axes in the world's.
hat::Vec3 rotate(const hat::Quaternion& pose, const hat::Vec3& vector);

inline hat::Vec3 operator+(const hat::Vec3& a, const hat::Vec3& b) {
  return {a.x + b.x, a.y + b.y, a.z + b.z};
}
inline hat::Vec3 operator-(const hat::Vec3& a, const hat::Vec3& b) {
  return {a.x - b.x, a.y - b.y, a.z - b.z};
}
inline hat::Vec3 operator*(double k, const hat::Vec3& v) { return {k * v.x, k * v.y, k * v.z}; }
inline double dot(const hat::Vec3& a, const hat::Vec3& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
double length(const hat::Vec3& vector);

/// Each part kept within ±`limit`.
hat::Vec3 clipped(const hat::Vec3& vector, double limit);

hat::Vec3 mean(const hat::Vec3& one, const hat::Vec3& other);

/// The pose after turning for `seconds` at `rate` (rad/s about the board's axes).
hat::Quaternion turned(const hat::Quaternion& pose, const hat::Vec3& rate, double seconds);

}  // namespace cupola::fusion
