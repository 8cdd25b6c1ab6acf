#pragma once

#include "emulator/world/state.hpp"

#include <cupola/hat/readings.hpp>

namespace cupola::world {

/// The field in world axes, µT, `time_s` after the beginning of the world.
hat::Vec3 field_at(const MagneticField& field, double time_s);

}  // namespace cupola::world
