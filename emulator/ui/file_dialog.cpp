#include "emulator/ui/file_dialog.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/row_layout.hpp"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

namespace cupola::ui {
namespace {

constexpr const char* kPopup = "choose a file";

std::string joined(const std::string& folder, const std::string& name) {
  if (name.starts_with('/')) return name;
  return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

std::string parent_of(const std::string& folder) {
  const std::size_t slash = folder.find_last_of('/');
  return slash == 0 || slash == std::string::npos ? "/" : folder.substr(0, slash);
}

void draw_list(FileDialogState& state, FileDialogRequests& requests, const Context& ui) {
  const float buttons = ImGui::GetFrameHeightWithSpacing() * (state.problem.empty() ? 2.3F : 3.3F);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.palette.ground);
  if (ImGui::BeginChild("files", {0, -buttons},
                        ImGuiChildFlags_Border | ImGuiChildFlags_AlwaysUseWindowPadding)) {
    if (state.folder != "/" && ImGui::Selectable(ui.words("↑  The folder above")))
      requests.go = parent_of(state.folder);
    for (const FileEntry& entry : state.entries) {
      const std::string label = (entry.folder ? "▸  " : "    ") + entry.name;
      if (!ImGui::Selectable(label.c_str(), entry.name == state.name, ImGuiSelectableFlags_AllowDoubleClick))
        continue;
      if (entry.folder) {
        requests.go = joined(state.folder, entry.name);
        continue;
      }
      state.name = entry.name;
      if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
        requests.chosen = joined(state.folder, entry.name);
    }
    if (state.entries.empty()) {
      const bool folders = state.purpose == FilePurpose::Folder;
      muted_text(
          ui.words(folders ? "There are no folders in here." : "There are no files of this kind here."), ui);
    }
  }
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

const char* yes_of(const FileDialogState& state) {
  switch (state.purpose) {
    case FilePurpose::Open:
      return "Open file";
    case FilePurpose::Save:
      return state.overwrites ? "Replace it" : "Save file";
    case FilePurpose::Folder:
      break;
  }
  return "Use this folder";
}

void draw_answer(FileDialogState& state, FileDialogRequests& requests, const Context& ui) {
  if (!state.problem.empty()) {
    const std::string problem = fill(ui.words(state.problem.text), state.problem.values);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.bad);
    ImGui::TextWrapped("%s", problem.c_str());
    ImGui::PopStyleColor();
    note_text(problem.c_str());
  }
  ImGui::SetNextItemWidth(-FLT_MIN);
  const char* const hint_text =
      ui.words(state.purpose == FilePurpose::Folder ? "Another folder" : "File name");
  const bool entered =
      ImGui::InputTextWithHint("##File name", hint_text, &state.name, ImGuiInputTextFlags_EnterReturnsTrue);
  if (ImGui::IsItemEdited()) state.overwrites = false;
  const char* const yes = ui.words(yes_of(state));
  const float wide = button_width(yes);
  const bool pressed = main_button(yes, ui, {std::max(ui.em(9), wide), 0});
  const bool folder = state.purpose == FilePurpose::Folder;
  if ((entered || pressed) && (folder || !state.name.empty())) {
    requests.may_replace = state.overwrites && pressed;
    requests.chosen = state.name.empty() ? state.folder : joined(state.folder, state.name);
  }
  ImGui::SameLine();
  if (ImGui::Button(ui.words("Cancel"))) ImGui::CloseCurrentPopup();
}

}  // namespace

void open_file_dialog(FileDialogState& state, FilePurpose purpose, const char* title) {
  state.purpose = purpose;
  state.title = title;
  state.appearing = true;
  state.overwrites = false;
  state.done = false;
  state.problem = {};
  if (purpose != FilePurpose::Save) state.name.clear();
}

FileDialogRequests draw_file_dialog(FileDialogState& state, const Context& ui) {
  FileDialogRequests requests;
  if (state.appearing) ImGui::OpenPopup(kPopup);
  state.appearing = false;
  const ImVec2 middle = ImGui::GetMainViewport()->GetCenter();
  ImGui::SetNextWindowPos(middle, ImGuiCond_Appearing, {0.5F, 0.5F});
  ImGui::SetNextWindowSize({ui.em(34), ui.em(30)}, ImGuiCond_Appearing);
  if (!ImGui::BeginPopupModal(kPopup, nullptr, ImGuiWindowFlags_NoTitleBar)) return requests;
  heading(ui.words(state.title), ui);
  muted_text(state.folder.c_str(), ui);
  draw_list(state, requests, ui);
  draw_answer(state, requests, ui);
  if (state.done || ImGui::IsKeyPressed(ImGuiKey_Escape, false)) ImGui::CloseCurrentPopup();
  state.done = false;
  ImGui::EndPopup();
  return requests;
}

}  // namespace cupola::ui
