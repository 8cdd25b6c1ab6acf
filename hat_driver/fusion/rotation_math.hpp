#pragma once

#include <cupola/hat/orientation.hpp>
#include <cupola/hat/readings.hpp>

namespace cupola::fusion {

inline constexpr double kPi = 3.14159265358979323846;

/// The angle in (−π, π], and never a negative zero.
double normal_angle(double radians);

/// The rotation `a` after the rotation `b`.
hat::Quaternion product(const hat::Quaternion& a, const hat::Quaternion& b);

/// Rz(yaw)·Ry(pitch)·Rx(roll) and back; radians.
hat::Quaternion from_angles(const hat::Orientation& angles);
hat::Orientation angles_of(const hat::Quaternion& q);

/// A vector of the board's axes in the world's.
hat::Vec3 rotate(const hat::Quaternion& pose, const hat::Vec3& vector);

hat::Vec3 mean(const hat::Vec3& one, const hat::Vec3& other);

/// The pose after turning for `seconds` at `rate` (rad/s about the board's axes).
hat::Quaternion turned(const hat::Quaternion& pose, const hat::Vec3& rate, double seconds);

/// The rotation `part` (0–1) of the shorter way from one to the other (spherical interpolation, Shoemake
/// 1985).
hat::Quaternion between(const hat::Quaternion& from, const hat::Quaternion& to, double part);

}  // namespace cupola::fusion
