#pragma once

#include "emulator/ui/code_editor.hpp"

namespace cupola::ui {

/// What the keyboard asks an editor for that has it, this frame's typed characters included. `page` is how
/// many lines Page Up and Page Down go. Clipboard by ImGui.
void take_editor_keys(CodeEditorState& state, std::size_t page);

/// The menu of the right mouse button or the menu key: the same commands, with their keys to learn from.
/// `open` opens it.
void draw_editor_menu(CodeEditorState& state, bool open, const Context& ui);

/// Selects the next or, with Shift, the previous place of what is searched for.
void find_again(CodeEditorState& state, bool backwards);

}  // namespace cupola::ui
