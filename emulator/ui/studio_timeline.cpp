#include "emulator/ui/controls.hpp"
#include "emulator/ui/row_layout.hpp"
#include "emulator/ui/studio_parts.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

namespace cupola::ui {
namespace {

/// "0.5 s" or "1.25 s".
std::string seconds(std::uint32_t duration_ms) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", static_cast<double>(duration_ms) / 1000);
  std::string shown = text;
  shown.erase(shown.find_last_not_of('0') + 1);
  if (shown.back() == '.') shown.pop_back();
  return shown + " s";
}

bool row_button(const char* label, const char* tip, const Context& ui) {
  same_line_if_fits(button_width(label));
  const bool pressed = ImGui::Button(label);
  hint(ui.words(tip), ui);
  return pressed;
}

void draw_arranging(StudioState& state, const Context& ui) {
  StudioModel& model = state.model;
  char count[64];
  std::snprintf(count, sizeof count, "%zu / %zu", model.open() + 1, model.pictures().size());
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(count);
  bool moved = false;
  if (row_button(ui.words("Add"), "A new dark picture after this one (Insert)", ui)) moved = model.add();
  if (row_button(ui.words("Double"), "The same picture once more (Ctrl+D)", ui))
    moved = model.duplicate() || moved;
  if (row_button(ui.words("Delete"), "Take this picture out (Delete)", ui)) {
    model.remove();
    moved = true;
  }
  ImGui::BeginDisabled(model.open() == 0);
  if (row_button("◀##Earlier", "Move this picture to the left (Ctrl+PageUp)", ui)) {
    model.move_to(model.open() - 1);
    moved = true;
  }
  ImGui::EndDisabled();
  ImGui::BeginDisabled(model.open() + 1 == model.pictures().size());
  if (row_button("▶##Later", "Move this picture to the right (Ctrl+PageDown)", ui)) {
    model.move_to(model.open() + 1);
    moved = true;
  }
  ImGui::EndDisabled();
  ImGui::BeginDisabled(!model.can_undo());
  if (row_button("↶##Undo", "Undo (Ctrl+Z)", ui)) moved = model.undo() || moved;
  ImGui::EndDisabled();
  ImGui::BeginDisabled(!model.can_redo());
  if (row_button("↷##Redo", "Make it again (Ctrl+Y)", ui)) moved = model.redo() || moved;
  ImGui::EndDisabled();
  state.reveal_open = state.reveal_open || moved;
}

void draw_timing(StudioState& state, const Context& ui) {
  StudioModel& model = state.model;
  const std::string shown = seconds(model.picture().duration_ms);
  const float width = ui.em(8);
  same_line_if_fits(ImGui::CalcTextSize("10.00 s").x + ImGui::GetStyle().ItemSpacing.x + width);
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(shown.c_str());
  ImGui::SameLine();
  ImGui::SetNextItemWidth(width);
  auto time_s = static_cast<float>(model.picture().duration_ms) / 1000;
  const std::string label = std::string("##") + ui.words("Time of this picture");
  // The time stands before it: under the knob nobody could read it.
  const bool typing = ImGui::TempInputIsActive(ImGui::GetID(label.c_str()));
  if (!typing) ImGui::PushStyleColor(ImGuiCol_Text, 0U);
  const bool changed =
      ImGui::SliderFloat(label.c_str(), &time_s, static_cast<float>(kShortestPicture_ms) / 1000,
                         static_cast<float>(kLongestPicture_ms) / 1000, "%.2f", ImGuiSliderFlags_Logarithmic);
  if (!typing) ImGui::PopStyleColor();
  if (ImGui::IsItemActivated()) model.begin();
  if (changed) model.set_duration(static_cast<std::uint32_t>(std::lround(std::max(time_s, 0.0F) * 1000)));
  if (ImGui::IsItemDeactivated()) model.end();
  hint(ui.words("How long this picture is shown"), ui);
  if (row_button(ui.words("Same for all"), "Show every picture as long as this one", ui))
    model.same_duration();
  if (row_button(ui.words("Slower"), "Show all pictures longer", ui)) model.scale_durations(1.25);
  if (row_button(ui.words("Faster"), "Show all pictures shorter", ui)) model.scale_durations(0.8);
}

struct Strip {
  float side = 0;  ///< of a thumbnail
  float step = 0;  ///< from one to the next
  float left = 0;  ///< of the first, on the screen
};

void draw_thumbnail(StudioState& state, std::size_t index, std::optional<std::size_t> playing,
                    const Strip& strip, const Context& ui) {
  const picture::TimedPicture& picture = state.model.pictures()[index];
  const float gap = std::max(3.0F, ui.em(0.25F));
  ImGui::SetCursorPos({gap + strip.step * static_cast<float>(index), gap});
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const std::string label = std::string(ui.words("Picture")) + ' ' + std::to_string(index + 1);
  if (ImGui::InvisibleButton(label.c_str(), {strip.side, strip.side})) state.model.select(index);
  if (ImGui::IsItemActivated() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) state.model.select(index);
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left) && !state.dragging) {
    state.dragging = true;
    state.model.begin();
  }
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw_small_picture(draw, picture, state.look, corner, strip.side);
  const bool open = index == state.model.open();
  if (open || hovered) {
    const float width = open ? gap : std::max(1.0F, gap / 2);
    draw.AddRect({corner.x - width / 2, corner.y - width / 2},
                 {corner.x + strip.side + width / 2, corner.y + strip.side + width / 2},
                 open ? ui.palette.accent : ui.palette.muted, 0, 0, width);
  }
  const std::string time = (playing == index ? "▶ " : "") + seconds(picture.duration_ms);
  const ImVec2 size = ImGui::CalcTextSize(time.c_str());
  draw.AddText({std::floor(corner.x + (strip.side - size.x) / 2), corner.y + strip.side + ui.em(0.3F)},
               open ? ui.palette.text : ui.palette.muted, time.c_str());
}

