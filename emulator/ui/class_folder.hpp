#pragma once

#include "emulator/ui/class_panel.hpp"

#include <string_view>

namespace cupola::ui {

/// One line in the colour of failures; nothing if it is empty.
void draw_problem(std::string_view problem, const Context& ui);

/// Asks for the folder of another class. Opened by the button that was drawn last; draw it in every picture.
void open_class_folder_popup();
void draw_class_folder_popup(ClassPanelState& state, const ClassPanelInput& input,
                             ClassPanelRequests& requests, const Context& ui);

/// The whole page while there is no program to show.
void draw_class_empty_page(ClassPanelState& state, const ClassPanelInput& input, ClassPanelRequests& requests,
                           const Context& ui);

}  // namespace cupola::ui
