#include "emulator/ui/help_panel.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/help_pages.hpp"
#include "emulator/ui/row_layout.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace cupola::ui {
namespace {

constexpr const char* kPopup = "help";

constexpr struct {
  HelpPage page;
  const char* name;
} kPages[] = {{HelpPage::FirstSteps, "First steps"},
              {HelpPage::FiveLines, "The five-line program"},
              {HelpPage::Keys, "Keys"},
              {HelpPage::Sensors, "The sensors"},
              {HelpPage::About, "About Cupola"}};

void draw_list(HelpState& state, const Context& ui) {
  float width = 0;
  for (const auto& each : kPages) width = std::max(width, ImGui::CalcTextSize(ui.words(each.name)).x);
  width += ImGui::GetStyle().FramePadding.x * 2;
  ImGui::BeginGroup();
  ImGui::PushStyleVar(ImGuiStyleVar_ButtonTextAlign, {0, 0.5F});
  for (const auto& each : kPages) {
    if (state.appearing && each.page == state.page) ImGui::SetKeyboardFocusHere();
    if (switch_button(ui.words(each.name), state.page == each.page, ui, {width, 0})) state.page = each.page;
  }
  ImGui::PopStyleVar();
  ImGui::EndGroup();
}

/// Page Up and Page Down scroll the page wherever the keyboard is in the help.
void scroll_by_keys() {
  const float page = ImGui::GetWindowHeight() * 0.8F;
  if (ImGui::IsKeyPressed(ImGuiKey_PageDown)) ImGui::SetScrollY(ImGui::GetScrollY() + page);
  if (ImGui::IsKeyPressed(ImGuiKey_PageUp)) ImGui::SetScrollY(std::max(0.0F, ImGui::GetScrollY() - page));
}

HelpRequests draw_page(HelpPage page, const HelpInput& input, const Context& ui) {
  switch (page) {
    case HelpPage::FirstSteps:
      return draw_first_steps(ui);
    case HelpPage::FiveLines:
      return draw_five_lines(ui);
    case HelpPage::Keys:
      draw_keys(ui);
      break;
    case HelpPage::Sensors:
      draw_sensors(ui);
      break;
    case HelpPage::About:
      draw_about(input, ui);
      break;
  }
  return {};
}

void draw_head(HelpState& state, const Context& ui) {
  const char* const close = ui.words("Close##help");
  const float width = button_width(close);
  ImGui::AlignTextToFramePadding();
  heading(ui.words("Help"), ui);
  ImGui::SameLine();
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - width);
  if (ImGui::Button(close)) state.open = false;
  ImGui::Spacing();
}

HelpRequests draw_inside(HelpState& state, const HelpInput& input, const Context& ui) {
  draw_head(state, ui);
  const HelpPage before = state.page;
  draw_list(state, ui);
  ImGui::SameLine(0, ui.em(1.6F));
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0U);
  if (before != state.page) ImGui::SetNextWindowScroll({0, 0});
  ImGui::BeginChild("help page", {0, 0}, ImGuiChildFlags_None, ImGuiWindowFlags_NavFlattened);
  scroll_by_keys();
  const HelpRequests requests = draw_page(state.page, input, ui);
  ImGui::EndChild();
  ImGui::PopStyleColor();
  return requests;
}

}  // namespace

void HelpState::show(HelpPage which) {
  open = appearing = true;
  page = which;
}

HelpRequests draw_help(HelpState& state, const HelpInput& input, const Context& ui) {
  if (state.appearing) ImGui::OpenPopup(kPopup);
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  const ImVec2 size{std::min(ui.em(52), viewport.Size.x - ui.em(2)),
                    std::min(ui.em(34), viewport.Size.y - ui.em(2))};
  ImGui::SetNextWindowPos({std::round(viewport.Pos.x + (viewport.Size.x - size.x) / 2),
                           std::round(viewport.Pos.y + (viewport.Size.y - size.y) / 2)});
  ImGui::SetNextWindowSize({std::round(size.x), std::round(size.y)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.em(1.4F), ui.em(1.2F)});
  const bool drawn = ImGui::BeginPopupModal(
      kPopup, nullptr,
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
  ImGui::PopStyleVar();
  state.open = drawn;
  if (!drawn) return {};
  // Dark behind it at once: fading would need pictures while nothing happens.
  ImGui::GetCurrentContext()->DimBgRatio = 1;
  const HelpRequests requests = draw_inside(state, input, ui);
  const bool escaped = !state.appearing && ImGui::IsKeyPressed(ImGuiKey_Escape, false);
  if (escaped || requests.start_tour || requests.use_program) state.open = false;
  if (!state.open) ImGui::CloseCurrentPopup();
  state.appearing = false;
  ImGui::EndPopup();
  return requests;
}

}  // namespace cupola::ui
