#include "emulator/ui/model/solid.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cupola::ui {
namespace {

constexpr double kRadians = std::numbers::pi / 180;

hat::Vec3 sum(const hat::Vec3& a, double factor, const hat::Vec3& b) {
  return {a.x + factor * b.x, a.y + factor * b.y, a.z + factor * b.z};
}

}  // namespace

Turn about(const hat::Vec3& axis, double angle_rad) {
  // Rodrigues' formula, applied to the three axes.
  const double c = std::cos(angle_rad);
  const double s = std::sin(angle_rad);
  const double t = 1 - c;
  const auto [x, y, z] = axis;
  return {{t * x * x + c, t * x * y + s * z, t * x * z - s * y},
          {t * x * y - s * z, t * y * y + c, t * y * z + s * x},
          {t * x * z + s * y, t * y * z - s * x, t * z * z + c}};
}

hat::Vec3 apply(const Turn& turn, const hat::Vec3& v) {
  return sum(sum({turn.x.x * v.x, turn.x.y * v.x, turn.x.z * v.x}, v.y, turn.y), v.z, turn.z);
}

Turn compose(const Turn& first, const Turn& second) {
  return {apply(first, second.x), apply(first, second.y), apply(first, second.z)};
}

Turn turn_of(const world::Orientation& orientation) {
  return compose(about({0, 0, 1}, orientation.yaw_deg * kRadians),
                 compose(about({0, 1, 0}, orientation.pitch_deg * kRadians),
                         about({1, 0, 0}, orientation.roll_deg * kRadians)));
}

world::Orientation orientation_of(const Turn& turn) {
  const double sin_pitch = std::clamp(-turn.x.z, -1.0, 1.0);
  constexpr double kPole = 1 - 1e-9;
  if (std::abs(sin_pitch) > kPole) {
    // Yaw and roll turn about the same line; all of it is yaw.
    return {std::atan2(-turn.y.x, turn.y.y) / kRadians, std::copysign(90.0, sin_pitch), 0};
  }
  return {std::atan2(turn.x.y, turn.x.x) / kRadians, std::asin(sin_pitch) / kRadians,
          std::atan2(turn.y.z, turn.z.z) / kRadians};
}

world::Orientation drawn(const world::Orientation& orientation) {
  return {-orientation.yaw_deg, -orientation.pitch_deg, orientation.roll_deg};
}

hat::Vec3 seen(const Eye& eye, const hat::Vec3& v) {
  const double s = std::sin(eye.elevation_rad);
  const double c = std::cos(eye.elevation_rad);
  const double right = v.x * std::cos(eye.azimuth_rad) + v.y * std::sin(eye.azimuth_rad);
  const double away = v.y * std::cos(eye.azimuth_rad) - v.x * std::sin(eye.azimuth_rad);
  return {right, -(away * s + v.z * c), v.z * s - away * c};
}

Turn dragged(const Eye& eye, double right_rad, double down_rad) {
  const hat::Vec3 screen_right{std::cos(eye.azimuth_rad), std::sin(eye.azimuth_rad), 0};
  const hat::Vec3 away{-std::sin(eye.azimuth_rad), std::cos(eye.azimuth_rad), 0};
  const double s = std::sin(eye.elevation_rad);
  const hat::Vec3 screen_up{away.x * s, away.y * s, std::cos(eye.elevation_rad)};
  return compose(about(screen_right, down_rad), about(screen_up, right_rad));
}

}  // namespace cupola::ui
