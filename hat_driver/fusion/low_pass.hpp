#pragma once

#include <cupola/hat/orientation_state.hpp>

namespace cupola::fusion {

/// How long the first value of a mean counts, before the time to the next sample is known.
inline constexpr double kFirstSeconds = 0.01;

/// The part of the way to go in `seconds` for a time constant (exact for any step).
double gain(double seconds, double time_constant_s);

/// The same, but of a mean that has gathered `known_s` so far: at first the average, later the time constant.
double gain_of_mean(double seconds, double time_constant_s, double known_s);

/// Takes in `input`, which holds since `seconds` (> 0). The cutoff is √2 / (2π · time constant), which gives
/// the step response its time constant (Laidig & Seel 2023).
void step(hat::LowPass& filter, const hat::Vec3& input, double seconds, double time_constant_s);

}  // namespace cupola::fusion
