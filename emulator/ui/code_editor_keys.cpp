#include "emulator/ui/code_editor_keys.hpp"

#include "emulator/ui/context.hpp"
#include "emulator/ui/model/editing.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <string>

namespace cupola::ui {
namespace {

struct MoveKey {
  ImGuiKey key;
  Move plain;
  Move with_ctrl;
};
constexpr MoveKey kMoves[] = {
    {ImGuiKey_LeftArrow, Move::Left, Move::WordLeft},
    {ImGuiKey_RightArrow, Move::Right, Move::WordRight},
    {ImGuiKey_UpArrow, Move::Up, Move::Up},
    {ImGuiKey_DownArrow, Move::Down, Move::Down},
    {ImGuiKey_Home, Move::LineStart, Move::TextStart},
    {ImGuiKey_End, Move::LineEnd, Move::TextEnd},
};

bool pressed(ImGuiKey key) { return ImGui::IsKeyPressed(key, true); }

void copy(const TextBuffer& buffer) {
  const Range selected = buffer.selection();
  if (!selected.empty()) ImGui::SetClipboardText(buffer.text(selected).c_str());
}

void cut(TextBuffer& buffer) {
  if (buffer.selection().empty()) return;
  copy(buffer);
  buffer.insert("");
}

void paste(TextBuffer& buffer) {
  const char* const text = ImGui::GetClipboardText();
  if (text == nullptr || *text == '\0') return;
  buffer.begin_step();
  buffer.insert(text);
  buffer.end_step();
}

void open_find(CodeEditorState& state) {
  const std::string selected = state.buffer.text(state.buffer.selection());
  if (!selected.empty() && selected.size() < state.find_text.size() &&
      selected.find('\n') == std::string::npos) {
    state.find_text.fill('\0');
    selected.copy(state.find_text.data(), selected.size());
  }
  state.find_open = state.find_take_focus = true;
  state.find_missed = false;
}

void take_commands(CodeEditorState& state) {
  TextBuffer& buffer = state.buffer;
  const bool shift = ImGui::GetIO().KeyShift;
  if (pressed(ImGuiKey_A)) buffer.select_all();
  if (pressed(ImGuiKey_C) || pressed(ImGuiKey_Insert)) copy(buffer);
  if (pressed(ImGuiKey_X)) cut(buffer);
  if (pressed(ImGuiKey_V)) paste(buffer);
  if (pressed(ImGuiKey_Z)) shift ? buffer.redo() : buffer.undo();
  if (pressed(ImGuiKey_Y)) buffer.redo();
  // Ctrl+3 is Thonny's, and typed without Shift on keyboards where / is not.
  if (pressed(ImGuiKey_Slash) || pressed(ImGuiKey_KeypadDivide) || pressed(ImGuiKey_3))
    toggle_comment(buffer);
  if (pressed(ImGuiKey_F)) open_find(state);
}

void take_moves(TextBuffer& buffer, std::size_t page) {
  const ImGuiIO& io = ImGui::GetIO();
  const Selecting selecting = io.KeyShift ? Selecting::Yes : Selecting::No;
  for (const MoveKey& each : kMoves) {
    if (pressed(each.key)) buffer.move(io.KeyCtrl ? each.with_ctrl : each.plain, selecting);
  }
  if (pressed(ImGuiKey_PageUp)) buffer.move(Move::Up, selecting, page);
  if (pressed(ImGuiKey_PageDown)) buffer.move(Move::Down, selecting, page);
}

void take_edits(TextBuffer& buffer) {
  const ImGuiIO& io = ImGui::GetIO();
  if (pressed(ImGuiKey_Backspace)) io.KeyCtrl ? buffer.erase(Move::WordLeft) : backspace(buffer);
  if (pressed(ImGuiKey_Delete)) {
    if (io.KeyShift)
      cut(buffer);
    else
      buffer.erase(io.KeyCtrl ? Move::WordRight : Move::Right);
  }
  if (pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeypadEnter)) new_line(buffer);
  if (io.KeyShift && pressed(ImGuiKey_Insert)) paste(buffer);
  if (pressed(ImGuiKey_Tab) && !io.KeyCtrl && !io.KeyAlt) io.KeyShift ? unindent(buffer) : indent(buffer);
}

void take_characters(TextBuffer& buffer) {
  ImGuiIO& io = ImGui::GetIO();
  const bool shortcut = io.KeyCtrl && !io.KeyAlt;  // AltGr comes as both
  for (const ImWchar character : io.InputQueueCharacters) {
    if (shortcut || character < 0x20 || character == 0x7F) continue;
    char bytes[5];
    ImTextCharToUtf8(bytes, character);
    buffer.insert(bytes);
  }
  io.InputQueueCharacters.resize(0);
}

}  // namespace

void draw_editor_menu(CodeEditorState& state, bool open, const Context& ui) {
  if (open) ImGui::OpenPopup("edit");
  if (!ImGui::BeginPopup("edit")) return;
  TextBuffer& buffer = state.buffer;
  const bool selected = !buffer.selection().empty();
  const auto item = [&](const char* name, const char* keys, bool enabled) {
    const bool chosen = ImGui::MenuItem(ui.words(name), keys, false, enabled);
    state.take_focus = state.take_focus || chosen;
    return chosen;
  };
  if (item("Undo", "Ctrl+Z", buffer.can_undo())) buffer.undo();
  if (item("Redo", "Ctrl+Y", buffer.can_redo())) buffer.redo();
  ImGui::Separator();
  if (item("Cut", "Ctrl+X", selected)) cut(buffer);
  if (item("Copy text", "Ctrl+C", selected)) copy(buffer);
  if (item("Paste", "Ctrl+V", true)) paste(buffer);
  if (item("Select all", "Ctrl+A", true)) buffer.select_all();
  ImGui::Separator();
  if (item("Comment on or off", "Ctrl+/", true)) toggle_comment(buffer);
  if (item("Find…", "Ctrl+F", true)) open_find(state);
  ImGui::EndPopup();
}

void find_again(CodeEditorState& state, bool backwards) {
  TextBuffer& buffer = state.buffer;
  const std::string_view needle = state.find_text.data();
  const Range selected = buffer.selection();
  const auto found =
      backwards ? find_previous(buffer, needle, selected.begin) : find_next(buffer, needle, selected.end);
  state.find_missed = !found && !needle.empty();
  if (!found) return;
  buffer.select(*found);
  state.reveal_cursor = true;
}

void take_editor_keys(CodeEditorState& state, std::size_t page) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyCtrl && !io.KeyAlt) take_commands(state);
  if (!io.KeyAlt) take_moves(state.buffer, page);
  take_edits(state.buffer);
  take_characters(state.buffer);
}

}  // namespace cupola::ui
