#include "emulator/ui/code_editor.hpp"

#include "emulator/ui/code_editor_keys.hpp"
#include "emulator/ui/code_view.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/model/text_cells.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace cupola::ui {
namespace {

/// How often the text moves on while the mouse drags a selection past an edge.
constexpr double kDragStep_s = 0.04;

/// The line to search in the program; Return for the next place, Esc to close.
void draw_find_bar(CodeEditorState& state, const Context& ui) {
  if (!state.find_open) return;
  if (state.find_take_focus) ImGui::SetKeyboardFocusHere();
  state.find_take_focus = false;
  ImGui::SetNextItemWidth(ui.em(14));
  const bool entered = ImGui::InputTextWithHint("##Find in program", ui.words("Find"), state.find_text.data(),
                                                state.find_text.size(), ImGuiInputTextFlags_EnterReturnsTrue);
  const bool escaped = ImGui::IsItemDeactivated() && ImGui::IsKeyPressed(ImGuiKey_Escape, false);
  if (entered) state.find_take_focus = true;
  ImGui::SameLine();
  const bool back = ImGui::Button("▲##Previous place");
  hint(ui.words("The place before (Shift+F3)"), ui);
  ImGui::SameLine();
  const bool next = ImGui::Button("▼##Next place");
  hint(ui.words("The next place (F3)"), ui);
  ImGui::SameLine();
  const bool close = ImGui::Button("✖##Close find");
  if (state.find_missed) {
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(ui.words("Not in this program"));
  }
  if (entered || back || next) find_again(state, back || (entered && ImGui::GetIO().KeyShift));
  if (close || escaped) {
    state.find_open = false;
    state.take_focus = true;
  }
}

void measure_longest_line(CodeEditorState& state) {
  if (state.measured_revision == state.buffer.revision() && state.longest_line > 0) return;
  state.longest_line = 1;
  for (std::size_t i = 0; i < state.buffer.line_count(); ++i) {
    state.longest_line = std::max(state.longest_line, state.buffer.line(i).size());
  }
  state.measured_revision = state.buffer.revision();
}

/// Gives the editor the keyboard and keeps it there: arrow keys and Tab are text then.
void take_focus(CodeEditorState& state, ImGuiID id, const Context& ui) {
  // The item lies in the window around the scrolled one; from there Tab goes on.
  ImGuiWindow* const window = ImGui::GetCurrentWindow()->ParentWindow;
  ImGui::SetActiveID(id, window);
  ImGui::SetFocusID(id, window);
  ImGui::FocusWindow(window);
  state.caret_moved_s = ui.now_s;
}

void follow_mouse(CodeEditorState& state, const CodeView& view, const Context& ui) {
  const ImVec2 mouse = ImGui::GetMousePos();
  state.buffer.set_cursor(view.place_at(mouse, state.buffer), Selecting::Yes);
  const bool outside = mouse.y < view.corner.y || mouse.y > view.corner.y + view.size.y;
  if (outside) ui.redraw_at(ui.now_s + kDragStep_s);
  state.reveal_cursor = true;
}

void press_mouse(CodeEditorState& state, const CodeView& view) {
  const Position place = view.place_at(ImGui::GetMousePos(), state.buffer);
  const int clicks = ImGui::GetMouseClickedCount(ImGuiMouseButton_Left);
  if (clicks == 2) {
    state.buffer.select(state.buffer.word_at(place));
  } else if (clicks > 2) {
    state.buffer.select({{place.line, 0}, {place.line + 1, 0}});
  } else {
    state.buffer.set_cursor(place, ImGui::GetIO().KeyShift ? Selecting::Yes : Selecting::No);
    state.dragging = true;
  }
}

void take_mouse(CodeEditorState& state, const CodeView& view, ImGuiID id, const Context& ui) {
  const ImRect box(view.corner, {view.corner.x + view.size.x, view.corner.y + view.size.y});
  const bool hovered = ImGui::ItemHoverable(box, id, 0);
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    take_focus(state, id, ui);
    press_mouse(state, view);
  } else if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && ImGui::GetActiveID() == id && !hovered) {
    ImGui::ClearActiveID();
  }
  if (state.dragging && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) state.dragging = false;
  if (state.dragging && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) follow_mouse(state, view, ui);
}

void take_keyboard(CodeEditorState& state, const CodeView& view, ImGuiID id, const Context& ui) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  if (state.take_focus || (g.NavActivateId == id && !state.focused)) take_focus(state, id, ui);
  state.take_focus = false;
  const bool was_focused = state.focused;
  state.focused = g.ActiveId == id;
  if (!state.focused) return;
  g.ActiveIdAllowOverlap = !ImGui::IsMouseDown(ImGuiMouseButton_Left);
  g.WantTextInputNextFrame = 1;
  ImGui::SetActiveIdUsingAllKeyboardKeys();
  const bool leaves = ImGui::IsKeyPressed(ImGuiKey_Escape, false);
  // The Return that led here is not a new line.
  if (was_focused && !leaves) take_editor_keys(state, std::max<std::size_t>(view.lines_seen(), 4) - 3);
  if (leaves || state.find_take_focus) {
    ImGui::ClearActiveID();
    g.NavDisableHighlight = false;  // from now on Tab and Return are for moving about
    state.focused = false;
    return;
  }
  if (ImGui::IsKeyPressed(ImGuiKey_F3, true)) find_again(state, ImGui::GetIO().KeyShift);
}

/// The right mouse button over the text, or the menu key while editing.
bool wants_menu(const CodeEditorState& state) {
  const bool by_key = ImGui::IsKeyPressed(ImGuiKey_Menu, false) ||
                      (ImGui::GetIO().KeyShift && ImGui::IsKeyPressed(ImGuiKey_F10, false));
  return (state.focused && by_key) ||
         (ImGui::IsWindowHovered() && ImGui::IsMouseReleased(ImGuiMouseButton_Right));
}

