#include "hat_driver/fusion/low_pass.hpp"

#include "hat_driver/fusion/rotation_math.hpp"

#include <algorithm>
#include <cmath>

namespace cupola::fusion {

double gain(double seconds, double time_constant_s) { return -std::expm1(-seconds / time_constant_s); }

double gain_of_mean(double seconds, double time_constant_s, double known_s) {
  return std::max(gain(seconds, time_constant_s), seconds / (known_s + seconds));
}

void step(hat::LowPass& filter, const hat::Vec3& input, double seconds, double time_constant_s) {
  if (filter.seconds == 0) {
    filter = {.value = input, .slope_per_s = {}, .seconds = kFirstSeconds};
    return;
  }
  if (filter.seconds < time_constant_s) {
    filter.value = filter.value + seconds / (filter.seconds + seconds) * (input - filter.value);
    filter.slope_per_s = {};
    filter.seconds += seconds;
    return;
  }
  // The poles are (−1 ± i)/τ, so the distance from the input turns and shrinks: e^(−t/τ)(A cos t/τ + B sin
  // t/τ).
  const double turn = seconds / time_constant_s;
  const double shrink = std::exp(-turn);
  const double c = shrink * std::cos(turn);
  const double s = shrink * std::sin(turn);
  const hat::Vec3 distance = filter.value - input;
  const hat::Vec3 slope = filter.slope_per_s;
  filter.value = input + (c + s) * distance + (s * time_constant_s) * slope;
  filter.slope_per_s = (c - s) * slope - (2 * s / time_constant_s) * distance;
}

}  // namespace cupola::fusion
