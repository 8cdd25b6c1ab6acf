#pragma once

#include "emulator/ui/context.hpp"
#include "emulator/ui/model/phrase.hpp"

#include <initializer_list>
#include <string>

namespace cupola::ui {

/// Widths in px of what stands side by side, for rows that break where a panel is narrow.
float button_width(const char* label);
float buttons_width(std::initializer_list<const char*> labels);

/// Goes on in the same line if something `width` wide still fits.
void same_line_if_fits(float width);
/// Moves on so that something `width` wide ends at the right edge.
void push_right(float width);

/// The phrase in the window's language.
std::string words_of(const Phrase& phrase, const Context& ui);

}  // namespace cupola::ui
