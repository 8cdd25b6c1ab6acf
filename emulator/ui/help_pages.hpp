#pragma once

#include "emulator/ui/help_panel.hpp"

namespace cupola::ui {

// What the pages of the help hold; each fills the current ImGui window.

HelpRequests draw_first_steps(const Context& ui);
HelpRequests draw_five_lines(const Context& ui);
void draw_keys(const Context& ui);
void draw_sensors(const Context& ui);
void draw_about(const HelpInput& input, const Context& ui);

}  // namespace cupola::ui
