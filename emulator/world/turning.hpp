#pragma once

#include <algorithm>
#include <cmath>

namespace cupola::world {

/// An angle in degrees that a hand turns to where it is told: smoothly, without a jerk, and never so fast
/// that the gyroscope's full scale would cut the turn off (a slider can jump, a board cannot). The path is
/// the fifth-degree polynomial of least jerk (Flash & Hogan, J. Neurosci. 5, 1985), begun with the angle,
/// speed and acceleration of the moment, so that a slider in motion is followed smoothly. Known at any time
/// without the steps before it.
class Turning {
 public:
  static constexpr double kShortest_s = 0.15;
  static constexpr double kFastest_deg_s = 300;

  explicit Turning(double angle_deg) : target_(angle_deg), from_(angle_deg) {}

  double at(double time_s) const { return from_ + polynomial(time_s, 0); }
  double rate_per_s(double time_s) const { return polynomial(time_s, 1) / length_s_; }

  /// Turns to `angle_deg` from `time_s` on, the short way round.
  void turn_to(double angle_deg, double time_s) {
    const double target = target_ + std::remainder(angle_deg - target_, 360.0);
    if (target == target_) return;
    const double now = at(time_s);
    const double rate = rate_per_s(time_s);
    const double acceleration = polynomial(time_s, 2) / (length_s_ * length_s_);
    const double way = target - now;
    constexpr double kPeak = 1.875;  // the path's highest speed is so many times its mean speed
    length_s_ = std::max(kShortest_s, kPeak * std::abs(way) / kFastest_deg_s);
    const double v = rate * length_s_;
    const double a = acceleration * length_s_ * length_s_;
    const double path[] = {
        0, v, a / 2, 10 * way - 6 * v - 1.5 * a, -15 * way + 8 * v + 1.5 * a, 6 * way - 3 * v - 0.5 * a};
    std::copy(std::begin(path), std::end(path), std::begin(path_));
    target_ = target;
    from_ = now;
    start_s_ = time_s;
  }

 private:
  /// The path, or its first or second derivative, in units of its length.
  double polynomial(double time_s, int derivative) const {
    const double s = std::clamp((time_s - start_s_) / length_s_, 0.0, 1.0);
    double sum = 0;
    for (int power = 5; power >= derivative; --power) {
      double factor = path_[power];
      for (int i = 0; i < derivative; ++i) factor *= power - i;
      sum = sum * s + factor;
    }
    return sum;
  }
  double target_;
  double from_;
  double path_[6] = {};
  double start_s_ = 0;
  double length_s_ = 1;
};

}  // namespace cupola::world
