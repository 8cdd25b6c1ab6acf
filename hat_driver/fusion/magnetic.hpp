#pragma once

#include <cupola/hat/orientation_state.hpp>

namespace cupola::fusion {

/// One reading of the compass.
struct FieldReading {
  hat::Vec3 level_ut;     ///< in a frame whose z points down; not zero
  double seconds = 0;     ///< since the last reading
  double turn_rad_s = 0;  ///< how fast the board turns
};

/// Compares the field's strength and dip with the place's, and keeps the place's up to date. A new field that
/// holds for 20 s while the board turns is the new place's.
void observe(hat::MagneticState& state, const FieldReading& reading);

/// How much of the usual correction this reading deserves: 1; 0 while disturbed; after a minute of that ½,
/// since by then the gyroscope's own error is the greater one.
double trust(hat::MagneticState& state, double seconds);

}  // namespace cupola::fusion
