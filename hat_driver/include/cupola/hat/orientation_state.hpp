#pragma once

#include <cupola/hat/readings.hpp>

#include <array>
#include <cstdint>

namespace cupola::hat {

/// A rotation from the board's axes to the world's.
struct Quaternion {
  double w = 1;
  double x = 0;
  double y = 0;
  double z = 0;
};

/// Which sensors the filter listens to.
struct ImuConfig {
  bool compass = true;
  bool gyroscope = true;
  bool accelerometer = true;
  friend bool operator==(const ImuConfig&, const ImuConfig&) = default;
};

/// A second-order Butterworth low-pass of a vector, stepped by the exact solution for whatever time has
/// passed; it begins as the mean of its inputs, so that it is of use at once.
struct LowPass {
  Vec3 value;
  Vec3 slope_per_s;
  double seconds = 0;  ///< since it began, while it is still a mean
};

/// Whether the board lies still.
struct RestState {
  LowPass rotation_rad_s;
  LowPass acceleration_g;
  LowPass field_ut;
  Vec3 first_field_ut;  ///< when the board came to rest
  double seconds = 0;   ///< for how long nothing moved
};

/// The gyroscope's zero-rate error and how well it is known: a Kalman filter's state.
struct GyroscopeBias {
  Vec3 value_rad_s;
  std::array<Vec3, 3> covariance;  ///< (rad/s)², rows
  std::array<LowPass, 3>
      from_board;  ///< rows of the rotation from the board to the world, as gravity sees it
  LowPass turned;  ///< the bias in the world's axes, as gravity sees it
};

/// What the undisturbed field looks like and whether the present one does.
struct MagneticState {
  LowPass now;         ///< x: norm in µT, y: dip in radians
  double norm_ut = 0;  ///< of the reference; 0: none yet
  double dip = 0;      ///< of the reference, radians, down positive
  double known_s = 0;  ///< how long the reference has been averaged
  double candidate_norm_ut = 0;
  double candidate_dip = 0;
  double candidate_s = 0;  ///< how long the candidate has held while the board turned
  double undisturbed_s = 0;
  double rejected_s = 0;
  bool disturbed = false;
};

/// All that the orientation filter remembers; plain data. The pose is heading · level · turned.
struct OrientationState {
  ImuConfig config;
  MotionSample last;               ///< what of it was not a number has been left out
  std::int64_t field_time_ns = 0;  ///< when the compass was last listened to
  Quaternion turned;               ///< the gyroscope's turns, in a frame that drifts with its error
  Quaternion level;                ///< from that frame to one whose z points down
  double heading = 0;              ///< radians, from that frame to the one whose x points north
  double heading_s = 0;            ///< since the heading began
  LowPass down;                    ///< the acceleration in the frame of `turned`
  RestState rest;
  GyroscopeBias bias;
  MagneticState magnetic;
  bool started = false;
};

}  // namespace cupola::hat
