#pragma once

#include "hat_driver/board/named_board.hpp"

#include <cupola/hat/readings.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace cupola::app {

struct WindowOptions {
  std::string board{board::kDefaultBoardName};
  std::optional<hat::Profile> profile;  ///< none: the one of the last session
  std::uint64_t seed = 1;
  std::string program = {};  ///< a file to open; empty: that of the last session
  std::string widgets = {};  ///< write the names and places of every picture's widgets into this file
  std::string shown = {};    ///< write when each picture was seen into this file
};

/// Opens the emulator's window and stays until it is closed. Gives the exit status of the process. Throws
/// std::system_error without a display, or if another emulator has the board.
int run_window(const WindowOptions& options);

}  // namespace cupola::app
