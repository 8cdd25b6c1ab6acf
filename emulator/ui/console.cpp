#include "emulator/ui/console.hpp"

#include "emulator/ui/controls.hpp"
#include "emulator/ui/model/phrase.hpp"
#include "emulator/ui/model/text_cells.hpp"
#include "emulator/ui/row_layout.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace cupola::ui {
namespace {

/// A line's mark and colour, so that nobody needs the colour alone.
struct Look {
  const char* mark;
  Paint paint;
};

Look look_of(Stream stream, const Palette& palette) {
  switch (stream) {
    case Stream::Out:
      return {"", palette.text};
    case Stream::Err:
      return {"!", palette.bad};
    case Stream::Typed:
      return {"›", palette.accent};
    case Stream::Note:
      return {"–", palette.muted};
  }
  return {"", palette.text};
}

/// The columns of a line as it is shown.
std::size_t cells_in(std::string_view bytes) { return cell_at(bytes, bytes.size()); }

void lay_out(ConsoleState& state, const ConsoleLog& log, std::size_t row_cells) {
  if (state.rows_revision == log.revision() && state.row_cells == row_cells && !state.first_rows.empty())
    return;
  state.first_rows.assign(1, 0);
  state.first_rows.reserve(log.line_count() + 1);
  for (std::size_t i = 0; i < log.line_count(); ++i) {
    const std::size_t rows =
        std::max<std::size_t>(1, (cells_in(log.line(i).bytes) + row_cells - 1) / row_cells);
    state.first_rows.push_back(state.first_rows.back() + rows);
  }
  state.row_cells = row_cells;
  state.rows_revision = log.revision();
}

/// Row `row` of a line as it is shown.
std::string row_of(std::string_view bytes, std::size_t row, std::size_t row_cells) {
  const std::string text = shown(bytes);
  const std::size_t begin = byte_at(text, static_cast<double>(row * row_cells));
  const std::size_t end = byte_at(text, static_cast<double>((row + 1) * row_cells));
  return text.substr(begin, end - begin);
}

struct Grid {
  ImVec2 corner;  ///< of row 0, scrolled
  float gutter = 0.0F;
  float line = 0.0F;
};

void draw_row(const ConsoleState& state, const ConsoleLog& log, std::size_t row, const Grid& grid,
              const Context& ui) {
  const auto after = std::upper_bound(state.first_rows.begin(), state.first_rows.end(), row);
  const auto index = static_cast<std::size_t>(after - state.first_rows.begin()) - 1;
  const ConsoleLine line = log.line(index);
  const Look look = look_of(line.stream, ui.palette);
  const std::size_t row_in_line = row - state.first_rows[index];
  const ImFont* const font = ui.fonts.code;
  const float y = std::round(grid.corner.y + static_cast<float>(row) * grid.line);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (row_in_line == 0 && !line.continues) {
    draw.AddText(font, font->FontSize, {grid.corner.x + ui.em(0.5F), y}, look.paint, look.mark);
  }
  const std::string text = row_of(line.bytes, row_in_line, state.row_cells);
  draw.AddText(font, font->FontSize, {std::round(grid.corner.x + grid.gutter), y}, look.paint, text.data(),
               text.data() + text.size());
}

void follow_end(ConsoleState& state, float height) {
  const float now = ImGui::GetScrollY();
  if (now < state.scroll - 1) state.follow = false;
  if (now >= ImGui::GetScrollMaxY() - 1) state.follow = true;
  const float end = std::max(0.0F, height - ImGui::GetWindowHeight());
  if (state.follow && std::abs(now - end) > 0.5F) ImGui::SetScrollY(end);
  state.scroll = state.follow ? std::min(now, end) : now;
}

void draw_lines(ConsoleState& state, const ConsoleLog& log, const Context& ui, float height) {
  const float cell = ui.fonts.code->GetCharAdvance('0');
  Grid grid{.corner = {}, .gutter = ui.em(1.5F), .line = std::round(ui.fonts.code->FontSize * 1.3F)};
  const float width =
      ImGui::GetContentRegionAvail().x - grid.gutter - ImGui::GetStyle().ScrollbarSize - ui.em(0.5F);
  lay_out(state, log, std::max<std::size_t>(8, static_cast<std::size_t>(std::max(0.0F, width) / cell)));
  const std::size_t rows = state.first_rows.back();
  const float content = (static_cast<float>(rows) + 0.6F) * grid.line;
  ImGui::SetNextWindowContentSize({0, content});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::BeginChild(ui.words("Console"), {0, height}, ImGuiChildFlags_Border, ImGuiWindowFlags_NoMove);
  ImGui::PopStyleVar();
  follow_end(state, content);
  const ImVec2 window = ImGui::GetWindowPos();
  const float top = ImGui::GetScrollY();
  grid.corner = {window.x, window.y - top + grid.line * 0.3F};
  const auto first = static_cast<std::size_t>(top / grid.line);
  const auto seen = static_cast<std::size_t>(ImGui::GetWindowHeight() / grid.line) + 2;
  for (std::size_t row = first; row < std::min(rows, first + seen); ++row)
    draw_row(state, log, row, grid, ui);
  ImGui::EndChild();
}

/// The heading, what is missing above, and what can be done with the lines.
void draw_header(ConsoleState& state, const ConsoleLog& log, ConsoleRequests& requests, const Context& ui) {
  const ImGuiStyle& style = ImGui::GetStyle();
  ImGui::AlignTextToFramePadding();
  heading(ui.words("What the program says"), ui);
  const char* const copy = ui.words("Copy");
  const char* const clear = ui.words("Clear");
  float width = style.ItemSpacing.x;
  for (const char* label : {copy, clear}) width += button_width(label);
  ImGui::SameLine();
  const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - width;
  if (!state.follow) {
    if (ImGui::Button("▼##Newest line")) state.follow = true;
    hint(ui.words("Go to the newest line"), ui);
    ImGui::SameLine();
  }
  ImGui::SetCursorPosX(std::max(ImGui::GetCursorPosX(), right));
  ImGui::BeginDisabled(log.line_count() == 0);
  if (ImGui::Button(copy)) ImGui::SetClipboardText(log.text().c_str());
  ImGui::SameLine();
  if (ImGui::Button(clear)) requests.clear = true;
  ImGui::EndDisabled();
  if (log.dropped_bytes() == 0) return;
  const std::string text =
      fill(ui.words("{0} lines above were too many to keep."), {std::to_string(log.dropped_lines())});
  muted_text(text.c_str(), ui);
}

void draw_answer(ConsoleState& state, const ConsoleInput& input, ConsoleRequests& requests,
                 const Context& ui) {
  if (input.waits_for_input && !state.was_waiting && !ImGui::GetIO().WantTextInput) state.take_focus = true;
  state.was_waiting = input.waits_for_input;
  if (!input.accepts_input) return;
  if (state.take_focus) ImGui::SetKeyboardFocusHere();
  state.take_focus = false;
  const char* const send = ui.words("Send");
  const float button = button_width(send);
  ImGui::SetNextItemWidth(-(button + ImGui::GetStyle().ItemSpacing.x));
  const bool waits = input.waits_for_input;
  ImGui::PushStyleColor(ImGuiCol_Border, waits ? ui.palette.accent : ui.palette.border);
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, waits ? std::max(2.0F, ui.em(0.12F)) : 1.0F);
  const bool entered = ImGui::InputTextWithHint(
      "##Answer", ui.words(waits ? "Your program waits for an answer: type it here" : "Text for input()"),
      state.typed.data(), state.typed.size(), ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  if (ImGui::IsItemActive() && ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_D, false))
    requests.end_of_input = true;
  ImGui::SameLine();
  if (!ImGui::Button(send) && !entered) return;
  requests.input_line = state.typed.data();
  state.typed.fill('\0');
  state.take_focus = entered;
}

}  // namespace

ConsoleRequests draw_console(ConsoleState& state, const ConsoleInput& input, const Context& ui) {
  static const ConsoleLog kNothing;
  const ConsoleLog& log = input.log != nullptr ? *input.log : kNothing;
  ConsoleRequests requests;
  draw_header(state, log, requests, ui);
  const float answer = input.accepts_input ? ImGui::GetFrameHeightWithSpacing() : 0.0F;
  const float height = std::max(ui.em(2), ImGui::GetContentRegionAvail().y - answer);
  draw_lines(state, log, ui, height);
  draw_answer(state, input, requests, ui);
  return requests;
}

}  // namespace cupola::ui
