#pragma once

#include "emulator/world/settings.hpp"

#include <cupola/hat/readings.hpp>

#include <string>

namespace cupola::app {

/// Sets one field of a script's line in the world. Throws std::invalid_argument that names the field and says
/// what would be right.
void set_field(world::WorldSettings& world, const std::string& name, const std::string& value);

/// Whether a script may have a field of this name; all of them, separated by commas.
bool is_field(const std::string& name);
std::string all_fields();

/// A number in a range, a direction. Throw as set_field does.
double number_in(const std::string& field, const std::string& value, world::Range range);
hat::Direction direction_in(const std::string& field, const std::string& value);

}  // namespace cupola::app
