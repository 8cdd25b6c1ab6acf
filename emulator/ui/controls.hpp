#pragma once

#include "emulator/ui/context.hpp"

#include <imgui.h>

namespace cupola::ui {

/// The big button of a panel, in the accent's colour. `label` is shown as it is.
bool main_button(const char* label, const Context& ui, ImVec2 size = {0, 0});

/// A button that stays pressed while `on`; gives true when it was pressed.
bool switch_button(const char* label, bool on, const Context& ui, ImVec2 size = {0, 0});

/// ImGui::BeginCombo, as wide as there is room and known to the widget map. Call ImGui::EndCombo() if true.
bool begin_combo(const char* label, const char* shown);

/// Stays in the line of the last widget if a button with that label fits there; else the next line begins.
void beside_if_fits(const char* label);

/// ImGui::Checkbox, whose text is broken to the width there is.
bool checkbox(const char* label, bool* value);

/// A panel's heading.
void heading(const char* text, const Context& ui);

/// Says `text` when the pointer rests on the last widget or the keyboard is on it.
void hint(const char* text, const Context& ui);

/// Gives the item drawn last a name in the WidgetMap, where text has none: what a reader aloud would say.
void note_text(const char* text);

/// Text of less weight, broken to the width there is.
void muted_text(const char* text, const Context& ui);

/// A panel: a rounded surface of `size` (0: what is left). Call ImGui::EndChild() in any case.
bool begin_panel(const char* name, const Context& ui, ImVec2 size);

}  // namespace cupola::ui
