#pragma once

#include "emulator/ui/model/python_highlighter.hpp"
#include "emulator/ui/model/text_buffer.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace cupola::ui {

struct Context;

/// All that a code editor keeps between frames. `buffer` is the program: the app loads and saves it.
struct CodeEditorState {
  TextBuffer buffer;
  PythonHighlighter highlighter;
  float scroll_x = 0.0F;       ///< in cells
  float scroll_y = 0.0F;       ///< in lines
  bool reveal_cursor = false;  ///< scroll to the cursor in the next frame
  bool take_focus = false;     ///< the keyboard goes to the editor in the next frame
  bool focused = false;
  bool dragging = false;
  double caret_since_s = 0.0;  ///< when the caret last moved
  bool find_open = false;
  std::string find_text;
  bool find_missed = false;

  /// Selects a line (1 is the first), shows it and takes the keyboard.
  void go_to_line(int line);
};

struct CodeEditorInput {
  int error_line = 0;           ///< 1 is the first; 0 none
  std::string_view error_text;  ///< shown at that line
  int running_line = 0;
  bool read_only = false;
  float height = 0.0F;  ///< in ems; 0 takes all there is
};

struct CodeEditorRequests {
  bool changed = false;
};

/// Line numbers, colours, selection, find (Ctrl+F). While it has the keyboard Tab indents; Ctrl+M or Escape
/// gives the keyboard back. Draws only the lines that are seen.
CodeEditorRequests draw_code_editor(CodeEditorState& state, const CodeEditorInput& input, const Context& ui);

}  // namespace cupola::ui
