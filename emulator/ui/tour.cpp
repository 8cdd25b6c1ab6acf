#include "emulator/ui/tour.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/row_layout.hpp"
#include "emulator/ui/widget_map.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace cupola::ui {
namespace {

constexpr const char* kShade = "tour-shade";
constexpr const char* kBubble = "tour-bubble";

Box window_box() {
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  return {viewport.Pos.x, viewport.Pos.y, viewport.Pos.x + viewport.Size.x, viewport.Pos.y + viewport.Size.y};
}

/// The step's widget with a little air around it; empty if it is not in the picture.
Box target_of(const TourStep& step, const WidgetMap& widgets, const Context& ui) {
  const auto found = widgets.find(ui.words(step.widget));
  if (!found) return {};
  const float air = ui.em(0.35F);
  const Box whole = window_box();
  // Whole pixels, so that the parts of the shade meet without a seam.
  const Box target{std::max(whole.left, std::floor(found->left - air)),
                   std::max(whole.top, std::floor(found->top - air)),
                   std::min(whole.right, std::ceil(found->right + air)),
                   std::min(whole.bottom, std::ceil(found->bottom + air))};
  return target.empty() ? Box{} : target;
}

/// Darkens all but the target, takes the clicks that are not for the bubble, and draws the ring.
void draw_shade(const Box& target, const Context& ui) {
  const Box whole = window_box();
  ImGui::SetNextWindowPos({whole.left, whole.top});
  ImGui::SetNextWindowSize({whole.width(), whole.height()});
  ImGui::Begin(kShade, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoFocusOnAppearing);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (const Box& part : around(whole, target)) {
    draw.AddRectFilled({part.left, part.top}, {part.right, part.bottom}, faded(0xff000000U, 0.55F));
  }
  if (!target.empty()) {
    const float thick = std::max(2.0F, std::round(ui.em(0.2F)));
    draw.AddRect({target.left, target.top}, {target.right, target.bottom}, ui.palette.accent, ui.em(0.4F), 0,
                 thick);
  }
  ImGui::End();
}

void draw_dots(std::size_t step, const Context& ui) {
  const float radius = ui.em(0.25F);
  const float apart = ui.em(0.9F);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  for (std::size_t i = 0; i < tour_steps().size(); ++i) {
    const ImVec2 middle{corner.x + radius + apart * static_cast<float>(i),
                        corner.y + ImGui::GetFrameHeight() / 2};
    if (i == step) {
      draw.AddCircleFilled(middle, radius * 1.3F, ui.palette.accent);
    } else {
      draw.AddCircle(middle, radius, ui.palette.muted, 0, std::max(1.0F, ui.em(0.09F)));
    }
  }
  ImGui::Dummy({apart * static_cast<float>(tour_steps().size()), ImGui::GetFrameHeight()});
}

enum class Answer { None, Forward, Back, Skip };

Answer draw_buttons(const TourState& state, const Context& ui) {
  Answer answer = Answer::None;
  const bool last = state.step + 1 == tour_steps().size();
  const char* const next = ui.words(last ? "Let's go" : "Next");
  const char* const back = ui.words("Back");
  draw_dots(state.step, ui);
  const ImGuiStyle& style = ImGui::GetStyle();
  const float next_width = std::max(ui.em(5.5F), button_width(next) + ui.em(0.6F));
  const float width = next_width + (state.step > 0 ? button_width(back) + style.ItemSpacing.x : 0);
  ImGui::SameLine();
  ImGui::SetCursorPosX(
      std::max(ImGui::GetCursorPosX(), ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - width));
  if (state.step > 0) {
    if (ImGui::Button(back)) answer = Answer::Back;
    ImGui::SameLine();
  }
  if (main_button(next, ui, {next_width, 0})) answer = Answer::Forward;
  return answer;
}

/// The keys are read here and not by ImGui's navigation, so that they work while the joystick has the
/// keyboard.
Answer answer_of_keys() {
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, false); };
  if (pressed(ImGuiKey_Escape)) return Answer::Skip;
  if (pressed(ImGuiKey_LeftArrow)) return Answer::Back;
  if (pressed(ImGuiKey_RightArrow) || pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeypadEnter) ||
      pressed(ImGuiKey_Space))
    return Answer::Forward;
  return Answer::None;
}

Answer draw_bubble(TourState& state, const Box& target, const Context& ui) {
  const TourStep& step = tour_steps()[state.step];
  const float width = std::min(ui.em(24), window_box().width() - ui.em(2));
  const Box place = place_bubble(target, width, state.bubble_height, window_box(), ui.em(0.9F));
  ImGui::SetNextWindowPos({std::round(place.left), std::round(place.top)});
  ImGui::SetNextWindowSize({width, 0});
  // Keys must not press what had the keyboard before.
  ImGui::SetNextWindowFocus();
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.palette.panel);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.em(1.1F), ui.em(1)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.em(0.6F));
  ImGui::Begin(kBubble, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
  heading(ui.words(step.title), ui);
  const char* const skip = ui.words("Skip");
  const float skip_width = button_width(skip);
  ImGui::SameLine();
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - skip_width);
  Answer answer = ImGui::SmallButton(skip) ? Answer::Skip : Answer::None;
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(ui.words(step.text));
  ImGui::PopTextWrapPos();
  ImGui::Spacing();
  const Answer of_buttons = draw_buttons(state, ui);
  if (of_buttons != Answer::None) answer = of_buttons;
  const float height = ImGui::GetWindowSize().y;
  if (height != state.bubble_height) ui.redraw_at(ui.now_s);
  state.bubble_height = height;
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ImGui::End();
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor();
  return answer;
}

}  // namespace

TourRequests draw_tour(TourState& state, const WidgetMap& widgets, const Context& ui) {
  if (!state.active) return {};
  const Box target = target_of(tour_steps()[state.step], widgets, ui);
  draw_shade(target, ui);
  ImGui::BringWindowToDisplayFront(ImGui::FindWindowByName(kShade));
  Answer answer = draw_bubble(state, target, ui);
  if (answer == Answer::None) answer = answer_of_keys();
  if (answer == Answer::Forward) state.forward();
  if (answer == Answer::Back) state.back();
  if (answer == Answer::Skip) state.end();
  return {.ended = !state.active};
}

}  // namespace cupola::ui
