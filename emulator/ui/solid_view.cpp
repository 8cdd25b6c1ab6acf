#include "emulator/ui/solid_view.hpp"
#include "emulator/ui/model/solid.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

namespace cupola::ui {
namespace {

using hat::Vec3;

constexpr Eye kEye;

/// Half the board's sides, in units of half its width.
constexpr Vec3 kHalf{1, 0.87, 0.06};
/// Half the side of the LED matrix.
constexpr double kLeds = 0.6;
constexpr double kAxisLength = 1.4;
/// Into the board: so long that its end comes out from under it.
constexpr double kDepthLength = 2.3;

/// Puts points of the board on the screen.
struct Projection {
  Turn turn;
  ImVec2 middle;
  float unit_px = 1;

  ImVec2 operator()(const Vec3& v) const {
    const Vec3 at = seen(kEye, apply(turn, v));
    // A little perspective: what is nearer is larger.
    const double larger = 1 / (1 - at.z * 0.12);
    return {middle.x + static_cast<float>(at.x * larger) * unit_px,
            middle.y + static_cast<float>(at.y * larger) * unit_px};
  }
  /// Whether a face whose outside points to `normal` is seen.
  bool faces_eye(const Vec3& normal) const { return seen(kEye, apply(turn, normal)).z > 0; }
};

Paint shaded(Paint color, double light) {
  const auto channel = [&](unsigned shift) {
    const double value = static_cast<double>(color >> shift & 0xffU) * light;
    return static_cast<Paint>(std::clamp(value, 0.0, 255.0)) << shift;
  };
  return (color & 0xff000000U) | channel(0) | channel(8) | channel(16);
}

void draw_face(const Projection& project, const Vec3& normal, const Vec3& across, const Vec3& up,
               Paint color) {
  if (!project.faces_eye(normal)) return;
  const auto corner = [&](double a, double b) {
    return project({normal.x + a * across.x + b * up.x, normal.y + a * across.y + b * up.y,
                    normal.z + a * across.z + b * up.z});
  };
  const double light = 0.55 + 0.45 * std::max(0.0, apply(project.turn, normal).z > 0 ? 1.0 : 0.3);
  ImGui::GetWindowDrawList()->AddQuadFilled(corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1),
                                            shaded(color, light));
}

void draw_board(const Projection& project, ImTextureID leds, Paint color) {
  const Vec3 x{kHalf.x, 0, 0};
  const Vec3 y{0, kHalf.y, 0};
  const Vec3 z{0, 0, kHalf.z};
  const auto minus = [](const Vec3& v) { return Vec3{-v.x, -v.y, -v.z}; };
  draw_face(project, x, y, z, shaded(color, 0.8));
  draw_face(project, minus(x), y, z, shaded(color, 0.8));
  draw_face(project, y, x, z, shaded(color, 0.7));
  draw_face(project, minus(y), x, z, shaded(color, 0.7));
  draw_face(project, minus(z), x, y, shaded(color, 0.6));
  draw_face(project, z, x, y, color);
  if (!project.faces_eye(z)) return;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const double top = kHalf.z * 1.2;
  if (leds != nullptr) {
    draw.AddImageQuad(leds, project({-kLeds, kLeds, top}), project({kLeds, kLeds, top}),
                      project({kLeds, -kLeds, top}), project({-kLeds, -kLeds, top}));
  }
  // The joystick, in the corner where the real one is.
  draw.AddCircleFilled(project({0.8, -0.72, 0.12}), project.unit_px * 0.09F, 0xff303030U);
  draw.AddCircleFilled(project({0.8, -0.72, 0.2}), project.unit_px * 0.055F, 0xffb0b0b0U);
}

ImVec2 tip_of(const Projection& project, const Vec3& direction) {
  const double length = direction.z == 0 ? kAxisLength : kDepthLength;
  return project({direction.x * length, direction.y * length, direction.z * length});
}

float axis_width(const Context& ui) { return std::max(1.5F, ui.em(0.12F)); }

void draw_axis(const Projection& project, const Vec3& direction, Paint color, const Context& ui) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 from = project({0, 0, 0});
  const ImVec2 to = tip_of(project, direction);
  const float width = axis_width(ui);
  draw.AddLine(from, to, color, width);
  draw.AddCircleFilled(to, width * 1.6F, color);
}