/// Tells the input method where the text will appear.
void place_input_method(const CodeEditorState& state, const CodeView& view) {
  if (!state.focused) return;
  const Position at = state.buffer.cursor();
  ImGuiPlatformImeData& method = ImGui::GetCurrentContext()->PlatformImeData;
  method.WantVisible = true;
  method.InputPos = {view.x_of(cell_at(state.buffer.line(at.line), at.byte)), view.y_of(at.line)};
  method.InputLineHeight = view.line;
}

/// Scrolls so far that the cursor is seen with a little room around it.
void reveal(const CodeEditorState& state, const CodeView& view) {
  const Position at = state.buffer.cursor();
  const float top = view.y_of(at.line) - view.corner.y + view.scroll.y;
  const float low = view.scroll.y + view.size.y - view.line * 2;
  if (top < view.scroll.y) ImGui::SetScrollY(std::max(0.0F, top - view.line));
  if (top > low) ImGui::SetScrollY(top - view.size.y + view.line * 2);
  CodeView unscrolled = view;
  unscrolled.scroll.x = 0;
  const float x = unscrolled.x_of(cell_at(state.buffer.line(at.line), at.byte)) - view.corner.x;
  const float margin = view.cell * 3;
  if (x - view.gutter - margin < view.scroll.x) ImGui::SetScrollX(std::max(0.0F, x - view.gutter - margin));
  if (x + margin > view.scroll.x + view.size.x) ImGui::SetScrollX(x + margin - view.size.x);
}

/// Over text and scroll bars, along the frame.
void draw_focus_ring(const CodeEditorState& state, const ImRect& frame, ImGuiID id, const Context& ui) {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const bool reached = g.NavId == id && !g.NavDisableHighlight;
  if (!state.focused && !reached) return;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float width = std::max(2.0F, std::round(ui.em(state.focused ? 0.15F : 0.12F)));
  draw.PushClipRect(frame.Min, frame.Max);
  draw.AddRect(frame.Min, frame.Max, ui.palette.accent, ImGui::GetStyle().ChildRounding, 0, width);
  draw.PopClipRect();
}

}  // namespace

void CodeEditorState::go_to_line(int line) {
  buffer.set_cursor({static_cast<std::size_t>(std::max(line, 1)) - 1, 0});
  buffer.move(Move::LineStart);
  reveal_cursor = take_focus = true;
}

void CodeEditorState::buffer_replaced() {
  highlighter.reset();
  dragging = find_missed = false;
  longest_line = 0;
  reveal_cursor = true;
}

CodeEditorRequests draw_code_editor(CodeEditorState& state, const CodeEditorInput& input, const Context& ui) {
  const std::uint64_t revision = state.buffer.revision();
  draw_find_bar(state, ui);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ImVec2 size{input.width > 0 ? input.width : room.x,
                    input.height > 0 ? std::min(input.height, room.y) : room.y};
  const char* const label = ui.words("Program text");
  ImGuiContext& g = *ImGui::GetCurrentContext();  // the name that ImGui's macro below expects
  ImGuiWindow* const parent = ImGui::GetCurrentWindow();
  const ImGuiID id = parent->GetID(label);
  const ImVec2 corner{std::floor(parent->DC.CursorPos.x), std::floor(parent->DC.CursorPos.y)};
  const ImRect frame(corner, {corner.x + std::floor(size.x), corner.y + std::floor(size.y)});
  ImGui::ItemSize(frame);
  if (!ImGui::ItemAdd(frame, id, &frame, ImGuiItemFlags_Inputable)) return {};
  IMGUI_TEST_ENGINE_ITEM_INFO(id, label, 0);
  // Tab leads to the editor but does not start it: there Tab is text, and nobody could leave by it.
  if (g.NavActivateId == id && (g.NavActivateFlags & ImGuiActivateFlags_FromTabbing) != 0)
    g.NavActivateId = 0;
  parent->DC.CursorPos = corner;

  measure_longest_line(state);
  CodeView view = measure_code(state.buffer, ui);
  const ImGuiID activated = g.NavActivateId;
  if (g.NavActivateId == id) g.NavActivateId = 0;  // BeginChild would take it
  ImGui::SetNextWindowContentSize({view.gutter + view.cell * static_cast<float>(state.longest_line + 2),
                                   view.line * (static_cast<float>(state.buffer.line_count()) + 1)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::BeginChildEx(label, id, size, ImGuiChildFlags_Border,
                      ImGuiWindowFlags_NoMove | ImGuiWindowFlags_HorizontalScrollbar);
  ImGui::PopStyleVar();
  g.NavActivateId = activated;

  const ImRect inner = ImGui::GetCurrentWindow()->InnerRect;
  view.corner = inner.Min;
  view.size = inner.GetSize();
  view.scroll = {ImGui::GetScrollX(), ImGui::GetScrollY()};
  const Position cursor = state.buffer.cursor();
  take_mouse(state, view, id, ui);
  take_keyboard(state, view, id, ui);
  draw_editor_menu(state, wants_menu(state), ui);
  if (cursor != state.buffer.cursor() || revision != state.buffer.revision()) {
    state.caret_moved_s = ui.now_s;
    state.reveal_cursor = true;
  }
  if (state.reveal_cursor) reveal(state, view);
  state.reveal_cursor = false;
  draw_code(state, input, view, ui);
  place_input_method(state, view);
  draw_focus_ring(state, frame, id, ui);
  ImGui::EndChild();
  return {.changed = revision != state.buffer.revision()};
}

}  // namespace cupola::ui
