#pragma once

#include "hat_driver/board/named_board.hpp"

#include <cupola/hat/readings.hpp>

#include <cstdint>
#include <filesystem>
#include <string>

namespace cupola::app {

struct HeadlessOptions {
  std::string board{board::kDefaultBoardName};
  hat::Profile profile = hat::Profile::RetailV2;
  std::uint64_t seed = 1;
  std::filesystem::path script = {};  ///< of world changes (script.hpp); empty: nothing changes
};

/// Serves a board without a display until SIGTERM or SIGINT, which it takes away from the process's other
/// uses: call it from the only thread. The script is read as a whole before the board is there, begins with
/// it, and leaves the world as its last line has it. Gives the exit status of the process; says in one line
/// on stderr what went wrong.
int run_headless(const HeadlessOptions& options);

/// One line for a person who wanted a board that another process has.
std::string taken_board(const std::string& name);

}  // namespace cupola::app
