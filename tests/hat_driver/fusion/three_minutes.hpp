#pragma once

#include <cupola/hat/orientation.hpp>

#include <cstdint>
#include <functional>
#include <vector>

namespace cupola::tests {

/// One moment of the recording: how the board really lay, and what its chips said.
struct Moment {
  hat::Quaternion pose;
  hat::MotionSample sample;
  double seconds = 0;
};

/// How the recording is made. The noise is that of the LSM9DS1 (reference: 0.15 °/s, 3 mg, 0.5 µT, and the
/// steps of its numbers); 119 samples a second, the magnetometer's renewed 20 times a second and repeated
/// between.
struct Recording {
  hat::Vec3 bias_deg_s{1.5, -1, 0.8};
  double moves_from_s = 20;
  double moves_to_s = 80;
  double disturbed_from_s = 80;
  double disturbed_to_s = 90;
  double rate_hz = 119;
  std::uint64_t seed = 1;
};

/// Three minutes: rest; a hand that turns the board at up to 300 °/s or so and shakes it by up to 0.3 g;
/// rest, with 27 µT of something else beside the 49 µT of the Earth.
std::vector<Moment> three_minutes(const Recording& recording);

/// Root mean squares in degrees: of the angle about the vertical, and of the rest.
struct PoseError {
  double heading = 0;
  double tilt = 0;
  double heading_max = 0;
};

/// What a filter makes of the recording in [from, to) seconds; every sample is given to it.
struct Span {
  double from_s = 0;
  double to_s = 0;
};
std::vector<PoseError> errors(const std::vector<Moment>& moments, const std::vector<Span>& spans,
                              const std::function<hat::Orientation(const hat::MotionSample&)>& filter);

}  // namespace cupola::tests
