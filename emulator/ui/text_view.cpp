#include "emulator/ui/text_view.hpp"
#include "emulator/picture/describe.hpp"
#include "emulator/picture/led_look.hpp"

#include <imgui.h>

#include <string>

namespace cupola::ui {
namespace {

struct Described {
  std::string sentence;
  std::string grid;
};

Described described(const hat::Frame& frame, const hat::GammaTable& gamma, const Context& ui) {
  const picture::Words words = [&](std::string_view english) {
    return std::string(ui.words(std::string(english).c_str()));
  };
  const auto colors = picture::led_colors(frame, picture::Look::AsCoded, gamma);
  return {picture::describe(colors, words), picture::text_grid(colors, words).text()};
}

}  // namespace

void draw_text_view(TextViewState& state, const hat::Frame& frame, const hat::GammaTable& gamma,
                    const Context& ui) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool copy_key = io.KeyCtrl && io.KeyShift && ImGui::IsKeyPressed(ImGuiKey_C, false);
  if (!state.open && !copy_key) return;
  const Described text = described(frame, gamma, ui);
  bool copy = copy_key;
  if (state.open) {
    ImGui::SetNextWindowSize({ui.em(24), 0}, ImGuiCond_Appearing);
    if (ImGui::Begin(ui.words("The lights as text"), &state.open, ImGuiWindowFlags_NoCollapse)) {
      ImGui::TextWrapped("%s", text.sentence.c_str());
      ImGui::PushFont(ui.fonts.code);
      ImGui::TextUnformatted(text.grid.c_str());
      ImGui::PopFont();
      copy = ImGui::Button(ui.words("Copy")) || copy;
    }
    ImGui::End();
  }
  if (copy) ImGui::SetClipboardText((text.sentence + "\n\n" + text.grid).c_str());
}

}  // namespace cupola::ui
