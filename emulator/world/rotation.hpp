#pragma once

#include <cupola/hat/readings.hpp>

#include <cmath>

namespace cupola::world {

/// Radians, or radians per second. R = Rz(yaw) · Ry(pitch) · Rx(roll) takes the board's axes to the world's.
struct EulerAngles {
  double roll = 0;
  double pitch = 0;
  double yaw = 0;
};

/// A vector of the world as the board sees it: Rᵀ · v. Level and facing north, the two are the same; pitched
/// up by 45°, gravity (0, 0, 1) becomes (−0.71, 0, 0.71).
inline hat::Vec3 to_board(const EulerAngles& angles, const hat::Vec3& v) {
  const double sr = std::sin(angles.roll), cr = std::cos(angles.roll);
  const double sp = std::sin(angles.pitch), cp = std::cos(angles.pitch);
  const double sy = std::sin(angles.yaw), cy = std::cos(angles.yaw);
  return {cy * cp * v.x + sy * cp * v.y - sp * v.z,
          (cy * sp * sr - sy * cr) * v.x + (sy * sp * sr + cy * cr) * v.y + cp * sr * v.z,
          (cy * sp * cr + sy * sr) * v.x + (sy * sp * cr - cy * sr) * v.y + cp * cr * v.z};
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
