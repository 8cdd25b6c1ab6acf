#pragma once

#include "emulator/ui/model/console_log.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cupola::ui {

struct Context;

/// All that a console keeps between frames.
struct ConsoleState {
  bool follow =
      true;  ///< the newest line stays in sight; scrolling up ends it, scrolling to the end begins it
  float scroll = 0.0F;             ///< px, as of the last frame
  std::array<char, 1000> typed{};  ///< the line that is being typed for input()
  bool take_focus = false;         ///< the answer's field gets the keyboard in the next frame
  bool was_waiting = false;
  /// The row at which each line begins, lines being broken after `row_cells` characters; as of
  /// `rows_revision`.
  std::vector<std::size_t> first_rows;
  std::size_t row_cells = 0;
  std::uint64_t rows_revision = 0;
};

/// What the app knows. `log` lives with whoever reads the program's pipes.
struct ConsoleInput {
  const ConsoleLog* log = nullptr;
  bool accepts_input = false;    ///< a program runs whose stdin is ours
  bool waits_for_input = false;  ///< it waits in input()
};

struct ConsoleRequests {
  bool clear = false;
  std::optional<std::string> input_line;  ///< for the program's stdin, without its line end
  bool end_of_input = false;              ///< close the program's stdin (Ctrl+D)
};

/// What the program prints, as wide as there is room and as high as what is left. Draws only the rows that
/// are seen.
ConsoleRequests draw_console(ConsoleState& state, const ConsoleInput& input, const Context& ui);

}  // namespace cupola::ui
