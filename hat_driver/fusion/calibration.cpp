#include "hat_driver/fusion/calibration.hpp"

namespace cupola::fusion {
namespace {

hat::Vec3 difference(const hat::Vec3& a, const hat::Vec3& b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
double dot(const hat::Vec3& a, const hat::Vec3& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

}  // namespace

hat::Vec3 product(const Matrix3& matrix, const hat::Vec3& vector) {
  return {dot(matrix[0], vector), dot(matrix[1], vector), dot(matrix[2], vector)};
}

hat::MotionSample calibrated(const hat::MotionSample& sample, const MotionCalibration& calibration) {
  const hat::Vec3 acceleration = difference(sample.acceleration_g, calibration.acceleration_offset_g);
  const hat::Vec3& scale = calibration.acceleration_scale;
  return {.time_ns = sample.time_ns,
          .acceleration_g = {acceleration.x * scale.x, acceleration.y * scale.y, acceleration.z * scale.z},
          .rotation_rad_s = difference(sample.rotation_rad_s, calibration.gyroscope_bias_rad_s),
          .magnetic_field_ut = product(calibration.field_matrix,
                                       difference(sample.magnetic_field_ut, calibration.field_offset_ut))};
}

}  // namespace cupola::fusion
