#pragma once

#include "emulator/world/rotation.hpp"
#include "emulator/world/settling.hpp"
#include "emulator/world/state.hpp"
#include "emulator/world/turning.hpp"

#include <cstdint>

namespace cupola::world {

/// A shake of the hand: an oscillation along the board's axes, the strongest along x, whose strength grows
/// and fades smoothly. The board hangs on an elbow, so it swings as it moves.
class Shaking {
 public:
  void change(const Motion& motion, double at_s);
  hat::Vec3 acceleration_g(double time_s) const;
  EulerAngles swing(double time_s) const;        ///< radians
  EulerAngles swing_per_s(double time_s) const;  ///< radians per second

 private:
  double phase(double time_s) const { return phase_ + radians_per_s_ * (time_s - start_s_); }
  Settling strength_g_{0};
  double phase_ = 0;
  double radians_per_s_ = 0;
  double start_s_ = 0;
  double swing_per_g_ = 0;
};

/// How the board is turned and moved over time: the angles it is told, a hand's sway, a spin, a shake. Times
/// in seconds since the beginning of the world; changes in order of time.
class Attitude {
 public:
  struct Pose {
    hat::Quaternion from_board;
    hat::Vec3 rates_rad_s;  ///< about the board's axes
  };

  Attitude(const WorldState& state, std::uint64_t seed);
  void change(const WorldState& state, double at_s);
  Pose at(double time_s) const;
  /// What the hand adds to gravity, in the board's axes.
  hat::Vec3 shaking_g(double time_s) const { return shaking_.acceleration_g(time_s); }

 private:
  struct Angles {
    EulerAngles now;
    EulerAngles per_s;
  };
  /// What is added to the angles told: sway and swing.
  Angles disturbance(double time_s) const;
  hat::Quaternion spun(double time_s) const;
  void change_spin(const Motion& motion, double at_s);

  std::uint64_t seed_;
  double sway_deg_ = 0;
  Motion motion_;
  Turning yaw_;
  Turning pitch_;
  Turning roll_;
  Shaking shaking_;
  hat::Quaternion spun_before_;  ///< up to spin_start_s_
  hat::Vec3 spin_axis_{0, 0, 1};
  double spin_rad_s_ = 0;
  double spin_start_s_ = 0;
};

}  // namespace cupola::world
