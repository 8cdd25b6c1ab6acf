#pragma once

#include "hat_driver/fusion/calibration.hpp"

#include <cupola/hat/readings.hpp>

#include <optional>
#include <span>

namespace cupola::fusion {

/// How the field is to be corrected, and how far that may be believed.
struct FieldFit {
  hat::Vec3 offset_ut;           ///< MotionCalibration::field_offset_ut
  Matrix3 matrix = kUnitMatrix;  ///< MotionCalibration::field_matrix
  double strength_ut = 0;        ///< of the corrected field
  double residual_percent = 0;   ///< how far the corrected lengths scatter, rms; below 3 is good
  double coverage_percent = 0;   ///< of the directions, in 26 parts of the sphere; above 60 is good
  bool good() const { return residual_percent < 3 && coverage_percent > 60; }
};

/// The ellipsoid on which the field lay while the board was turned to and fro: least squares of a general
/// quadric, whose centre is the hard iron and whose shape the soft iron (Li & Griffiths, "Least squares
/// ellipsoid specific fitting", 2004, without its constraint). Needs at least 50 samples in all directions;
/// nothing if they lie on no ellipsoid or hold what is no number.
std::optional<FieldFit> fit_field(std::span<const hat::Vec3> field_ut);

/// The gyroscope's error while the board lay still: the mean. Nothing for fewer than 50 samples, or if it
/// moved: an axis that scatters by more than 0.5 °/s, or an error of more than 30 °/s.
std::optional<hat::Vec3> still_rotation(std::span<const hat::Vec3> rotation_rad_s);

}  // namespace cupola::fusion
