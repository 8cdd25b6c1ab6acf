#include "emulator/ui/code_view.hpp"

#include "emulator/ui/model/text_cells.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

namespace cupola::ui {
namespace {

Paint paint_of(TokenKind kind, const Palette& palette) {
  switch (kind) {
    case TokenKind::Keyword:
      return palette.keyword;
    case TokenKind::Builtin:
    case TokenKind::Decorator:
      return palette.plot[5];
    case TokenKind::SenseHat:
    case TokenKind::Definition:
      return palette.accent;
    case TokenKind::Number:
      return palette.number;
    case TokenKind::String:
      return palette.string;
    case TokenKind::Comment:
      return palette.comment;
  }
  return palette.text;
}

/// Draws one line piece by piece: characters outside ASCII may be wider or narrower in the typeface than a
/// cell, so each begins where its cell does.
class LinePainter {
 public:
  LinePainter(const CodeView& view, const Context& ui, float y) : view_(view), ui_(ui), y_(y) {}

  void draw(std::string_view line, const std::vector<Token>& tokens) {
    const float right = view_.corner.x + view_.size.x;
    auto token = tokens.begin();
    std::size_t cell = 0;
    for (std::size_t byte = 0; byte < line.size() && view_.x_of(cell) < right;) {
      while (token != tokens.end() && token->end <= byte) ++token;
      const bool coloured = token != tokens.end() && token->begin <= byte;
      const Character character = character_at(line, byte);
      const std::size_t cells = cells_of(character, cell);
      if (view_.x_of(cell + cells) >= view_.corner.x) {
        put(line.substr(byte, character.bytes), character, cell,
            coloured ? paint_of(token->kind, ui_.palette) : ui_.palette.text);
      }
      byte += character.bytes;
      cell += cells;
    }
    flush();
  }

 private:
  void put(std::string_view bytes, const Character& character, std::size_t cell, Paint paint) {
    const bool ascii = character.code > 0x20 && character.code < 0x7F;
    if (!ascii) flush();
    if (character.code == ' ' || character.code == '\t') return;
    if (ascii && !piece_.empty() && paint == paint_ && cell == cell_ + piece_.size()) {
      piece_ += bytes;
      return;
    }
    flush();
    cell_ = cell;
    paint_ = paint;
    const std::string escape = escape_of(character);
    if (escape.empty()) {
      piece_ = bytes;
    } else {
      piece_ = escape;
      paint_ = ui_.palette.bad;
    }
    if (!ascii) flush();
  }

  void flush() {
    if (piece_.empty()) return;
    const float size = ui_.fonts.code->FontSize;
    const ImVec2 place{std::round(view_.x_of(cell_)), std::round(y_ + (view_.line - size) / 2)};
    ImGui::GetWindowDrawList()->AddText(ui_.fonts.code, size, place, paint_, piece_.data(),
                                        piece_.data() + piece_.size());
    piece_.clear();
  }

