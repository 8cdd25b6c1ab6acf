#include "emulator/ui/play_page.hpp"
#include "emulator/ui/controls.hpp"

#include <imgui.h>

#include <algorithm>

namespace cupola::ui {
namespace {

/// How the columns share the width, px; a column without any takes turns with others.
struct Columns {
  float world = 0;
  float middle = 0;
  float program = 0;
};

Columns columns_for(float width, float gap, const Context& ui) {
  Columns columns;
  const float three = width - 2 * gap;
  if (three >= ui.em(57)) {
    columns.world = std::clamp(three * 0.24F, ui.em(19.5F), ui.em(23));
    columns.middle = std::clamp(three * 0.32F, ui.em(19.5F), ui.em(34));
    columns.program = three - columns.world - columns.middle;
  } else if (width - gap >= ui.em(38)) {
    columns.middle = std::clamp((width - gap) * 0.48F, ui.em(19.5F), ui.em(25));
    columns.program = width - gap - columns.middle;
  } else {
    columns.middle = width;
  }
  return columns;
}

/// Everything of the page while one picture is drawn.
struct Page {
  PlayPageState& state;
  const PlayPageInput& input;
  const Context& ui;
  PlayPageRequests requests = {};

  void draw_world(ImVec2 size) {
    if (begin_panel("world panel", ui, size)) requests.world = draw_world_panel(state.world, input.world, ui);
    ImGui::EndChild();
  }
  void draw_hat(ImVec2 size) {
    if (begin_panel("hat panel", ui, size)) requests.hat = draw_hat_panel(state.hat, input.hat, ui);
    ImGui::EndChild();
  }
  void draw_checks(ImVec2 size) {
    if (begin_panel("checklist panel", ui, size))
      requests.checklist = draw_checklist(state.checklist, input.checklist, ui);
    ImGui::EndChild();
  }
  void draw_program(ImVec2 size) {
    if (begin_panel("program panel", ui, size))
      requests.program = draw_program_panel(state.program, input.program, ui);
    ImGui::EndChild();
  }
};

/// Buttons for the parts that take turns; the one that is seen now, which is one of them.
PlayPart choose_part(PlayPart seen, const Columns& columns, const Context& ui) {
  const struct {
    const char* name;
    PlayPart part;
    bool there;
  } parts[] = {{"World", PlayPart::World, columns.world == 0},
               {"The HAT", PlayPart::Hat, true},
               {"Ready to fly?", PlayPart::Checklist, true},
               {"Program", PlayPart::Program, columns.program == 0}};
  for (const auto& each : parts) {
    if (each.part == seen && !each.there) seen = PlayPart::Hat;
  }
  bool first = true;
  for (const auto& each : parts) {
    if (!each.there) continue;
    if (!first) beside_if_fits(ui.words(each.name));
    first = false;
    if (switch_button(ui.words(each.name), each.part == seen, ui)) seen = each.part;
  }
  return seen;
}

/// The HAT, and beneath it the checklist if all fits; otherwise what buttons choose.
void draw_middle(Page& page, const Columns& columns) {
  const Context& ui = page.ui;
  const float height = ImGui::GetContentRegionAvail().y;
  const ImVec2 rest{columns.middle, 0};
  if (columns.world > 0 && height > ui.em(44)) {
    const float checks = ui.em(18.4F);
    page.draw_hat({columns.middle, height - checks - ImGui::GetStyle().ItemSpacing.y});
    page.draw_checks(rest);
    return;
  }
  const PlayPart part = choose_part(page.state.part, columns, ui);
  page.state.part = part;
  if (part == PlayPart::World) page.draw_world(rest);
  if (part == PlayPart::Hat) page.draw_hat(rest);
  if (part == PlayPart::Checklist) page.draw_checks(rest);
  if (part == PlayPart::Program) page.draw_program(rest);
}

}  // namespace

PlayPageRequests draw_play_page(PlayPageState& state, const PlayPageInput& input, const Context& ui) {
  Page page{state, input, ui};
  const Columns columns = columns_for(ImGui::GetContentRegionAvail().x, ImGui::GetStyle().ItemSpacing.x, ui);
  if (columns.world > 0) {
    page.draw_world({columns.world, 0});
    ImGui::SameLine();
  }
  // Narrower than the buttons above it, a group would push the program aside.
  ImGui::BeginChild("middle", {columns.middle, 0}, ImGuiChildFlags_None,
                    ImGuiWindowFlags_NavFlattened | ImGuiWindowFlags_NoBackground);
  draw_middle(page, columns);
  ImGui::EndChild();
  if (columns.program > 0) {
    ImGui::SameLine();
    page.draw_program({0, 0});
  } else if (page.requests.program.run) {
    state.part = PlayPart::Hat;
  }
  return page.requests;
}

}  // namespace cupola::ui
