#pragma once

#include <cupola/hat/orientation_state.hpp>

namespace cupola::hat {

/// A pose as three turns: roll about x, then pitch about y, then yaw about z; the world's z points down, its
/// x to magnetic north. Radians: roll and yaw in (−π, π], pitch in [−π/2, π/2].
struct Orientation {
  double roll = 0;
  double pitch = 0;
  double yaw = 0;
};

/// The same pose in degrees as programs see it: negative angles plus 360.
Orientation to_degrees(const Orientation& radians);

/// The pose of one sample by gravity and the magnetic field alone; what a sensor cannot tell, or must not, is
/// taken from `before`: roll and pitch without the accelerometer, yaw without the compass.
Orientation measured_orientation(const MotionSample& sample, const ImuConfig& config,
                                 const Orientation& before);

/// Turns motion samples into a pose: the gyroscope's turns, levelled by the acceleration and turned to north
/// by the magnetic field (Laidig & Seel, "VQF", Information Fusion 91, 2023). It learns the gyroscope's
/// error, at rest within seconds, and does not follow a field whose strength or dip is not the place's. The
/// gains come from the time between samples, whose own times are the only clock; the rarer the samples, the
/// more it goes by what gravity and field say at once. No input makes it NaN; what is not a number counts as
/// not measured.
class OrientationFilter {
 public:
  /// Takes in one sample. The first one sets the pose, and so does one more than half a second after the
  /// last; one that is not newer than the last is ignored, unless it is older by more than 10 s: then time
  /// began anew. Without the gyroscope the pose follows gravity and field within half a second; without the
  /// accelerometer roll and pitch, without the compass yaw are the gyroscope's alone.
  void update(const MotionSample& sample, const ImuConfig& config);
  bool started() const { return state_.started; }
  /// The pose after the last sample.
  Orientation orientation() const;
  /// The error found in the gyroscope's readings (rad/s about the board's axes), already taken off the pose.
  Vec3 gyroscope_bias() const { return state_.bias.value_rad_s; }

 private:
  OrientationState state_;
};

}  // namespace cupola::hat
