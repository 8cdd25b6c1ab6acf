#pragma once

#include <cupola/hat/readings.hpp>

namespace cupola::fusion {

/// Below this the accelerometer feels no direction of gravity (in orbit it is noise alone).
inline constexpr double kWeightless_g = 0.1;
/// Below this the level part of the field is the compass's noise.
inline constexpr double kNoNorth_ut = 1;

/// The sample without what cannot have been measured: a vector with a part that is not a number, or far past
/// any chip's full scale, is zero (no gravity, no field) or, for the rotation, that of the sample before.
hat::MotionSample credible(const hat::MotionSample& sample, const hat::MotionSample& before);

}  // namespace cupola::fusion
