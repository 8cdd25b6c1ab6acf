#pragma once

#include <span>
#include <string_view>

namespace cupola::ui {

/// Names that Python 3.11 knows without an import; each list is sorted.
std::span<const std::string_view> python_keywords();
std::span<const std::string_view> python_builtins();
/// Modules that programs for the Sense HAT import, and those that a child's own file may hide by accident.
std::span<const std::string_view> python_modules();

/// What `from sense_hat import *` gives, and the modules themselves.
std::span<const std::string_view> sense_hat_module_names();
/// What a SenseHat, its stick, their events and its colour sensor can do (python-sense-hat 2.6.0 and Cupola's
/// additions).
std::span<const std::string_view> sense_hat_members();

bool contains(std::span<const std::string_view> sorted, std::string_view name);

/// The name that differs least from `name`: at most a third of its letters changed, added, left out or
/// swapped with their neighbour; the case of letters does not count. Empty if none is near.
std::string_view nearest_name(std::string_view name, std::span<const std::string_view> names);

}  // namespace cupola::ui
