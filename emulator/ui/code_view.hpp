#pragma once

#include "emulator/ui/code_editor.hpp"
#include "emulator/ui/context.hpp"

#include <imgui.h>

namespace cupola::ui {

/// Where the text of an editor lies in the window, px.
struct CodeView {
  ImVec2 corner;  ///< upper left of what is seen, line numbers included
  ImVec2 size;
  ImVec2 scroll;
  float gutter = 0.0F;  ///< width of the line numbers
  float top = 0.0F;     ///< room above the first line
  float cell = 0.0F;    ///< width of one character
  float line = 0.0F;    ///< height of one line

  float x_of(std::size_t cell_index) const {
    return corner.x + gutter - scroll.x + static_cast<float>(cell_index) * cell;
  }
  float y_of(std::size_t line_index) const {
    return corner.y + top - scroll.y + static_cast<float>(line_index) * line;
  }
  std::size_t first_line() const {
    return scroll.y < top ? 0 : static_cast<std::size_t>((scroll.y - top) / line);
  }
  /// Lines that are seen, parts of lines included.
  std::size_t lines_seen() const { return static_cast<std::size_t>(size.y / line) + 2; }
  /// The place in the text nearest to a point.
  Position place_at(ImVec2 point, const TextBuffer& buffer) const;
};

/// The sizes for `buffer`; corner, size and scroll are the caller's.
CodeView measure_code(const TextBuffer& buffer, const Context& ui);

/// Draws lines, selection, marks and caret into the current window.
void draw_code(CodeEditorState& state, const CodeEditorInput& input, const CodeView& view, const Context& ui);

}  // namespace cupola::ui