/// Over everything: a name behind the board could not be read.
void draw_name(const Projection& project, const Vec3& direction, const char* name, const Context& ui) {
  const ImVec2 to = tip_of(project, direction);
  const ImVec2 size = ImGui::CalcTextSize(name);
  // Away from the middle, where the other axes are.
  const float gap_px = axis_width(ui) * 2.5F;
  const float left = to.x < project.middle.x - ui.em() ? to.x - gap_px - size.x : to.x + gap_px;
  const ImVec2 corner{std::round(left), std::round(to.y - size.y / 2)};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  if (!project.faces_eye(direction)) {
    const float gap = ui.em(0.2F);
    draw.AddRectFilled({corner.x - gap, corner.y}, {corner.x + size.x + gap, corner.y + size.y},
                       faded(ui.palette.panel, 0.85F), gap);
  }
  draw.AddText(corner, ui.palette.text, name);
}

struct Axis {
  Vec3 direction;
  const char* letter;
  const char* name;  ///< of the turn about it
  std::size_t plot;
};
constexpr Axis kAxes[] = {
    {{1, 0, 0}, "x", "Roll", 1}, {{0, -1, 0}, "y", "Pitch", 2}, {{0, 0, -1}, "z", "Yaw", 0}};

/// What is behind the board is drawn before it.
void draw_axes(const Projection& project, bool behind, const Context& ui) {
  for (const Axis& axis : kAxes) {
    if (project.faces_eye(axis.direction) != behind)
      draw_axis(project, axis.direction, ui.palette.plot[axis.plot], ui);
  }
}

/// How far the person turned the board in this picture, radians to the right and down.
ImVec2 turned_by(const Context& ui) {
  constexpr float kPress_rad = static_cast<float>(std::numbers::pi / 12);
  ImVec2 turn{0, 0};
  // The end of a quick movement may come in the same picture as letting go.
  const bool let_go = ImGui::IsItemDeactivated() && ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  if ((ImGui::IsItemActive() && !ImGui::IsItemActivated()) || let_go) {
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    turn = {moved.x / ui.em(7), moved.y / ui.em(7)};
  }
  if (!ImGui::IsItemFocused()) return turn;
  const ImGuiID id = ImGui::GetItemID();
  for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow}) {
    ImGui::SetKeyOwner(key, id);
  }
  const auto presses = [](ImGuiKey key) { return ImGui::IsKeyPressed(key) ? 1.0F : 0.0F; };
  turn.x += (presses(ImGuiKey_RightArrow) - presses(ImGuiKey_LeftArrow)) * kPress_rad;
  turn.y += (presses(ImGuiKey_DownArrow) - presses(ImGuiKey_UpArrow)) * kPress_rad;
  return turn;
}

}  // namespace

bool draw_solid_view(const char* label, world::Orientation& orientation, ImTextureID leds, const Context& ui,
                     ImVec2 size) {
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton(label, size);
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
  const ImVec2 by = turned_by(ui);
  const bool changed = by.x != 0 || by.y != 0;
  if (changed) {
    const Turn drag = dragged(kEye, static_cast<double>(by.x), static_cast<double>(by.y));
    orientation = drawn(orientation_of(compose(drag, turn_of(drawn(orientation)))));
  }
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.PushClipRect(corner, {corner.x + size.x, corner.y + size.y}, true);
  const Projection project{turn_of(drawn(orientation)),
                           {corner.x + size.x / 2, corner.y + size.y * 0.47F},
                           std::min(size.x, size.y * 1.4F) / 3.7F};
  draw_axes(project, true, ui);
  draw_board(project, leds, ui.palette.board);
  draw_axes(project, false, ui);
  for (const Axis& axis : kAxes) {
    const std::string name = std::string(axis.letter) + "  " + ui.words(axis.name);
    draw_name(project, axis.direction, name.c_str(), ui);
  }
  draw.PopClipRect();
  // Again, over the board and not under it.
  ImGui::RenderNavHighlight({corner, {corner.x + size.x, corner.y + size.y}}, ImGui::GetItemID());
  return changed;
}

}  // namespace cupola::ui
