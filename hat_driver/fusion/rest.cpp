#include "hat_driver/fusion/rest.hpp"

#include "hat_driver/fusion/gyroscope_bias.hpp"
#include "hat_driver/fusion/low_pass.hpp"
#include "hat_driver/fusion/rotation_math.hpp"

namespace cupola::fusion {
namespace {

constexpr double kSettles_s = 0.5;
constexpr double kFieldSettles_s = 0.25;
constexpr double kRestNeeded_s = 1.5;
constexpr double kRotation_rad_s = 2 * kPi / 180;
constexpr double kAcceleration_g = 0.05;
/// Nine deviations of the smoothed field, and what a turn of 2.3 °/s in 33 µT makes until rest is believed.
constexpr double kField_ut = 2;

/// Whether the value leaves its course; the course is then followed.
bool moves(hat::LowPass& course, const hat::Vec3& value, double seconds, double settles_s, double limit) {
  const bool moved = course.seconds > 0 && length(value - course.value) > limit;
  step(course, value, seconds, settles_s);
  return moved;
}

}  // namespace

void step(hat::RestState& rest, const hat::MotionSample& sample, double seconds) {
  const bool turns = moves(rest.rotation_rad_s, sample.rotation_rad_s, seconds, kSettles_s, kRotation_rad_s);
  const bool shakes = moves(rest.acceleration_g, sample.acceleration_g, seconds, kSettles_s, kAcceleration_g);
  step(rest.field_ut, sample.magnetic_field_ut, seconds, kFieldSettles_s);
  const bool swings = length(rest.field_ut.value - rest.first_field_ut) > kField_ut;
  const hat::Vec3& rate = rest.rotation_rad_s.value;
  const bool too_fast = !(clipped(rate, kLargestBias_rad_s) == rate);
  rest.seconds += seconds;
  if (turns || shakes || swings || too_fast) {
    rest.seconds = 0;
    rest.first_field_ut = rest.field_ut.value;
  }
}

bool at_rest(const hat::RestState& rest) { return rest.seconds >= kRestNeeded_s; }

}  // namespace cupola::fusion
