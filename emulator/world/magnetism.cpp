#include "emulator/world/magnetism.hpp"

#include "emulator/world/rotation.hpp"

#include <cmath>

namespace cupola::world {
namespace {

/// The dipole in the cabin's axes: x forward, y right, z down. North lies where the orbit's heading puts it.
hat::Vec3 in_cabin(const MagneticField& field, double angle) {
  const double b = field.equator_ut;
  const double inclination = field.inclination_deg * kRadian;
  return {b * std::cos(angle) * std::sin(inclination), -b * std::cos(inclination),
          2 * b * std::sin(angle) * std::sin(inclination)};
}

}  // namespace

hat::Vec3 field_at(const MagneticField& field, double time_s) {
  const double start = field.start_deg * kRadian;
  const hat::Vec3 first = in_cabin(field, start);
  const hat::Vec3 now = in_cabin(field, start + 360 * kRadian * time_s / field.period_s);
  // Turned about the vertical so that the first of all directions is north: a fresh cabin shows the yaw it
  // was given.
  const double heading = std::atan2(first.y, first.x);
  const double c = std::cos(heading);
  const double s = std::sin(heading);
  return {field.steady_ut.x + c * now.x + s * now.y, field.steady_ut.y - s * now.x + c * now.y,
          field.steady_ut.z + now.z};
}

}  // namespace cupola::world
