#pragma once

#include <cupola/hat/orientation_state.hpp>
#include <cupola/hat/readings.hpp>

#include <algorithm>
#include <cmath>

namespace cupola::world {

/// One degree in radians.
inline constexpr double kRadian = 0.017453292519943295;

/// Radians, or radians per second. R = Rz(yaw) · Ry(pitch) · Rx(roll) takes the board's axes to the world's.
struct EulerAngles {
  double roll = 0;
  double pitch = 0;
  double yaw = 0;
};

/// `b`, then `a`.
inline hat::Quaternion multiply(const hat::Quaternion& a, const hat::Quaternion& b) {
  return {a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z, a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
          a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x, a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w};
}

/// The turn by an angle about an axis of length 1.
inline hat::Quaternion turn_about(const hat::Vec3& axis, double radians) {
  const double s = std::sin(radians / 2);
  return {std::cos(radians / 2), axis.x * s, axis.y * s, axis.z * s};
}

inline hat::Quaternion from_angles(const EulerAngles& angles) {
  return multiply(turn_about({0, 0, 1}, angles.yaw),
                  multiply(turn_about({0, 1, 0}, angles.pitch), turn_about({1, 0, 0}, angles.roll)));
}

/// Roll and yaw in [−π, π], pitch in [−π/2, π/2].
inline EulerAngles to_angles(const hat::Quaternion& q) {
  return {.roll = std::atan2(2 * (q.w * q.x + q.y * q.z), 1 - 2 * (q.x * q.x + q.y * q.y)),
          .pitch = std::asin(std::clamp(2 * (q.w * q.y - q.z * q.x), -1.0, 1.0)),
          .yaw = std::atan2(2 * (q.w * q.z + q.x * q.y), 1 - 2 * (q.y * q.y + q.z * q.z))};
}

/// A vector of the world as a board that is turned by `from_board` sees it. Level and facing north, the two
/// are the same; pitched up by 45°, gravity (0, 0, 1) becomes (−0.71, 0, 0.71).
inline hat::Vec3 to_board(const hat::Quaternion& from_board, const hat::Vec3& v) {
  const hat::Quaternion& q = from_board;
  // v + 2 q × (q × v + w v) with the inverse of q.
  const hat::Vec3 t{2 * (-q.y * v.z + q.z * v.y), 2 * (-q.z * v.x + q.x * v.z), 2 * (-q.x * v.y + q.y * v.x)};
  return {v.x + q.w * t.x - q.y * t.z + q.z * t.y, v.y + q.w * t.y - q.z * t.x + q.x * t.z,
          v.z + q.w * t.z - q.x * t.y + q.y * t.x};
}

/// What a gyroscope on the board feels while the angles change at `rates`: rotation about the board's own
/// axes, not the rates of the angles.
inline hat::Vec3 body_rates(const EulerAngles& angles, const EulerAngles& rates) {
  const double sr = std::sin(angles.roll), cr = std::cos(angles.roll);
  const double sp = std::sin(angles.pitch), cp = std::cos(angles.pitch);
  return {rates.roll - rates.yaw * sp, rates.pitch * cr + rates.yaw * cp * sr,
          -rates.pitch * sr + rates.yaw * cp * cr};
}

}  // namespace cupola::world
