#pragma once

#include "emulator/ui/context.hpp"
#include "emulator/ui/model/history.hpp"
#include "emulator/world/settings.hpp"

#include <cupola/hat/readings.hpp>

#include <imgui.h>

namespace cupola::ui {

/// What the person set, and every change of it.
struct WorldPanelState {
  world::WorldSettings settings = world::desk_settings();
  hat::Profile profile = hat::Profile::RetailV2;
  History<world::WorldSettings> history;
};

/// What the app knows.
struct WorldPanelInput {
  ImTextureID leds = nullptr;           ///< the LED picture, for the board in space
  bool replaying = false;               ///< a recording moves the board: the controls wait
  world::Orientation orientation = {};  ///< how the board is turned now, a spin included
  bool profile_waits = false;  ///< a program has the board: another profile comes with the next program
};

struct WorldPanelRequests {
  bool changed = false;          ///< `settings`
  bool profile_changed = false;  ///< `profile`
};

/// Draws the panel's inside into the current ImGui window. A slider's way from press to release is one
/// change.
WorldPanelRequests draw_world_panel(WorldPanelState& state, const WorldPanelInput& input, const Context& ui);

/// Takes the last change back, or makes it again; false if there is none.
bool undo_world(WorldPanelState& state);
bool redo_world(WorldPanelState& state);

}  // namespace cupola::ui
