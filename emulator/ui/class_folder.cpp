#include "emulator/ui/class_folder.hpp"
#include "emulator/ui/controls.hpp"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace cupola::ui {
namespace {

constexpr const char* kPopup = "folder of a class";

void draw_recent(const ClassPanelInput& input, ClassPanelRequests& requests, const Context& ui) {
  if (input.recent.empty()) return;
  ImGui::Dummy({0, ui.em(0.3F)});
  muted_text(ui.words("Opened before"), ui);
  for (const std::string& folder : input.recent) {
    const std::string label = one_line(folder);
    ImGui::PushID(folder.c_str());
    if (ImGui::Selectable(label.c_str())) requests.folder = folder;
    ImGui::PopID();
  }
}

/// A path is typed, or one of the last folders pressed.
void draw_choice(ClassPanelState& state, const ClassPanelInput& input, ClassPanelRequests& requests,
                 const Context& ui) {
  const char* const open = ui.words("Open folder");
  ImGui::SetNextItemWidth(-(ImGui::CalcTextSize(open).x + ui.em(3)));
  if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
  const bool entered = ImGui::InputTextWithHint("##Path of the folder", ui.words("Path of the folder"),
                                                &state.typed, ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::SameLine();
  const bool pressed = main_button(open, ui, {-FLT_MIN, 0});
  if ((entered || pressed) && !state.typed.empty()) requests.folder = state.typed;
  draw_problem(input.problem, ui);
  draw_recent(input, requests, ui);
  ImGui::Dummy({0, ui.em(0.3F)});
  if (ImGui::Button(ui.words("Look for the folder…"))) requests.browse = true;
  ImGui::Dummy({0, ui.em(0.3F)});
  muted_text(ui.words("Or drop the folder on this window."), ui);
}

}  // namespace

void draw_problem(std::string_view problem, const Context& ui) {
  if (problem.empty()) return;
  ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.bad);
  ImGui::TextWrapped("%s", one_line(problem).c_str());
  ImGui::PopStyleColor();
}

void open_class_folder_popup() { ImGui::OpenPopup(kPopup); }

void draw_class_folder_popup(ClassPanelState& state, const ClassPanelInput& input,
                             ClassPanelRequests& requests, const Context& ui) {
  ImGui::SetNextWindowSize({ui.em(30), 0});
  if (!ImGui::BeginPopup(kPopup)) return;
  heading(ui.words("Folder of the class"), ui);
  draw_choice(state, input, requests, ui);
  if (requests.folder || requests.browse) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

void draw_class_empty_page(ClassPanelState& state, const ClassPanelInput& input, ClassPanelRequests& requests,
                           const Context& ui) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float width = std::min(room.x, ui.em(34));
  ImGui::SetCursorPos({ImGui::GetCursorPosX() + std::floor((room.x - width) / 2),
                       ImGui::GetCursorPosY() + std::floor(room.y * 0.2F)});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
  if (ImGui::BeginChild("no class", {width, 0}, ImGuiChildFlags_None, ImGuiWindowFlags_NavFlattened)) {
    const bool nothing_there = !input.folder.empty() && input.problem.empty();
    const std::string sentence =
        nothing_there
            ? fill(ui.words("There are no Python programs in {0}."), {one_line(input.folder)})
            : ui.words("Choose the folder with your class's programs: they run side by side on this wall.");
    ImGui::PushFont(ui.fonts.large);
    ImGui::TextWrapped("%s", sentence.c_str());
    ImGui::PopFont();
    ImGui::Dummy({0, ui.em(0.6F)});
    draw_choice(state, input, requests, ui);
  }
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

}  // namespace cupola::ui
