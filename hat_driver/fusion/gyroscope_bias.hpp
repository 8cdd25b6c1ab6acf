#pragma once

#include <cupola/hat/orientation_state.hpp>

namespace cupola::fusion {

/// No more than this of each axis is taken for an error: the LSM9DS1's is a few °/s once its range is 500
/// °/s.
inline constexpr double kLargestBias_rad_s = 10 * 0.017453292519943295;

/// Nothing known yet.
hat::GyroscopeBias unknown_bias();

/// What the pose was before may no longer be used; the bias itself stays.
void forget_pose(hat::GyroscopeBias& bias);

/// To about 0.3 °/s.
bool well_known(const hat::GyroscopeBias& bias);

/// `seconds` passed, in which the error may have drifted.
void drift(hat::GyroscopeBias& bias, double seconds);

/// At rest the gyroscope reads its error and nothing else.
void learn_at_rest(hat::GyroscopeBias& bias, const hat::Vec3& rate_rad_s, double seconds);

/// In motion gravity tells: the pose must be tilted back, again and again, by what the error turned it.
struct TiltBack {
  hat::Quaternion pose;  ///< from the board to a frame whose z points down
  hat::Vec3 down;        ///< where the acceleration pointed in it, unit length, before it was put right
  double seconds = 0;
  double time_constant_s = 0;  ///< of the low-pass that `down` went through
};
/// To be called for every sample, so that its averages keep step; learns only if `settled`.
void learn_in_motion(hat::GyroscopeBias& bias, const TiltBack& tilt, bool settled);

}  // namespace cupola::fusion