  const CodeView& view_;
  const Context& ui_;
  float y_;
  std::string piece_;
  std::size_t cell_ = 0;
  Paint paint_ = 0;
};

void draw_selection(const CodeEditorState& state, const CodeView& view, std::size_t line, const Context& ui) {
  const Range selected = state.buffer.selection();
  if (selected.empty() || line < selected.begin.line || line > selected.end.line) return;
  const std::string& text = state.buffer.line(line);
  const std::size_t begin = line == selected.begin.line ? cell_at(text, selected.begin.byte) : 0;
  const bool whole = line < selected.end.line;
  const float end = whole ? view.x_of(cell_at(text, text.size())) + view.cell / 2
                          : view.x_of(cell_at(text, selected.end.byte));
  const float y = view.y_of(line);
  ImGui::GetWindowDrawList()->AddRectFilled({view.x_of(begin), y}, {end, y + view.line},
                                            faded(ui.palette.selection, state.focused ? 1.0F : 0.6F));
}

/// The ground behind a line: the one with the error, and the one with the cursor.
void draw_ground(const CodeEditorState& state, const CodeEditorInput& input, const CodeView& view,
                 std::size_t line, const Context& ui) {
  const bool has_error = static_cast<int>(line) + 1 == input.error_line;
  const bool is_current =
      state.focused && state.buffer.cursor().line == line && state.buffer.selection().empty();
  if (!has_error && !is_current) return;
  const float y = view.y_of(line);
  ImGui::GetWindowDrawList()->AddRectFilled(
      {view.corner.x, y}, {view.corner.x + view.size.x, y + view.line},
      has_error ? ui.palette.bad_ground : faded(ui.palette.control, 0.6F));
}

void draw_gutter(const CodeEditorState& state, const CodeEditorInput& input, const CodeView& view,
                 std::size_t line, const Context& ui) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const bool has_error = static_cast<int>(line) + 1 == input.error_line;
  const bool is_current = state.buffer.cursor().line == line;
  const float y = view.y_of(line);
  const float size = ui.fonts.code->FontSize;
  const float text_y = std::round(y + (view.line - size) / 2);
  if (has_error) {
    draw.AddRectFilled({view.corner.x, y}, {view.corner.x + ui.em(0.25F), y + view.line}, ui.palette.bad);
    draw.AddText(ui.fonts.code, size, {view.corner.x + ui.em(0.45F), text_y}, ui.palette.bad, "✖");
  }
  std::array<char, 24> number{};
  std::snprintf(number.data(), number.size(), "%zu", line + 1);
  const float width = static_cast<float>(std::string_view(number.data()).size()) * view.cell;
  const Paint paint = has_error ? ui.palette.bad : is_current ? ui.palette.text : ui.palette.muted;
  draw.AddText(ui.fonts.code, size, {std::round(view.corner.x + view.gutter - ui.em(0.8F) - width), text_y},
               paint, number.data());
}

void draw_error_text(const CodeEditorState& state, const CodeEditorInput& input, const CodeView& view,
                     const Context& ui) {
  const auto line = static_cast<std::size_t>(input.error_line) - 1;
  if (input.error_line < 1 || line >= state.buffer.line_count() || *input.error_text == '\0') return;
  const std::string& text = state.buffer.line(line);
  const float x = view.x_of(cell_at(text, text.size()) + 2);
  // Half a sentence helps nobody; the whole one stands under the editor.
  const float width = ui.fonts.body->CalcTextSizeA(ui.fonts.body->FontSize, FLT_MAX, 0, input.error_text).x;
  if (x + width > view.corner.x + view.size.x) return;
  const float y = std::round(view.y_of(line) + (view.line - ui.fonts.body->FontSize) / 2);
  ImGui::GetWindowDrawList()->AddText(ui.fonts.body, ui.fonts.body->FontSize, {std::round(x), y},
                                      ui.palette.bad, input.error_text);
}

/// The caret blinks for a while after it moved and then stands, so that a window nobody touches can sleep.
bool caret_is_lit(const CodeEditorState& state, const Context& ui) {
  constexpr double kHalf_s = 0.53;
  constexpr double kBlinking_s = 8 * kHalf_s;
  const double since = ui.now_s - state.caret_moved_s;
  if (ui.reduced_motion || since >= kBlinking_s || since < 0) return true;
  const double halves = std::floor(since / kHalf_s);
  ui.redraw_at(state.caret_moved_s + (halves + 1) * kHalf_s);
  return static_cast<int>(halves) % 2 == 0;
}

void draw_caret(const CodeEditorState& state, const CodeView& view, const Context& ui) {
  if (!state.focused || !caret_is_lit(state, ui)) return;
  const Position at = state.buffer.cursor();
  const float x = std::round(view.x_of(cell_at(state.buffer.line(at.line), at.byte)));
  const float y = view.y_of(at.line);
  if (x < view.corner.x + view.gutter - 1) return;
  const float width = std::max(2.0F, std::round(ui.em(0.12F)));
  ImGui::GetWindowDrawList()->AddRectFilled({x, y + ui.em(0.1F)}, {x + width, y + view.line - ui.em(0.1F)},
                                            ui.palette.accent);
}

}  // namespace

Position CodeView::place_at(ImVec2 point, const TextBuffer& buffer) const {
  const float line_index = (point.y - corner.y - top + scroll.y) / line;
  if (line_index < 0) return {};
  const auto index = static_cast<std::size_t>(line_index);
  if (index >= buffer.line_count()) return {buffer.line_count(), 0};
  const float cell_index = (point.x - corner.x - gutter + scroll.x) / cell;
  return {index, byte_at(buffer.line(index), static_cast<double>(std::max(0.0F, cell_index)))};
}

CodeView measure_code(const TextBuffer& buffer, const Context& ui) {
  CodeView view;
  view.cell = ui.fonts.code->GetCharAdvance('0');
  view.top = std::round(ui.em(0.3F));
  view.line = std::round(ui.fonts.code->FontSize * 1.4F);
  const std::size_t digits = std::max<std::size_t>(2, std::to_string(buffer.line_count()).size());
  view.gutter = std::round(ui.em(2.4F) + static_cast<float>(digits) * view.cell);
  return view;
}

void draw_code(CodeEditorState& state, const CodeEditorInput& input, const CodeView& view,
               const Context& ui) {
  state.highlighter.update(state.buffer);
  const std::size_t first = view.first_line();
  const std::size_t end = std::min(first + view.lines_seen(), state.buffer.line_count());
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 far{view.corner.x + view.size.x, view.corner.y + view.size.y};
  draw.PushClipRect(view.corner, far, true);
  for (std::size_t line = first; line < end; ++line) draw_ground(state, input, view, line, ui);
  for (std::size_t line = first; line < end; ++line) draw_gutter(state, input, view, line, ui);
  draw.PushClipRect({view.corner.x + view.gutter - ui.em(0.3F), view.corner.y}, far, true);
  for (std::size_t line = first; line < end; ++line) {
    draw_selection(state, view, line, ui);
    LinePainter(view, ui, view.y_of(line))
        .draw(state.buffer.line(line), state.highlighter.tokens(state.buffer, line));
  }
  draw_error_text(state, input, view, ui);
  draw_caret(state, view, ui);
  draw.PopClipRect();
  draw.PopClipRect();
}

}  // namespace cupola::ui
