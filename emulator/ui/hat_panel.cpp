#include "emulator/ui/hat_panel.hpp"
#include "emulator/ui/controls.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace cupola::ui {
namespace {

using hat::Direction;

constexpr struct {
  Direction direction;
  const char* label;
  const char* shape;
  ImGuiKey key;
  ImGuiKey other_key;
  float column;
  float row;
} kStick[] = {
    {Direction::Up, "Joystick up", "▲", ImGuiKey_UpArrow, ImGuiKey_UpArrow, 1, 0},
    {Direction::Left, "Joystick left", "◀", ImGuiKey_LeftArrow, ImGuiKey_LeftArrow, 0, 1},
    {Direction::Middle, "Joystick press", "●", ImGuiKey_Enter, ImGuiKey_KeypadEnter, 1, 1},
    {Direction::Right, "Joystick right", "▶", ImGuiKey_RightArrow, ImGuiKey_RightArrow, 2, 1},
    {Direction::Down, "Joystick down", "▼", ImGuiKey_DownArrow, ImGuiKey_DownArrow, 1, 2},
};

/// Keeps `held` and the requests in step with what is held down now.
void hold(HatPanelState& state, HatPanelRequests& requests, Direction seen, bool down) {
  bool& held = state.held[static_cast<std::size_t>(seen)];
  if (held == down) return;
  held = down;
  requests.stick.push_back({board_direction(seen, state.rotation_deg), down});
}

void release_all(HatPanelState& state, HatPanelRequests& requests) {
  for (const auto& each : kStick) hold(state, requests, each.direction, false);
}

/// In a column without room beside the joystick its keys are smaller, and the words are under it.
bool is_narrow(float width, const Context& ui) { return width < ui.em(20); }

/// One of the five keys of the joystick; true while the mouse holds it.
bool draw_stick_key(const char* label, const char* shape, bool down, const Context& ui, float side) {
  const ImVec2 place = ImGui::GetCursorScreenPos();
  ImGui::PushID(label);
  ImGui::InvisibleButton(label, {side, side});
  const bool active = ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Left);
  const bool hovered = ImGui::IsItemHovered();
  ImGui::PopID();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const bool lit = down || active;
  const Paint ground = lit ? ui.palette.accent : hovered ? ui.palette.control_hover : ui.palette.control;
  draw.AddRectFilled(place, {place.x + side, place.y + side}, ground, ui.em(0.5F));
  if (const float line = ImGui::GetStyle().FrameBorderSize; line > 0)
    draw.AddRect(place, {place.x + side, place.y + side}, ui.palette.border, ui.em(0.5F), 0, line);
  const ImVec2 size = ImGui::CalcTextSize(shape);
  draw.AddText({std::floor(place.x + (side - size.x) / 2), std::floor(place.y + (side - size.y) / 2)},
               lit ? ui.palette.on_accent : ui.palette.text, shape);
  return active;
}

void draw_stick(HatPanelState& state, HatPanelRequests& requests, const Context& ui, float side) {
  const float step = side + ui.em(0.25F);
  const ImVec2 origin = ImGui::GetCursorPos();
  const bool keys = state.has_keyboard && !ImGui::GetIO().WantTextInput;
  for (const auto& each : kStick) {
    ImGui::SetCursorPos({origin.x + each.column * step, origin.y + each.row * step});
    const bool held = state.held[static_cast<std::size_t>(each.direction)];
    const bool mouse = draw_stick_key(ui.words(each.label), each.shape, held, ui, side);
    const bool key = keys && (ImGui::IsKeyDown(each.key) || ImGui::IsKeyDown(each.other_key));
    hold(state, requests, each.direction, mouse || key);
  }
  ImGui::SetCursorPos(origin);
  ImGui::Dummy({2 * step + side, 2 * step + side});
}

void draw_pixel_tip(const HatPanelInput& input, const HatPanelState& state, ImVec2 corner) {
  const ImVec2 mouse = ImGui::GetMousePos();
  const auto layout = input.texture.layout();
  const auto led = layout ? layout->led_at(static_cast<double>(mouse.x - corner.x),
                                           static_cast<double>(mouse.y - corner.y))
                          : std::nullopt;
  if (!led) return;
  const std::size_t x = *led % hat::kSide;
  const std::size_t y = *led / hat::kSide;
  const hat::Frame seen = turned(input.frame, state.rotation_deg);
  const hat::Color color = hat::from_rgb565(seen.pixels[*led]);
  if (!ImGui::BeginTooltip()) return;
  const ImVec4 swatch{static_cast<float>(color.red) / 255, static_cast<float>(color.green) / 255,
                      static_cast<float>(color.blue) / 255, 1};
  ImGui::ColorButton("##pixel", swatch, ImGuiColorEditFlags_NoTooltip);
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  ImGui::Text("x %zu, y %zu  =  (%d, %d, %d)", x, y, color.red, color.green, color.blue);
  ImGui::EndTooltip();
}

