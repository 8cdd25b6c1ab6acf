#pragma once

#include "emulator/world/settings.hpp"

#include <nlohmann/json_fwd.hpp>

namespace cupola::app {

/// The world's settings as a session file keeps them.
nlohmann::ordered_json world_json(const world::WorldSettings& settings);

/// Reads them back, every number brought into its range; what is missing is the desk's. Throws
/// nlohmann::json::exception or std::invalid_argument for what is no such object.
world::WorldSettings world_from(const nlohmann::ordered_json& object);

}  // namespace cupola::app
