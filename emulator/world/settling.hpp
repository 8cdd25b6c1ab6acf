#pragma once

#include <cmath>

namespace cupola::world {

/// Time constants: after one of them 63 % of a change is seen. The datasheets give the HTS221 10 s for
/// humidity and 15 s for temperature in moving air; a learner who moves a slider should not have to wait so
/// long to see it.
inline constexpr double kHumiditySettles_s = 1.3;
inline constexpr double kTemperatureSettles_s = 1.5;
inline constexpr double kPressureSettles_s = 0.3;
inline constexpr double kLightSettles_s = 0.01;
inline constexpr double kAttitudeSettles_s = 0.05;

/// A quantity on its way from one value to another, exponentially; known at any time without the steps before
/// it.
class Settling {
 public:
  Settling(double value, double time_constant_s) : from_(value), to_(value), constant_s_(time_constant_s) {}

  double at(double time_s) const { return to_ + (from_ - to_) * remaining(time_s); }
  double slope_per_s(double time_s) const {
    return time_s < start_s_ ? 0 : (to_ - from_) / constant_s_ * remaining(time_s);
  }
  void go_to(double value, double time_s) {
    if (value == to_) return;
    from_ = at(time_s);
    to_ = value;
    start_s_ = time_s;
  }
  /// The same for an angle in degrees, the short way round.
  void turn_to(double value, double time_s) { go_to(to_ + std::remainder(value - to_, 360.0), time_s); }

 private:
  double remaining(double time_s) const {
    return time_s < start_s_ ? 1 : std::exp((start_s_ - time_s) / constant_s_);
  }
  double from_;
  double to_;
  double start_s_ = 0;
  double constant_s_;
};

}  // namespace cupola::world
