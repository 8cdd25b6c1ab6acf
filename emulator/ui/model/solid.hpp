#pragma once

#include "emulator/world/state.hpp"

#include <cupola/hat/readings.hpp>

namespace cupola::ui {

/// A rotation as a matrix; its columns are where the board's axes point.
struct Turn {
  hat::Vec3 x{1, 0, 0};
  hat::Vec3 y{0, 1, 0};
  hat::Vec3 z{0, 0, 1};
};

/// R = Rz(yaw) · Ry(pitch) · Rx(roll).
Turn turn_of(const world::Orientation& orientation);
/// The angles of a rotation: pitch within ±90°, the others within ±180°. At the poles roll is 0.
world::Orientation orientation_of(const Turn& turn);

/// The same turn of a picture of the board whose y points to the upper side and z out of it, and back: half
/// a turn about x. The board's own axes (readings.hpp) have y to the lower side and z into the board.
world::Orientation drawn(const world::Orientation& orientation);

/// `v` turned: from the board's axes to the world's.
hat::Vec3 apply(const Turn& turn, const hat::Vec3& v);
/// First `second`, then `first`.
Turn compose(const Turn& first, const Turn& second);
/// A turn by `angle_rad` about an axis of length 1.
Turn about(const hat::Vec3& axis, double angle_rad);

/// How the eye sees the world: it looks down on the board from `elevation_rad` above the plane of x and y,
/// and stands so far around z that x goes to the right and a little towards the eye, y away from it.
struct Eye {
  double elevation_rad = 0.85;
  double azimuth_rad = 0.45;
};
/// Where a point appears: x to the right, y down, z the nearness to the eye; the same unit as `v`.
hat::Vec3 seen(const Eye& eye, const hat::Vec3& v);
/// The turn that a drag by so many radians to the right and down means to somebody who looks at the board.
Turn dragged(const Eye& eye, double right_rad, double down_rad);

}  // namespace cupola::ui
