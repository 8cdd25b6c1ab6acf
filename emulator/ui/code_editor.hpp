#pragma once

#include "emulator/ui/model/python_highlighter.hpp"
#include "emulator/ui/model/text_buffer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace cupola::ui {

struct Context;

/// All that a code editor keeps between frames. `buffer` is the program: the app loads and saves it.
struct CodeEditorState {
  TextBuffer buffer;
  PythonHighlighter highlighter;
  bool focused = false;          ///< it has the keyboard
  bool take_focus = false;       ///< it gets the keyboard in the next frame
  bool reveal_cursor = false;    ///< it scrolls to the cursor in the next frame
  bool dragging = false;         ///< the mouse selects
  double caret_moved_s = 0.0;    ///< when; the caret blinks for some seconds after that
  std::size_t longest_line = 0;  ///< bytes, at `measured_revision`
  std::uint64_t measured_revision = 0;
  bool find_open = false;
  bool find_take_focus = false;
  bool find_missed = false;
  std::array<char, 200> find_text{};

  /// Puts the cursor on a line (1 is the first), shows it and takes the keyboard.
  void go_to_line(int line);
  /// Another program is in `buffer` now.
  void buffer_replaced();
};

struct CodeEditorInput {
  int error_line = 0;           ///< 1 is the first; 0 none
  const char* error_text = "";  ///< stands behind that line
  float width = 0.0F;           ///< px; 0 takes all there is
  float height = 0.0F;
};

struct CodeEditorRequests {
  bool changed = false;  ///< the text is another one than in the frame before
};

/// Line numbers, Python's colours, selection, find (Ctrl+F, F3). Tab from elsewhere leads to it, Return
/// starts to edit; while editing Tab indents and Esc gives the keyboard back. Draws only what is seen.
CodeEditorRequests draw_code_editor(CodeEditorState& state, const CodeEditorInput& input, const Context& ui);

}  // namespace cupola::ui
