#pragma once

#include "emulator/ui/class_panel.hpp"
#include "emulator/ui/class_tile.hpp"

namespace cupola::ui {

/// One program of the class alone on the page; Esc goes back to the wall, Page up and Page down turn over.
void draw_class_large(ClassPanelState& state, const ClassEntry& entry, LedAtlas& atlas,
                      const WallClock& clock, ClassPanelRequests& requests, const Context& ui);

}  // namespace cupola::ui