/// A thumbnail that is dragged changes places with the one under the pointer.
void drag_thumbnail(StudioState& state, const Strip& strip) {
  if (!state.dragging) return;
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    state.dragging = false;
    return state.model.end();
  }
  const float place = (ImGui::GetMousePos().x - strip.left) / strip.step;
  const auto target = static_cast<std::size_t>(
      std::clamp(place, 0.0F, static_cast<float>(state.model.pictures().size() - 1)));
  if (target != state.model.open()) state.model.move_to(target);
}

void reveal(StudioState& state, const Strip& strip) {
  if (!state.reveal_open) return;
  state.reveal_open = false;
  const float from = strip.step * static_cast<float>(state.model.open());
  const float room = ImGui::GetWindowWidth();
  const float now = ImGui::GetScrollX();
  if (from < now) ImGui::SetScrollX(std::max(0.0F, from - strip.step));
  if (from + 2 * strip.step > now + room) ImGui::SetScrollX(from + 2 * strip.step - room);
}

void draw_strip(StudioState& state, std::optional<std::size_t> playing, const Context& ui) {
  const float bar = ImGui::GetStyle().ScrollbarSize;
  const float room = ImGui::GetContentRegionAvail().y - bar - ImGui::GetTextLineHeight() - ui.em(0.9F);
  const float side = std::floor(std::clamp(room, ui.em(2.5F), ui.em(7)));
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0U);
  ImGui::BeginChild("pictures", {0, 0}, ImGuiChildFlags_None,
                    ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NavFlattened);
  ImGui::PopStyleColor();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const Strip strip{.side = side, .step = side + ui.em(0.8F), .left = start.x};
  const std::size_t count = state.model.pictures().size();
  reveal(state, strip);
  // Of a thousand only those in sight, and one on each side for the keyboard to go to.
  const auto seen = [&](float place) {
    return static_cast<std::size_t>(std::clamp(place / strip.step, 0.0F, static_cast<float>(count)));
  };
  const float scroll = ImGui::GetScrollX();
  const std::size_t first = seen(scroll - strip.step);
  const std::size_t end = std::min(count, seen(scroll + ImGui::GetWindowWidth() + strip.step) + 1);
  for (std::size_t i = first; i < end; ++i) draw_thumbnail(state, i, playing, strip, ui);
  drag_thumbnail(state, strip);
  ImGui::SetCursorPos(
      {strip.step * static_cast<float>(count), side + ImGui::GetTextLineHeight() + ui.em(0.5F)});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
}

}  // namespace

void draw_studio_timeline(StudioState& state, std::optional<std::size_t> playing, const Context& ui) {
  draw_arranging(state, ui);
  draw_timing(state, ui);
  draw_strip(state, playing, ui);
}

}  // namespace cupola::ui
