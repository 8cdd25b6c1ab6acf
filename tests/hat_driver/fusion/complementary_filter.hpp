#pragma once

#include "hat_driver/fusion/rotation_math.hpp"

#include <cupola/hat/orientation.hpp>

#include <cmath>
#include <optional>

namespace cupola::tests {

/// The filter that Cupola had before, kept to measure by: the gyroscope's turn, then a part of the way to
/// what gravity and field say (half a second's time constant). It knows neither the gyroscope's error nor
/// disturbance.
class ComplementaryFilter {
 public:
  hat::Orientation operator()(const hat::MotionSample& sample) {
    const hat::Quaternion measured = fusion::from_angles(
        hat::measured_orientation(sample, {}, last_ ? fusion::angles_of(pose_) : hat::Orientation{}));
    if (!last_) {
      pose_ = measured;
    } else {
      const double seconds = static_cast<double>(sample.time_ns - last_->time_ns) * 1e-9;
      pose_ = fusion::turned(pose_, fusion::mean(last_->rotation_rad_s, sample.rotation_rad_s), seconds);
      follow(measured, 1 - std::exp(-seconds / 0.5));
    }
    last_ = sample;
    return fusion::angles_of(pose_);
  }

 private:
  /// Close samples: the straight line is as good as the arc.
  void follow(const hat::Quaternion& to, double part) {
    const hat::Quaternion& q = pose_;
    const double sign = q.w * to.w + q.x * to.x + q.y * to.y + q.z * to.z < 0 ? -part : part;
    pose_ = fusion::normalised({q.w * (1 - part) + to.w * sign, q.x * (1 - part) + to.x * sign,
                                q.y * (1 - part) + to.y * sign, q.z * (1 - part) + to.z * sign});
  }

  std::optional<hat::MotionSample> last_;
  hat::Quaternion pose_;
};

}  // namespace cupola::tests
