#include "emulator/picture/describe.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/row_layout.hpp"
#include "emulator/ui/studio_parts.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace cupola::ui {
namespace {

using hat::kSide;
using picture::Look;

constexpr ImU32 kBoard = IM_COL32(20, 22, 27, 255);
constexpr ImU32 kBody = IM_COL32(58, 59, 62, 255);

/// Where the LEDs lie on the screen.
struct Grid {
  ImVec2 corner;
  float cell = 0;

  ImVec2 at(std::size_t led) const {
    const std::size_t row = led / kSide;
    return {corner.x + cell * static_cast<float>(led % kSide), corner.y + cell * static_cast<float>(row)};
  }
  std::size_t nearest(ImVec2 place) const {
    const auto along = [&](float way) {
      return static_cast<std::size_t>(std::clamp(way / cell, 0.0F, static_cast<float>(kSide) - 1));
    };
    return along(place.y - corner.y) * kSide + along(place.x - corner.x);
  }
};

using Paints = std::array<ImU32, hat::kPixelCount>;

ImU32 paint_of(hat::Color shown, Look look) {
  if (shown == hat::Color{} && look == Look::AsSeen) return kBody;
  return IM_COL32(shown.red, shown.green, shown.blue, 255);
}

Paints paints_of(const picture::TimedPicture& picture, Look look) {
  const auto colors = picture::led_colors(frame_of(picture), look);
  Paints paints{};
  std::transform(colors.begin(), colors.end(), paints.begin(),
                 [&](hat::Color color) { return paint_of(color, look); });
  return paints;
}

void draw_led(ImDrawList& draw, const Grid& grid, std::size_t led, ImU32 paint, float part) {
  const ImVec2 corner = grid.at(led);
  const float margin = grid.cell * (1 - part) / 2;
  draw.AddRectFilled({corner.x + margin, corner.y + margin},
                     {corner.x + grid.cell - margin, corner.y + grid.cell - margin}, paint,
                     grid.cell * part * 0.16F);
}

void draw_ring(ImDrawList& draw, const Grid& grid, std::size_t led, ImU32 paint, float width) {
  const ImVec2 corner = grid.at(led);
  draw.AddRect({corner.x + width / 2, corner.y + width / 2},
               {corner.x + grid.cell - width / 2, corner.y + grid.cell - width / 2}, paint, grid.cell * 0.18F,
               0, width);
}

void draw_picture(const StudioState& state, const Grid& grid, const Context& ui) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float side = grid.cell * kSide;
  const float edge = ui.em(0.35F);
  draw.AddRectFilled({grid.corner.x - edge, grid.corner.y - edge},
                     {grid.corner.x + side + edge, grid.corner.y + side + edge}, kBoard, ui.em(0.7F));
  const std::size_t open = state.model.open();
  const Paints now = paints_of(state.model.picture(), state.look);
  for (std::size_t led = 0; led < now.size(); ++led) draw_led(draw, grid, led, now.at(led), 0.88F);
  if (!state.onion_skin || open == 0) return;
  const picture::TimedPicture& before = state.model.pictures()[open - 1];
  const Paints shining = paints_of(before, state.look);
  for (std::size_t led = 0; led < now.size(); ++led)
    if (state.model.at(led) == hat::Color{} && before.colors.at(led) != hat::Color{})
      draw_led(draw, grid, led, faded(shining.at(led), 0.6F), 0.34F);
}

