#pragma once

#include <cupola/hat/readings.hpp>

#include <optional>

namespace cupola::hat {

/// A pose as three turns: roll about x, then pitch about y, then yaw about z; the world's z points up, its x
/// to magnetic north. Radians: roll and yaw in (−π, π], pitch in [−π/2, π/2].
struct Orientation {
  double roll = 0;
  double pitch = 0;
  double yaw = 0;
};

/// The same pose in degrees as programs see it: negative angles plus 360.
Orientation to_degrees(const Orientation& radians);

/// Which sensors the filter listens to.
struct ImuConfig {
  bool compass = true;
  bool gyroscope = true;
  bool accelerometer = true;
};

/// A rotation from the board's axes to the world's.
struct Quaternion {
  double w = 1;
  double x = 0;
  double y = 0;
  double z = 0;
};

/// The pose of one sample by gravity and the magnetic field alone; what a sensor cannot tell, or must not, is
/// taken from `before`: roll and pitch without the accelerometer, yaw without the compass.
Orientation measured_orientation(const MotionSample& sample, const ImuConfig& config,
                                 const Orientation& before);

/// Turns motion samples into a pose. The gains are per second, not per sample, so how often a program asks
/// does not change what it sees; the sample's own time is the only clock.
class OrientationFilter {
 public:
  /// Takes in one sample. The first one sets the pose; one that is not newer than the last is ignored.
  void update(const MotionSample& sample, const ImuConfig& config);
  bool started() const { return last_.has_value(); }
  /// The pose after the last sample.
  Orientation orientation() const;

 private:
  void correct(const MotionSample& sample, const ImuConfig& config, double seconds);
  std::optional<MotionSample> last_;
  Quaternion pose_;
};

}  // namespace cupola::hat
