#pragma once

#include "emulator/app/window/program_desk.hpp"

#include <string>

namespace cupola::app {

/// The places of this installation (beside our own executable, or CUPOLA_HOME), for the board `board`.
Places find_places(const std::string& board);

}  // namespace cupola::app
