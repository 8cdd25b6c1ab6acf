#pragma once

#include "emulator/world/settings.hpp"

#include <cupola/hat/readings.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::app {

/// A key of the joystick that goes down or up.
struct ScriptKey {
  hat::Direction direction = hat::Direction::Up;
  bool down = false;
  friend bool operator==(const ScriptKey&, const ScriptKey&) = default;
};

/// What happens at a moment of a script: the world as it is from then on, a key, or both.
struct ScriptStep {
  std::chrono::nanoseconds at{0};  ///< since the script began
  std::optional<world::WorldSettings> world;
  std::optional<ScriptKey> key;
};

/// Reads a script of world changes (docs/emulator.md): JSON lines, or CSV with a header line. Each line
/// builds on the world the one before left; `start` is the first. A key that is clicked is let go 0.1 s
/// later. The steps come in the order of their times. Throws std::invalid_argument that names the line and
/// the field, what is wrong and what would be right.
std::vector<ScriptStep> parse_script(std::string_view text, const world::WorldSettings& start);

}  // namespace cupola::app
