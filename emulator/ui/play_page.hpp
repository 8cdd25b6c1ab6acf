#pragma once

#include "emulator/ui/checklist.hpp"
#include "emulator/ui/context.hpp"
#include "emulator/ui/hat_panel.hpp"
#include "emulator/ui/program_panel.hpp"
#include "emulator/ui/world_panel.hpp"

namespace cupola::ui {

/// What is seen where there is no room for all of the page.
enum class PlayPart { World, Hat, Checklist, Program };

/// The page a lesson starts on: the world, the HAT, the program and the checklist on one screen.
struct PlayPageState {
  WorldPanelState world;
  HatPanelState hat;
  ProgramPanelState program;
  ChecklistState checklist;
  PlayPart part = PlayPart::Hat;
};

struct PlayPageInput {
  const WorldPanelInput& world;
  const HatPanelInput& hat;
  const ProgramPanelInput& program;
  const ChecklistInput& checklist;
};

struct PlayPageRequests {
  WorldPanelRequests world;
  HatPanelRequests hat;
  ProgramPanelRequests program;
  ChecklistRequests checklist;
};

/// Fills the current ImGui window. The world, the HAT with the checklist, and the program side by side. Where
/// the height is small, the HAT and the checklist take turns; where the width is, the world too, beside the
/// program or, at last, all four.
PlayPageRequests draw_play_page(PlayPageState& state, const PlayPageInput& input, const Context& ui);

}  // namespace cupola::ui
