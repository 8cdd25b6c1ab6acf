#pragma once

#include <cupola/hat/readings.hpp>

#include <array>

namespace cupola::fusion {

/// Three rows.
using Matrix3 = std::array<hat::Vec3, 3>;
inline constexpr Matrix3 kUnitMatrix{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
hat::Vec3 product(const Matrix3& matrix, const hat::Vec3& vector);

/// What one LSM9DS1 on its board reads wrong, in the board's axes. As it is, it changes nothing.
struct MotionCalibration {
  hat::Vec3 gyroscope_bias_rad_s;         ///< taken off the rotation
  hat::Vec3 acceleration_offset_g;        ///< taken off the acceleration,
  hat::Vec3 acceleration_scale{1, 1, 1};  ///< which is then multiplied
  hat::Vec3 field_offset_ut;              ///< hard iron, taken off the field,
  Matrix3 field_matrix = kUnitMatrix;     ///< which this then makes round: soft iron
  friend bool operator==(const MotionCalibration&, const MotionCalibration&) = default;
};

hat::MotionSample calibrated(const hat::MotionSample& sample, const MotionCalibration& calibration);

}  // namespace cupola::fusion
