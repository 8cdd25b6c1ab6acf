#pragma once

#include "emulator/ui/context.hpp"
#include "emulator/world/state.hpp"

#include <imgui.h>

namespace cupola::ui {

/// The board in space with its axes; dragging it turns it, as do the arrow keys (15° a press) while it has
/// the keyboard. `leds`: the LED picture, may be null. Changes `orientation` and gives true when it was
/// turned.
bool draw_solid_view(const char* label, world::Orientation& orientation, ImTextureID leds, const Context& ui,
                     ImVec2 size);

}  // namespace cupola::ui
