#pragma once

#include "emulator/ui/model/console_log.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace cupola::ui {

struct Context;

/// All that a console keeps between frames.
struct ConsoleState {
  bool follow = true;     ///< the newest line stays in sight; scrolling up ends it
  float scroll_y = 0.0F;  ///< in lines
  std::uint64_t seen_revision = 0;
  std::string typed;  ///< the line that is being typed for input()
  bool take_focus = false;
};

/// What the app knows. `log` lives with whoever reads the program's pipes.
struct ConsoleInput {
  const ConsoleLog* log = nullptr;
  bool accepts_input = false;    ///< a program runs whose stdin is ours
  bool waits_for_input = false;  ///< it waits in input()
};

struct ConsoleRequests {
  bool clear = false;
  std::optional<std::string> copy;        ///< text for the clipboard
  std::optional<std::string> input_line;  ///< for the program's stdin, without its line end
  bool end_of_input = false;              ///< close the program's stdin (Ctrl+D)
};

ConsoleRequests draw_console(ConsoleState& state, const ConsoleInput& input, const Context& ui);

}  // namespace cupola::ui
