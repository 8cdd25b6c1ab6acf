#include "emulator/ui/top_bar.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/row_layout.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace cupola::ui {
namespace {

constexpr struct {
  Page page;
  const char* name;
  const char* hint;
} kPages[] = {
    {Page::Play, "Play", "The HAT, its world and your program (Alt+1)"},
    {Page::Studio, "Paint", "Draw pictures and animations for the lights (Alt+2)"},
    {Page::Record, "Record", "Record the sensors and the lights, and play them again (Alt+3)"},
    {Page::Class, "Class", "All programs of a folder side by side (Alt+4)"},
};

constexpr struct {
  Theme theme;
  const char* name;
} kThemes[] = {{Theme::Light, "Light##theme"}, {Theme::Dark, "Dark"}, {Theme::HighContrast, "High contrast"}};

void zoom(Preferences& preferences, float by) {
  constexpr float kStep = 0.25F;
  const float scale = std::round((preferences.scale + by * kStep) / kStep) * kStep;
  preferences.scale = std::clamp(scale, kSmallestScale, kLargestScale);
}

void watch_keys(Page& page, Preferences& preferences) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyAlt) {
    for (std::size_t i = 0; i < std::size(kPages); ++i) {
      if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i)), false))
        page = kPages[i].page;
    }
  }
  if (!io.KeyCtrl) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd)) zoom(preferences, 1);
  if (ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract))
    zoom(preferences, -1);
  if (ImGui::IsKeyPressed(ImGuiKey_0, false)) preferences.scale = 1;
}

void draw_languages(Preferences& preferences, std::span<const LanguageChoice> languages, const Context& ui) {
  if (languages.size() < 2) return;
  ImGui::Spacing();
  heading(ui.words("Language"), ui);
  if (ImGui::RadioButton(ui.words("As this computer"), preferences.language.empty()))
    preferences.language.clear();
  for (const LanguageChoice& each : languages) {
    if (ImGui::RadioButton(each.name.c_str(), preferences.language == each.code))
      preferences.language = each.code;
  }
}

void draw_preferences(Preferences& preferences, std::span<const LanguageChoice> languages,
                      const Context& ui) {
  if (!ImGui::BeginPopup("preferences")) return;
  heading(ui.words("Colours"), ui);
  for (const auto& each : kThemes) {
    if (ImGui::RadioButton(ui.words(each.name), preferences.theme == each.theme))
      preferences.theme = each.theme;
  }
  ImGui::Spacing();
  heading(ui.words("Size"), ui);
  if (ImGui::Button(ui.words("Smaller"))) zoom(preferences, -1);
  hint(ui.words("Ctrl+-"), ui);
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  ImGui::Text("%.0f %%", static_cast<double>(preferences.scale * 100));
  ImGui::SameLine();
  if (ImGui::Button(ui.words("Larger"))) zoom(preferences, 1);
  hint(ui.words("Ctrl++"), ui);
  ImGui::Spacing();
  ImGui::Checkbox(ui.words("Less motion"), &preferences.reduced_motion);
  ImGui::Checkbox(ui.words("Sounds"), &preferences.sounds);
  draw_languages(preferences, languages, ui);
  ImGui::EndPopup();
}

}  // namespace

Theme shown_theme(const Preferences& preferences) {
  return preferences.projector ? Theme::HighContrast : preferences.theme;
}

float shown_scale(const Preferences& preferences, float width, float height) {
  float scale = preferences.scale;
  if (preferences.projector) {
    // A beam shows a small window as large as a big one: what counts is how much of it a letter fills.
    constexpr float kWidth_em = 47;
    constexpr float kHeight_em = 29;
    const float room = std::min(width / (kWidth_em * kBodyPx), height / (kHeight_em * kBodyPx));
    // In steps: for every size the letters are drawn anew.
    scale *= std::clamp(std::floor(room * 20) / 20, 1.0F, kProjectorScale);
  }
  return std::clamp(scale, kSmallestScale, kLargestScale);
}

TopBarRequests draw_top_bar(Page& page, Preferences& preferences, const Context& ui,
                            std::span<const LanguageChoice> languages) {
  TopBarRequests requests;
  watch_keys(page, preferences);
  ImGui::PushFont(ui.fonts.strong);
  for (const auto& each : kPages) {
    if (switch_button(ui.words(each.name), page == each.page, ui)) page = each.page;
    hint(ui.words(each.hint), ui);
    ImGui::SameLine();
  }
  ImGui::PopFont();
  const char* const projector = ui.words("Projector");
  const char* const display = ui.words("Display");
  const char* const help = ui.words("Help");
  const ImGuiStyle& style = ImGui::GetStyle();
  float width = 0;
  for (const char* label : {projector, display, help}) {
    width += button_width(label) + style.ItemSpacing.x;
  }
  const float left = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - width + style.ItemSpacing.x;
  if (left >= ImGui::GetCursorPosX()) {
    ImGui::SetCursorPosX(left);
  } else {
    ImGui::NewLine();
  }
  if (switch_button(projector, preferences.projector, ui)) preferences.projector = !preferences.projector;
  hint(ui.words("Big and in high contrast, for the back row"), ui);
  ImGui::SameLine();
  if (ImGui::Button(display)) ImGui::OpenPopup("preferences");
  draw_preferences(preferences, languages, ui);
  ImGui::SameLine();
  requests.help = ImGui::Button(help) || ImGui::IsKeyPressed(ImGuiKey_F1, false);
  return requests;
}

}  // namespace cupola::ui
