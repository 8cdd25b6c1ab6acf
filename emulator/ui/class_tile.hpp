#pragma once

#include "emulator/ui/class_panel.hpp"

#include <imgui.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace cupola::ui {

/// The clock of the wall.
struct WallClock {
  double began_s = 0;  ///< when all films began, as Context::now_s
  bool playing = true;
};

/// `text` in as much room as there is; what is too long ends with an ellipsis.
std::string elided(std::string_view text, ImFont& font, float width);

/// The phrase in the catalogue's language.
std::string said(const Phrase& phrase, const Context& ui);

/// The shape of a verdict as a square of `side` px, and its colour.
void draw_mark(ClassMark mark, ImVec2 corner, float side, const Context& ui);
Paint mark_paint(ClassMark mark, const Palette& palette);

/// What the matrix of a program shows now, from slot `slot`; asks for the next picture of its film.
void draw_matrix(const ClassEntry& entry, LedAtlas& atlas, std::size_t slot, const WallClock& clock,
                 ImVec2 corner, float side, const Context& ui);

/// Name and verdict, centred below `top`.
void draw_caption(const ClassEntry& entry, ImVec2 top, float width, WallCaption caption, const Context& ui);

/// What can be done with one program: run it again, open it in the editor.
void draw_actions(const ClassEntry& entry, ClassPanelRequests& requests, const Context& ui);

}  // namespace cupola::ui