/// The matrix, as large as there is room; pressing it gives the HAT the keyboard.
void draw_leds(HatPanelState& state, const HatPanelInput& input, const Context& ui, float side) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const ImVec2 end{corner.x + side, corner.y + side};
  const bool pressed = ImGui::InvisibleButton(ui.words("LED matrix"), {side, side});
  if (pressed || ImGui::IsItemClicked()) state.has_keyboard = true;
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const bool covered = hovered || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup) ||
                       !ImGui::GetCurrentWindow()->ClipRect.Contains(ImRect(corner, end));
  state.lights = covered ? HatPanelState::Place{} : HatPanelState::Place{corner.x, corner.y, side};
  if (const ImTextureID picture =
          input.texture.show(turned(input.frame, state.rotation_deg), input.gamma, state.look, side)) {
    draw.AddImage(picture, corner, end);
  }
  if (state.has_keyboard) {
    const float gap = ui.em(0.22F);
    draw.AddRect({corner.x - gap, corner.y - gap}, {end.x + gap, end.y + gap}, ui.palette.accent, ui.em(0.9F),
                 0, std::max(2.0F, ui.em(0.15F)));
  }
  ImGui::RenderNavHighlight({corner, end}, ImGui::GetItemID());
  if (hovered) draw_pixel_tip(input, state, corner);
}

/// What is held comes up in the direction in which it went down.
void turn(HatPanelState& state, HatPanelRequests& requests, int by_deg) {
  release_all(state, requests);
  state.rotation_deg = (state.rotation_deg + by_deg) % 360;
}

void draw_look(HatPanelState& state, HatPanelRequests& requests, const Context& ui) {
  using picture::Look;
  if (switch_button(ui.words("As seen"), state.look == Look::AsSeen, ui)) state.look = Look::AsSeen;
  hint(ui.words("As the real lights look in the dark of a room: colours below 48 stay off."), ui);
  beside_if_fits(ui.words("As coded"));
  if (switch_button(ui.words("As coded"), state.look == Look::AsCoded, ui)) state.look = Look::AsCoded;
  hint(ui.words("The exact colours your program asked for."), ui);
  if (ImGui::Button("↺##Turn left")) turn(state, requests, 270);
  hint(ui.words("Turn the board to the left on the screen"), ui);
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  char text[16];
  std::snprintf(text, sizeof text, "%d°", state.rotation_deg);
  ImGui::TextUnformatted(text);
  ImGui::SameLine(0, ui.em(0.6F));
  if (ImGui::Button("↻##Turn right")) turn(state, requests, 90);
  hint(ui.words("Turn the board to the right on the screen"), ui);
  beside_if_fits(ui.words("As text"));
  if (ImGui::Button(ui.words("As text"))) requests.describe = true;
  hint(ui.words("The picture in words, to read or to hear"), ui);
}

void draw_keyboard_words(const HatPanelState& state, const Context& ui) {
  muted_text(ui.words(state.has_keyboard ? "The arrow keys and Return move the joystick. Tab leaves."
                                         : "Click the lights to move the joystick with the arrow keys."),
             ui);
}

/// Tab, Esc or a click elsewhere take the keyboard from the HAT.
void watch_focus(HatPanelState& state, HatPanelRequests& requests) {
  const bool leaving = ImGui::IsKeyPressed(ImGuiKey_Tab, false) ||
                       ImGui::IsKeyPressed(ImGuiKey_Escape, false) || ImGui::GetIO().WantTextInput;
  if (!state.has_keyboard || !leaving) return;
  state.has_keyboard = false;
  release_all(state, requests);
}

}  // namespace

Direction board_direction(Direction seen, int rotation_deg) {
  // Turned clockwise by a quarter, the board's left points up.
  constexpr std::array<Direction, 4> kClockwise{Direction::Up, Direction::Right, Direction::Down,
                                                Direction::Left};
  if (seen == Direction::Middle) return seen;
  const auto at =
      static_cast<int>(std::find(kClockwise.begin(), kClockwise.end(), seen) - kClockwise.begin());
  return kClockwise[static_cast<std::size_t>((at + 4 - rotation_deg / 90 % 4) % 4)];
}

HatPanelRequests draw_hat_panel(HatPanelState& state, const HatPanelInput& input, const Context& ui) {
  HatPanelRequests requests;
  watch_focus(state, requests);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool narrow = is_narrow(room.x, ui);
  if (const float width = ImGui::GetWindowWidth(); state.below.width != width || state.below.em != ui.em())
    state.below = {width, ui.em(), ui.em(narrow ? 10.2F : 9.2F)};
  const float side =
      std::floor(std::max(ui.em(8), std::min(room.x - ui.em(0.6F), room.y - state.below.height)));
  ImGui::SetCursorPosX(std::floor(ImGui::GetCursorPosX() + (room.x - side) / 2));
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.em(0.3F));
  draw_leds(state, input, ui, side);
  const float under = ImGui::GetCursorPosY();
  ImGui::Dummy({0, ui.em(0.3F)});
  ImGui::BeginGroup();
  draw_stick(state, requests, ui, ui.em(narrow ? 2 : 2.3F));
  ImGui::EndGroup();
  ImGui::SameLine(0, ui.em(narrow ? 0.5F : 1.2F));
  ImGui::BeginGroup();
  draw_look(state, requests, ui);
  if (!narrow) draw_keyboard_words(state, ui);
  ImGui::EndGroup();
  if (narrow) draw_keyboard_words(state, ui);
  // Words that need more lines take room from the lights: a scroll bar would, and would come and go.
  state.below.height = std::max(state.below.height, ImGui::GetCursorPosY() - under + ui.em(0.5F));
  return requests;
}

}  // namespace cupola::ui