/// The arrows move the cursor, Space paints; while it is held, the way is painted.
void watch_canvas_keys(StudioState& state, ImGuiID id) {
  constexpr struct {
    ImGuiKey key;
    int right;
    int down;
  } kArrows[] = {{ImGuiKey_LeftArrow, -1, 0},
                 {ImGuiKey_RightArrow, 1, 0},
                 {ImGuiKey_UpArrow, 0, -1},
                 {ImGuiKey_DownArrow, 0, 1}};
  for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow,
                             ImGuiKey_Space, ImGuiKey_Enter,
                             // Alt alone would take the keyboard to a menu.
                             static_cast<ImGuiKey>(ImGuiMod_Alt)})
    ImGui::SetKeyOwner(key, id);
  const ImGuiIO& io = ImGui::GetIO();
  for (const auto& arrow : kArrows) {
    if (!ImGui::IsKeyPressed(arrow.key, id, ImGuiInputFlags_Repeat)) continue;
    if (io.KeyAlt) {
      state.model.shift(arrow.right, arrow.down);
      continue;
    }
    const int x = static_cast<int>(state.cursor % kSide) + arrow.right;
    const int y = static_cast<int>(state.cursor / kSide) + arrow.down;
    const int last = static_cast<int>(kSide) - 1;
    state.cursor = static_cast<std::size_t>(std::clamp(y, 0, last)) * kSide +
                   static_cast<std::size_t>(std::clamp(x, 0, last));
    if (state.stroke_from) apply_studio_tool(state, state.cursor);
  }
  const bool paints =
      ImGui::IsKeyPressed(ImGuiKey_Space, id, 0) || ImGui::IsKeyPressed(ImGuiKey_Enter, id, 0);
  if (paints && !io.KeyCtrl && !state.stroke_from) {
    state.model.begin();
    apply_studio_tool(state, state.cursor);
    state.stroke_from = state.cursor;
  }
}

void end_stroke(StudioState& state) {
  if (!state.stroke_from) return;
  state.stroke_from.reset();
  state.model.end();
}

void watch_canvas_mouse(StudioState& state, const Grid& grid) {
  // Space activates the widget too; the keys are looked at elsewhere.
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) return;
  if (ImGui::IsItemActivated()) {
    end_stroke(state);
    state.model.begin();
    state.stroke_from = grid.nearest(ImGui::GetMousePos());
    apply_studio_tool(state, *state.stroke_from);
    return;
  }
  if (!ImGui::IsItemActive() || !state.stroke_from) return;
  apply_studio_tool(state, grid.nearest(ImGui::GetMousePos()));
}

void draw_where(const StudioState& state, std::size_t led, const Context& ui) {
  const hat::Color color = state.model.at(led);
  const std::string name = ui.words(std::string(picture::nearest_named_color(color).name).c_str());
  char text[160];
  std::snprintf(text, sizeof text, "x %zu, y %zu:  %s  (%d, %d, %d)%s%s", led % kSide, led / kSide,
                name.c_str(), color.red, color.green, color.blue, stays_dark(color) ? "  –  " : "",
                stays_dark(color) ? ui.words("too dark for the real lights") : "");
  muted_text(text, ui);
}

constexpr const char* kBadSign = "✖ ";

float note_height(const StudioState& state, float width) {
  const std::string text = (state.note.bad ? kBadSign : "") + state.note.text;
  return std::max(ImGui::GetTextLineHeight(), ImGui::CalcTextSize(text.c_str(), nullptr, false, width).y);
}

void draw_note(const StudioState& state, const Context& ui) {
  ImGui::PushStyleColor(ImGuiCol_Text, state.note.bad ? ui.palette.bad : ui.palette.text);
  ImGui::TextWrapped("%s%s", state.note.bad ? kBadSign : "", state.note.text.c_str());
  ImGui::PopStyleColor();
}

void draw_canvas_bar(StudioState& state, const Context& ui) {
  const char* const seen = ui.words("As seen");
  const char* const coded = ui.words("As coded");
  const char* const onion = ui.words("Picture before");
  const char* const clear = ui.words("Clear");
  if (switch_button(seen, state.look == Look::AsSeen, ui)) state.look = Look::AsSeen;
  hint(ui.words("The colours as the real lights show them"), ui);
  same_line_if_fits(button_width(coded));
  if (switch_button(coded, state.look == Look::AsCoded, ui)) state.look = Look::AsCoded;
  hint(ui.words("The colours as your program names them"), ui);
  same_line_if_fits(button_width(onion));
  if (switch_button(onion, state.onion_skin, ui)) state.onion_skin = !state.onion_skin;
  hint(ui.words("The picture before shines through, to draw what moves (O)"), ui);
  same_line_if_fits(button_width("↔"));
  if (switch_button("↔##Mirror left to right", state.mirror.across, ui))
    state.mirror.across = !state.mirror.across;
  hint(ui.words("Paint left and right at the same time, like in a mirror (M)"), ui);
  same_line_if_fits(button_width("↕"));
  if (switch_button("↕##Mirror top to bottom", state.mirror.down, ui)) state.mirror.down = !state.mirror.down;
  hint(ui.words("Paint top and bottom at the same time, like in a mirror"), ui);
  same_line_if_fits(button_width(clear));
  if (ImGui::Button(clear)) state.model.clear();
  hint(ui.words("Make every light of this picture dark"), ui);
}

}  // namespace

