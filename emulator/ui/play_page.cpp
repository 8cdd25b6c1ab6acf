#include "emulator/ui/play_page.hpp"
#include "emulator/ui/controls.hpp"

#include <imgui.h>

#include <algorithm>

namespace cupola::ui {
namespace {

/// How the columns share the width, px.
struct Columns {
  float world = 0;
  float hat = 0;
  float program = 0;
};

Columns columns_for(float width, float gap, const Context& ui) {
  Columns columns;
  const float room = width - 2 * gap;
  columns.world = std::clamp(room * 0.24F, ui.em(19.5F), ui.em(23));
  columns.hat = std::clamp(room * 0.32F, ui.em(19.5F), ui.em(34));
  columns.program = std::max(ui.em(14), room - columns.world - columns.hat);
  return columns;
}

/// The HAT, and beneath it the checklist if it fits there; otherwise two buttons choose which of them is
/// seen.
void draw_middle(PlayPageState& state, const PlayPageInput& input, PlayPageRequests& requests,
                 const Context& ui, float width) {
  const float height = ImGui::GetContentRegionAvail().y;
  const bool room_for_both = height > ui.em(44);
  ImGui::BeginGroup();
  if (!room_for_both) {
    if (switch_button(ui.words("The HAT"), !state.checklist_shown, ui)) state.checklist_shown = false;
    ImGui::SameLine();
    if (switch_button(ui.words("Ready to fly?"), state.checklist_shown, ui)) state.checklist_shown = true;
  }
  const bool hat = room_for_both || !state.checklist_shown;
  const bool checklist = room_for_both || state.checklist_shown;
  const float checklist_height = ui.em(18.4F);
  if (hat) {
    const float gap = checklist ? checklist_height + ImGui::GetStyle().ItemSpacing.y : 0;
    if (begin_panel("hat panel", ui, {width, ImGui::GetContentRegionAvail().y - gap})) {
      requests.hat = draw_hat_panel(state.hat, input.hat, ui);
    }
    ImGui::EndChild();
  }
  if (checklist) {
    if (begin_panel("checklist panel", ui, {width, 0})) {
      requests.checklist = draw_checklist(state.checklist, input.checklist, ui);
    }
    ImGui::EndChild();
  }
  ImGui::EndGroup();
}

}  // namespace

PlayPageRequests draw_play_page(PlayPageState& state, const PlayPageInput& input, const Context& ui) {
  PlayPageRequests requests;
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const Columns columns = columns_for(ImGui::GetContentRegionAvail().x, gap, ui);
  if (begin_panel("world panel", ui, {columns.world, 0})) {
    requests.world = draw_world_panel(state.world, input.world, ui);
  }
  ImGui::EndChild();
  ImGui::SameLine();
  draw_middle(state, input, requests, ui, columns.hat);
  ImGui::SameLine();
  if (begin_panel("program panel", ui, {0, 0})) {
    requests.program = draw_program_panel(state.program, input.program, ui);
  }
  ImGui::EndChild();
  return requests;
}

}  // namespace cupola::ui
