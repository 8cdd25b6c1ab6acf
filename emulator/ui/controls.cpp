#include "emulator/ui/controls.hpp"
#include "emulator/ui/row_layout.hpp"

#include <imgui_internal.h>

#include <string>

namespace cupola::ui {
namespace {

/// Draws with the accent's colours until it goes.
class Accented {
 public:
  Accented(bool on, const Context& ui) : on_(on) {
    if (!on_) return;
    ImGui::PushStyleColor(ImGuiCol_Button, ui.palette.accent);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, faded(ui.palette.accent, 0.88F));
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, faded(ui.palette.accent, 0.75F));
    ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.on_accent);
    ImGui::PushStyleColor(ImGuiCol_NavHighlight, ui.palette.text);
  }
  Accented(const Accented&) = delete;
  Accented& operator=(const Accented&) = delete;
  ~Accented() {
    if (on_) ImGui::PopStyleColor(5);
  }

 private:
  bool on_;
};

}  // namespace

bool main_button(const char* label, const Context& ui, ImVec2 size) {
  const Accented accented(true, ui);
  ImGui::PushFont(ui.fonts.strong);
  const bool pressed = ImGui::Button(label, size);
  ImGui::PopFont();
  return pressed;
}

bool switch_button(const char* label, bool on, const Context& ui, ImVec2 size) {
  const Accented accented(on, ui);
  return ImGui::Button(label, size);
}

bool begin_combo(const char* label, const char* shown) {
  const ImGuiID id = ImGui::GetID(label);
  ImGui::SetNextItemWidth(-FLT_MIN);
  const bool open = ImGui::BeginCombo(label, shown);
  ImGuiContext& g = *ImGui::GetCurrentContext();
  IMGUI_TEST_ENGINE_ITEM_INFO(id, label, 0);
  return open;
}

void beside_if_fits(const char* label) { same_line_if_fits(button_width(label)); }

bool checkbox(const char* label, bool* value) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const float width =
      ImGui::GetFrameHeight() + style.ItemInnerSpacing.x + ImGui::CalcTextSize(label, nullptr, true).x;
  if (width <= ImGui::GetContentRegionAvail().x) return ImGui::Checkbox(label, value);
  bool changed = ImGui::Checkbox((std::string("##") + label).c_str(), value);
  ImGui::SameLine(0, style.ItemInnerSpacing.x);
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(label, ImGui::FindRenderedTextEnd(label));
  ImGui::PopTextWrapPos();
  if (ImGui::IsItemClicked()) {
    *value = !*value;
    changed = true;
  }
  return changed;
}

void heading(const char* text, const Context& ui) {
  ImGui::PushFont(ui.fonts.strong);
  ImGui::TextUnformatted(text);
  ImGui::PopFont();
}

void hint(const char* text, const Context& ui) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip | ImGuiHoveredFlags_AllowWhenDisabled)) return;
  if (!ImGui::BeginTooltip()) return;
  ImGui::PushTextWrapPos(ui.em(20));
  ImGui::TextUnformatted(text);
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

void note_text(const char* text) {
  ImGuiContext& g = *ImGui::GetCurrentContext();  // the name that ImGui's macros expect
  const ImGuiID id = ImGui::GetID(text);
  IMGUI_TEST_ENGINE_ITEM_ADD(id, g.LastItemData.Rect, nullptr);
  IMGUI_TEST_ENGINE_ITEM_INFO(id, text, 0);
}

void muted_text(const char* text, const Context& ui) {
  ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.muted);
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(text);
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

bool begin_panel(const char* name, const Context& ui, ImVec2 size) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.palette.panel);
  // Flattened: Tab goes on from one panel to the next.
  const bool open =
      ImGui::BeginChild(name, size, ImGuiChildFlags_Border | ImGuiChildFlags_AlwaysUseWindowPadding,
                        ImGuiWindowFlags_NavFlattened);
  ImGui::PopStyleColor();
  return open;
}

}  // namespace cupola::ui