ImU32 led_paint(hat::Color color, Look look) {
  hat::Frame frame;
  frame.pixels[0] = hat::to_rgb565(color);
  return paint_of(picture::led_colors(frame, look).front(), look);
}

void draw_small_picture(ImDrawList& draw, const picture::TimedPicture& picture, Look look, ImVec2 corner,
                        float side) {
  // Whole pixels and square corners: there may be many of these.
  const float cell = std::floor(side / kSide);
  const float margin = std::floor((side - cell * kSide) / 2);
  const float gap = std::max(1.0F, std::floor(cell / 8));
  const Grid grid{{corner.x + margin, corner.y + margin}, cell};
  draw.AddRectFilled(corner, {corner.x + side, corner.y + side}, kBoard);
  const Paints paints = paints_of(picture, look);
  for (std::size_t led = 0; led < paints.size(); ++led) {
    const ImVec2 at = grid.at(led);
    draw.AddRectFilled(at, {at.x + cell - gap, at.y + cell - gap}, paints.at(led));
  }
}

void apply_studio_tool(StudioState& state, std::size_t led) {
  const std::size_t from = state.stroke_from.value_or(led);
  state.note = {};
  switch (state.tool) {
    case StudioTool::Pencil:
      state.model.paint_line(from, led, state.color, state.mirror);
      break;
    case StudioTool::Eraser:
      state.model.paint_line(from, led, {}, state.mirror);
      break;
    case StudioTool::Fill:
      state.model.fill(led, state.color, state.mirror);
      break;
    case StudioTool::Picker:
      state.color = state.model.at(led);
      break;
  }
  if (state.stroke_from) state.stroke_from = led;
  state.cursor = led;
  const bool paints = state.tool == StudioTool::Pencil || state.tool == StudioTool::Fill;
  if (!paints || state.color == hat::Color{}) return;
  constexpr std::size_t kMostRecent = 10;
  auto& recent = state.recent;
  recent.erase(std::remove(recent.begin(), recent.end(), state.color), recent.end());
  recent.insert(recent.begin(), state.color);
  if (recent.size() > kMostRecent) recent.pop_back();
}

void draw_studio_canvas(StudioState& state, const Context& ui) {
  draw_canvas_bar(state, ui);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float edge = ui.em(0.35F);
  const float line = note_height(state, room.x) + ui.em(0.9F);
  const float cell =
      std::floor(std::max(ui.em(9), std::min(room.x, room.y - line) - 2 * edge) / static_cast<float>(kSide));
  const float side = cell * kSide;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(edge, std::floor((room.x - side) / 2)));
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + edge);
  const Grid grid{ImGui::GetCursorScreenPos(), cell};
  ImGui::InvisibleButton(ui.words("Picture to paint"), {side, side});
  const ImGuiID id = ImGui::GetItemID();
  const bool focused = ImGui::IsItemFocused();
  const bool hovered = ImGui::IsItemHovered();
  watch_canvas_mouse(state, grid);
  if (focused) watch_canvas_keys(state, id);
  const bool held =
      ImGui::IsItemActive() ||
      (focused && (ImGui::IsKeyDown(ImGuiKey_Space, id) || ImGui::IsKeyDown(ImGuiKey_Enter, id)));
  if (!held) end_stroke(state);

  draw_picture(state, grid, ui);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float ring = std::max(2.0F, ui.em(0.16F));
  std::size_t told = state.cursor;
  if (hovered) {
    told = grid.nearest(ImGui::GetMousePos());
    draw_ring(draw, grid, told, IM_COL32(255, 255, 255, 170), ring);
  }
  if (focused && !hovered) {
    draw_ring(draw, grid, state.cursor, IM_COL32(0, 0, 0, 255), 2 * ring);
    draw_ring(draw, grid, state.cursor, ui.palette.accent, ring);
  }
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + edge);
  if (state.note.text.empty() || hovered)
    draw_where(state, told, ui);
  else
    draw_note(state, ui);
}

}  // namespace cupola::ui
