#include "emulator/ui/class_large.hpp"
#include "emulator/ui/controls.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace cupola::ui {
namespace {

/// To the program `by` places on, round the ends.
void turn_over(ClassPanelState& state, std::size_t by) {
  const auto found = std::find(state.arranged.begin(), state.arranged.end(), state.large);
  const auto at = static_cast<std::size_t>(found - state.arranged.begin());
  state.large = state.selected = state.arranged[(at + by) % state.arranged.size()];
}

void draw_tools(ClassPanelState& state, const Context& ui) {
  const bool wall = ImGui::Button(ui.words("← All programs")) || ImGui::IsKeyPressed(ImGuiKey_Escape, false);
  hint(ui.words("Back to the wall (Esc)"), ui);
  ImGui::SameLine(0, ui.em(1.5F));
  const bool back = ImGui::Button(ui.words("Previous")) || ImGui::IsKeyPressed(ImGuiKey_PageUp);
  hint(ui.words("Page up"), ui);
  ImGui::SameLine();
  const bool on = ImGui::Button(ui.words("Next")) || ImGui::IsKeyPressed(ImGuiKey_PageDown);
  hint(ui.words("Page down"), ui);
  if (back != on) turn_over(state, on ? 1 : state.arranged.size() - 1);
  if (!wall) return;
  state.selected = state.large;
  state.large.clear();
  state.take_focus = true;
}

/// Below the caption, as wide as the page: what the error means.
void draw_meaning(const ClassEntry& entry, const Context& ui) {
  if (entry.meaning.empty()) return;
  const std::string text = said(entry.meaning, ui);
  const float room = ImGui::GetContentRegionAvail().x;
  const float width = ImGui::CalcTextSize(text.c_str()).x;
  if (width < room) ImGui::SetCursorPosX(std::floor(ImGui::GetCursorPosX() + (room - width) / 2));
  muted_text(text.c_str(), ui);
}

}  // namespace

void draw_class_large(ClassPanelState& state, const ClassEntry& entry, LedAtlas& atlas,
                      const WallClock& clock, ClassPanelRequests& requests, const Context& ui) {
  draw_tools(state, ui);
  ImGui::SameLine(0, ui.em(1.5F));
  draw_actions(entry, requests, ui);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float caption = ui.em(4);
  const float below = caption + (entry.meaning.empty() ? 0 : ui.em(3));
  const float side = std::floor(std::max(64.0F, std::min(room.x, room.y - below)));
  const ImVec2 left = ImGui::GetCursorScreenPos();
  ImGui::Dummy({room.x, side + caption});
  atlas.fit(1, side);
  draw_matrix(entry, atlas, 0, clock, {std::floor(left.x + (room.x - side) / 2), left.y}, side, ui);
  draw_caption(entry, {left.x, left.y + side + ui.em(0.4F)}, room.x, WallCaption::Large, ui);
  draw_meaning(entry, ui);
}

}  // namespace cupola::ui
