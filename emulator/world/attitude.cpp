#include "emulator/world/attitude.hpp"

#include "emulator/world/noise.hpp"

#include <algorithm>
#include <cmath>

namespace cupola::world {
namespace {

constexpr double kGravity_m_s2 = 9.80665;
constexpr double kForearm_m = 0.3;  // from the elbow to the board
constexpr double kLargestSwing = 10 * kRadian;
constexpr double kShakeStarts_s = 0.05;
// Strength and pace along x, y and z; the paces have no common period, so no shake repeats itself.
constexpr double kStrength[] = {1, 0.6, 0.4};
constexpr double kPace[] = {1, 1.31, 0.73};

/// One angle of the swing as a share of the whole and its pace.
struct Swing {
  double share;
  double pace;
};
constexpr Swing kRoll{0.6, 1.31};
constexpr Swing kPitch{1, 1};
constexpr Swing kYaw{0.5, 0.73};

}  // namespace

void Shaking::change(const Motion& motion, double at_s) {
  if (motion.kind != MotionKind::Shake) return strength_g_.go_to(0, at_s, kShakeStarts_s);
  phase_ = phase(at_s);
  start_s_ = at_s;
  radians_per_s_ = 360 * kRadian * motion.shake_hz;
  // A forearm that swings by an angle moves the board by that angle times its length.
  const double swing = kGravity_m_s2 / (radians_per_s_ * radians_per_s_ * kForearm_m);
  swing_per_g_ = std::min(swing, kLargestSwing / std::max(motion.shake_g, 1e-9));
  if (motion.shake_fades_s > 0) {
    strength_g_ = Settling(motion.shake_g);
    strength_g_.go_to(0, at_s, motion.shake_fades_s);
  } else {
    strength_g_.go_to(motion.shake_g, at_s, kShakeStarts_s);
  }
}

hat::Vec3 Shaking::acceleration_g(double time_s) const {
  const double strength = strength_g_.at(time_s);
  const double angle = phase(time_s);
  return {strength * kStrength[0] * std::sin(kPace[0] * angle),
          strength * kStrength[1] * std::sin(kPace[1] * angle),
          strength * kStrength[2] * std::sin(kPace[2] * angle)};
}

EulerAngles Shaking::swing(double time_s) const {
  const double size = swing_per_g_ * strength_g_.at(time_s);
  const double angle = phase(time_s);
  const auto part = [&](const Swing& swing) { return size * swing.share * std::sin(swing.pace * angle); };
  return {.roll = part(kRoll), .pitch = part(kPitch), .yaw = part(kYaw)};
}

EulerAngles Shaking::swing_per_s(double time_s) const {
  const double size = swing_per_g_ * strength_g_.at(time_s);
  const double growth = swing_per_g_ * strength_g_.slope_per_s(time_s);
  const double angle = phase(time_s);
  const auto part = [&](const Swing& swing) {
    return swing.share * (growth * std::sin(swing.pace * angle) +
                          size * swing.pace * radians_per_s_ * std::cos(swing.pace * angle));
  };
  return {.roll = part(kRoll), .pitch = part(kPitch), .yaw = part(kYaw)};
}

Attitude::Attitude(const WorldState& state, std::uint64_t seed)
    : seed_(seed),
      yaw_(state.orientation.yaw_deg),
      pitch_(state.orientation.pitch_deg),
      roll_(state.orientation.roll_deg) {
  change(state, 0);
}

void Attitude::change(const WorldState& state, double at_s) {
  if (!(state.motion == motion_)) {
    change_spin(state.motion, at_s);
    shaking_.change(state.motion, at_s);
    motion_ = state.motion;
  }
  sway_deg_ = state.attitude_wander_deg;
  yaw_.turn_to(state.orientation.yaw_deg, at_s);
  pitch_.turn_to(state.orientation.pitch_deg, at_s);
  roll_.turn_to(state.orientation.roll_deg, at_s);
}

void Attitude::change_spin(const Motion& motion, double at_s) {
  const bool spins = motion.kind == MotionKind::Spin;
  if (spins) {
    spun_before_ = spun(at_s);
    const hat::Vec3& axis = motion.spin_axis;
    const double length = std::hypot(axis.x, axis.y, axis.z);
    spin_axis_ = {axis.x / length, axis.y / length, axis.z / length};
    spin_rad_s_ = motion.spin_deg_s * kRadian;
    spin_start_s_ = at_s;
  } else if (motion_.kind == MotionKind::Spin) {
    // The board stays how the spin left it until it is turned from there.
    const EulerAngles reached = to_angles(at(at_s).from_board);
    const EulerAngles added = disturbance(at_s).now;
    yaw_ = Turning((reached.yaw - added.yaw) / kRadian);
    pitch_ = Turning((reached.pitch - added.pitch) / kRadian);
    roll_ = Turning((reached.roll - added.roll) / kRadian);
    spun_before_ = {};
    spin_rad_s_ = 0;
  }
}

hat::Quaternion Attitude::spun(double time_s) const {
  const double since_s = std::max(time_s - spin_start_s_, 0.0);
  return multiply(spun_before_, turn_about(spin_axis_, std::remainder(spin_rad_s_ * since_s, 720 * kRadian)));
}

Attitude::Angles Attitude::disturbance(double time_s) const {
  const EulerAngles swing = shaking_.swing(time_s);
  const EulerAngles swing_per_s = shaking_.swing_per_s(time_s);
  const double amount = sway_deg_ * kRadian;
  const Wander roll = wander(seed_, Stream::Roll, time_s);
  const Wander pitch = wander(seed_, Stream::Pitch, time_s);
  const Wander yaw = wander(seed_, Stream::Yaw, time_s);
  return {.now = {.roll = amount * roll.value + swing.roll,
                  .pitch = amount * pitch.value + swing.pitch,
                  .yaw = amount * yaw.value + swing.yaw},
          .per_s = {.roll = amount * roll.slope_per_s + swing_per_s.roll,
                    .pitch = amount * pitch.slope_per_s + swing_per_s.pitch,
                    .yaw = amount * yaw.slope_per_s + swing_per_s.yaw}};
}

Attitude::Pose Attitude::at(double time_s) const {
  const Angles added = disturbance(time_s);
  const EulerAngles angles{.roll = roll_.at(time_s) * kRadian + added.now.roll,
                           .pitch = pitch_.at(time_s) * kRadian + added.now.pitch,
                           .yaw = yaw_.at(time_s) * kRadian + added.now.yaw};
  const EulerAngles per_s{.roll = roll_.rate_per_s(time_s) * kRadian + added.per_s.roll,
                          .pitch = pitch_.rate_per_s(time_s) * kRadian + added.per_s.pitch,
                          .yaw = yaw_.rate_per_s(time_s) * kRadian + added.per_s.yaw};
  const hat::Quaternion spin = spun(time_s);
  const hat::Vec3 turning = to_board(spin, body_rates(angles, per_s));
  const bool spinning = time_s >= spin_start_s_;
  const double spin_rate = spinning ? spin_rad_s_ : 0;
  return {.from_board = multiply(from_angles(angles), spin),
          .rates_rad_s = {turning.x + spin_rate * spin_axis_.x, turning.y + spin_rate * spin_axis_.y,
                          turning.z + spin_rate * spin_axis_.z}};
}

}  // namespace cupola::world
