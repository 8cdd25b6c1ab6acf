#include "tests/hat_driver/fusion/three_minutes.hpp"

#include "hat_driver/fusion/rotation_math.hpp"

#include <algorithm>
#include <cmath>

namespace cupola::tests {
namespace {

using fusion::kPi;
using fusion::operator+;
using fusion::operator*;
using hat::Quaternion;
using hat::Vec3;

constexpr double kLength_s = 180;
constexpr double kDegree = kPi / 180;
constexpr Vec3 kEarth_ut{20, 0, -45};
constexpr Vec3 kDisturbance_ut{15, 20, 10};  // 27 µT
/// The pose is integrated in steps this many times shorter than the samples'.
constexpr int kFiner = 16;

/// Twelve uniform numbers make a normal one; the same on every machine.
class Noise {
 public:
  explicit Noise(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 1) {}
  Vec3 operator()(double deviation) { return {deviation * one(), deviation * one(), deviation * one()}; }

 private:
  double one() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) {
      state_ ^= state_ << 13;
      state_ ^= state_ >> 7;
      state_ ^= state_ << 17;
      sum += static_cast<double>(state_ >> 11) * 0x1p-53;
    }
    return sum;
  }
  std::uint64_t state_;
};

/// How much the hand moves: swells and ebbs within two seconds.
double liveliness(const Recording& recording, double t) {
  const double edge = std::min(t - recording.moves_from_s, recording.moves_to_s - t) / 2;
  if (edge <= 0) return 0;
  return edge >= 1 ? 1 : 0.5 - 0.5 * std::cos(kPi * edge);
}

double wave(double t, double hertz, double phase) { return std::sin(2 * kPi * hertz * t + phase); }

Vec3 turning_rad_s(const Recording& recording, double t) {
  const double size = liveliness(recording, t) * kDegree;
  return {size * (110 * wave(t, 0.53, 0.2) + 60 * wave(t, 1.31, 1.1) + 25 * wave(t, 2.9, 2.0)),
          size * (90 * wave(t, 0.41, 1.7) + 70 * wave(t, 1.07, 0.4) + 25 * wave(t, 2.3, 0.9)),
          size * (130 * wave(t, 0.29, 2.6) + 60 * wave(t, 0.89, 0.0) + 30 * wave(t, 2.6, 1.5))};
}

Vec3 shaking_g(const Recording& recording, double t) {
  const double size = liveliness(recording, t);
  return {size * (0.12 * wave(t, 0.8, 0.3) + 0.08 * wave(t, 2.1, 1.2)),
          size * (0.10 * wave(t, 1.1, 2.2) + 0.08 * wave(t, 1.9, 0.7)),
          size * (0.12 * wave(t, 0.9, 1.4) + 0.10 * wave(t, 2.7, 0.1))};
}

Vec3 in_steps(const Vec3& v, double step) {
  return {std::round(v.x / step) * step, std::round(v.y / step) * step, std::round(v.z / step) * step};
}

Quaternion inverse(const Quaternion& q) { return {q.w, -q.x, -q.y, -q.z}; }

Vec3 field(const Recording& recording, double t) {
  const bool disturbed = t >= recording.disturbed_from_s && t < recording.disturbed_to_s;
  return disturbed ? kEarth_ut + kDisturbance_ut : kEarth_ut;
}

}  // namespace

std::vector<Moment> three_minutes(const Recording& recording) {
  Noise noise(recording.seed);
  std::vector<Moment> moments;
  Quaternion pose = fusion::from_angles({0.2, -0.3, 1.0});
  Vec3 compass;
  double next_compass_s = 0;
  const double step_s = 1 / (recording.rate_hz * kFiner);
  const auto count = static_cast<int>(kLength_s * recording.rate_hz);
  for (int i = 0; i < count * kFiner; ++i) {
    const double t = i * step_s;
    const Quaternion back = inverse(pose);
    if (t >= next_compass_s) {
      compass = in_steps(fusion::rotate(back, field(recording, t)) + noise(0.5), 0.014);
      next_compass_s += 0.05;
    }
    if (i % kFiner == 0) {
      const Vec3 felt = fusion::rotate(back, Vec3{0, 0, 1} + shaking_g(recording, t));
      const Vec3 rate = turning_rad_s(recording, t) + kDegree * recording.bias_deg_s;
      moments.push_back(
          {.pose = pose,
           .sample = {.time_ns = static_cast<std::int64_t>(t * 1e9),
                      .acceleration_g = in_steps(felt + noise(0.003), 0.000244),
                      .rotation_rad_s = in_steps(rate + noise(0.15 * kDegree), 0.0175 * kDegree),
                      .magnetic_field_ut = compass},
           .seconds = t});
    }
    pose = fusion::turned(pose, turning_rad_s(recording, t + step_s / 2), step_s);
  }
  return moments;
}

std::vector<PoseError> errors(const std::vector<Moment>& moments, const std::vector<Span>& spans,
                              const std::function<hat::Orientation(const hat::MotionSample&)>& filter) {
  std::vector<PoseError> sums(spans.size());
  std::vector<int> counts(spans.size());
  for (const Moment& moment : moments) {
    const Quaternion off = fusion::product(fusion::from_angles(filter(moment.sample)), inverse(moment.pose));
    const double heading = std::abs(std::remainder(2 * std::atan2(off.z, off.w), 2 * kPi)) / kDegree;
    const double tilt = 2 * std::atan2(std::hypot(off.x, off.y), std::hypot(off.w, off.z)) / kDegree;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      if (moment.seconds < spans[i].from_s || moment.seconds >= spans[i].to_s) continue;
      sums[i].heading += heading * heading;
      sums[i].tilt += tilt * tilt;
      sums[i].heading_max = std::max(sums[i].heading_max, heading);
      ++counts[i];
    }
  }
  for (std::size_t i = 0; i < spans.size(); ++i) {
    sums[i].heading = std::sqrt(sums[i].heading / counts[i]);
    sums[i].tilt = std::sqrt(sums[i].tilt / counts[i]);
  }
  return sums;
}

}  // namespace cupola::tests
