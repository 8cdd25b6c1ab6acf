#include "emulator/ui/row_layout.hpp"

#include <imgui.h>

#include <algorithm>

namespace cupola::ui {

float button_width(const char* label) {
  return ImGui::CalcTextSize(label, nullptr, true).x + ImGui::GetStyle().FramePadding.x * 2;
}

float buttons_width(std::initializer_list<const char*> labels) {
  float width = -ImGui::GetStyle().ItemSpacing.x;
  for (const char* label : labels) width += button_width(label) + ImGui::GetStyle().ItemSpacing.x;
  return width;
}

void same_line_if_fits(float width) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  if (ImGui::GetItemRectMax().x + style.ItemSpacing.x + width <= right) ImGui::SameLine();
}

void push_right(float width) {
  const float left = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - width;
  ImGui::SetCursorPosX(std::max(ImGui::GetCursorPosX(), left));
}

std::string words_of(const Phrase& phrase, const Context& ui) {
  return fill(ui.words(phrase.text), phrase.values);
}

}  // namespace cupola::ui
