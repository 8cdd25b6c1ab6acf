#include "emulator/ui/studio.hpp"

#include "emulator/picture/frame_code.hpp"
#include "emulator/picture/import_image.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/row_layout.hpp"
#include "emulator/ui/studio_parts.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <stdexcept>

namespace cupola::ui {
namespace {

constexpr std::uint32_t kRepeats[] = {1, 2, 3, 5, 10, 0};

void say(StudioState& state, std::string text, bool bad = false) { state.note = {std::move(text), bad}; }

void play(StudioState& state, const Context& ui) {
  state.playing = !state.playing;
  state.play_start_s = ui.now_s;
}

/// The picture that plays now, and when to draw again.
std::optional<std::size_t> playing_picture(StudioState& state, const Context& ui) {
  if (!state.playing) return std::nullopt;
  const double elapsed_ms = std::max(0.0, (ui.now_s - state.play_start_s) * 1000);
  const PlayPlace place = play_place(state.model.animation(), static_cast<std::uint64_t>(elapsed_ms));
  if (place.over) {
    state.playing = false;
    return std::nullopt;
  }
  ui.redraw_at(state.play_start_s + static_cast<double>(place.next_ms) / 1000);
  return place.index;
}

// ---- keys

void watch_tool_keys(StudioState& state) {
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, false); };
  if (pressed(ImGuiKey_P)) state.tool = StudioTool::Pencil;
  if (pressed(ImGuiKey_F)) state.tool = StudioTool::Fill;
  if (pressed(ImGuiKey_E)) state.tool = StudioTool::Eraser;
  if (pressed(ImGuiKey_I)) state.tool = StudioTool::Picker;
  if (pressed(ImGuiKey_M)) state.mirror.across = !state.mirror.across;
  if (pressed(ImGuiKey_O)) state.onion_skin = !state.onion_skin;
}

void watch_picture_keys(StudioState& state) {
  StudioModel& model = state.model;
  const std::size_t open = model.open();
  const std::size_t count = model.pictures().size();
  const std::size_t before = open > 0 ? open - 1 : 0;
  const bool move = ImGui::GetIO().KeyCtrl;
  if (ImGui::IsKeyPressed(ImGuiKey_PageUp)) move ? model.move_to(before) : model.select(before);
  if (ImGui::IsKeyPressed(ImGuiKey_PageDown)) move ? model.move_to(open + 1) : model.select(open + 1);
  if (ImGui::IsKeyPressed(ImGuiKey_Insert, false)) model.add();
  if (ImGui::IsKeyPressed(ImGuiKey_Delete, false)) model.remove();
  state.reveal_open = state.reveal_open || open != model.open() || count != model.pictures().size();
}

void watch_ctrl_keys(StudioState& state, const Context& ui) {
  StudioModel& model = state.model;
  const bool shift = ImGui::GetIO().KeyShift;
  const std::size_t count = model.pictures().size();
  if (ImGui::IsKeyPressed(ImGuiKey_Z)) shift ? model.redo() : model.undo();
  if (ImGui::IsKeyPressed(ImGuiKey_Y)) model.redo();
  if (ImGui::IsKeyPressed(ImGuiKey_C, false) && !shift) {
    state.copied = model.copy();
    say(state, ui.words("Copied. Ctrl+V puts it after the open picture."));
  }
  if (ImGui::IsKeyPressed(ImGuiKey_V, false) && state.copied) model.paste(*state.copied);
  if (ImGui::IsKeyPressed(ImGuiKey_D, false)) model.duplicate();
  if (ImGui::IsKeyPressed(ImGuiKey_Enter, false)) play(state, ui);
  state.reveal_open = state.reveal_open || count != model.pictures().size();
}

void watch_keys(StudioState& state, const Context& ui) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || io.KeyAlt) return;
  watch_picture_keys(state);
  if (io.KeyCtrl)
    watch_ctrl_keys(state, ui);
  else
    watch_tool_keys(state);
}

// ---- the right side

void draw_preview(const StudioState& state, const StudioInput& input, const hat::Frame& frame,
                  const Context& ui) {
  const float room = ImGui::GetContentRegionAvail().x;
  const float side = std::floor(std::min({room, ui.em(13), ImGui::GetContentRegionAvail().y * 0.42F}));
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::floor((room - side) / 2));
  if (const ImTextureID picture = input.preview.show(frame, hat::kDefaultGamma, state.look, side))
    ImGui::Image(picture, {side, side});
  else
    ImGui::Dummy({side, side});
}

void draw_repeats(StudioState& state, const Context& ui) {
  const auto text_of = [&](std::uint32_t repeats) {
    if (repeats == 0) return std::string(ui.words("For ever"));
    if (repeats == 1) return std::string(ui.words("Once"));
    return std::to_string(repeats) + " ×";
  };
  const std::uint32_t now = state.model.animation().repeats;
  if (!begin_combo((std::string("##") + ui.words("Repeat")).c_str(), text_of(now).c_str())) return;
  for (const std::uint32_t repeats : kRepeats)
    if (ImGui::Selectable(text_of(repeats).c_str(), repeats == now)) state.model.set_repeats(repeats);
  ImGui::EndCombo();
}

/// Two buttons side by side are equally wide; where the words of one need more room, each has a line of its
/// own. Words may take of the padding before that: a panel that is longer than the window is worse.
float width_in_pair(std::initializer_list<const char*> labels) {
  const float room = ImGui::GetContentRegionAvail().x;
  const float half = (room - ImGui::GetStyle().ItemSpacing.x) / 2;
  const float spare = ImGui::GetStyle().FramePadding.x / 2;
  const bool fits = std::all_of(labels.begin(), labels.end(),
                                [=](const char* label) { return button_width(label) - spare <= half; });
  return fits ? half : room;
}

void draw_code_buttons(StudioState& state, const StudioInput& input, StudioRequests& requests,
                       const Context& ui) {
  const ImVec2 half{width_in_pair({ui.words("Make Python"), ui.words("Read Python"), ui.words("Open image"),
                                   ui.words("Save film")}),
                    0};
  if (ImGui::Button(ui.words("Make Python"), half)) {
    requests.program = picture::write_frame_code(state.model.animation());
    say(state, ui.words("Your pictures are now a program, in the editor."));
  }
  hint(ui.words("Write these pictures as a program, into the editor"), ui);
  same_line_if_fits(std::floor(half.x));
  if (ImGui::Button(ui.words("Read Python"), half)) read_into_studio(state, input.program, ui.words);
  hint(ui.words("Take the pictures that the program in the editor draws"), ui);
  if (ImGui::Button(ui.words("Open image"), half)) requests.open_image = true;
  hint(ui.words("Take the pictures of a PNG or GIF file; or drop one on the window"), ui);
  same_line_if_fits(std::floor(half.x));
  if (ImGui::Button(ui.words("Save film"), half)) requests.save_film = true;
  hint(ui.words("Save the animation as GIF or APNG, to show it to others"), ui);
}

void draw_side(StudioState& state, const StudioInput& input, const hat::Frame& frame,
               StudioRequests& requests, const Context& ui) {
  draw_preview(state, input, frame, ui);
  const float half = width_in_pair({ui.words("Stop"), ui.words("Play film")});
  if (main_button(ui.words(state.playing ? "Stop" : "Play film"), ui, {half, 0})) play(state, ui);
  hint(ui.words("Ctrl+Return"), ui);
  same_line_if_fits(std::floor(half));
  draw_repeats(state, ui);
  ImGui::BeginDisabled(input.hat_busy);
  if (switch_button(ui.words("Show on HAT"), state.on_hat, ui, {ImGui::GetContentRegionAvail().x, 0}))
    state.on_hat = !state.on_hat;
  hint(ui.words(input.hat_busy ? "A program is using the HAT. Stop it first."
                               : "What you paint and play appears on the HAT at once"),
       ui);
  ImGui::EndDisabled();
  ImGui::Spacing();
  draw_code_buttons(state, input, requests, ui);
}

void send_to_hat(StudioState& state, const StudioInput& input, const hat::Frame& frame,
                 StudioRequests& requests) {
  if (!state.on_hat || input.hat_busy) return state.sent.reset();
  if (state.sent == frame) return;
  state.sent = frame;
  requests.show = frame;
}

}  // namespace

void import_into_studio(StudioState& state, std::string_view bytes, const Catalogue& words) {
  try {
    state.model.replace(picture::import_image(bytes));
    say(state, words("The pictures of the file are here. Undo brings yours back."));
  } catch (const std::invalid_argument& error) {
    say(state, error.what(), true);
  }
  state.reveal_open = true;
}

void read_into_studio(StudioState& state, std::string_view program, const Catalogue& words) {
  try {
    state.model.replace(picture::read_frame_code(program));
    say(state, words("The pictures of the program are here. Undo brings yours back."));
  } catch (const std::invalid_argument& error) {
    say(state, error.what(), true);
  }
  state.reveal_open = true;
}

StudioRequests draw_studio(StudioState& state, const StudioInput& input, const Context& ui) {
  StudioRequests requests;
  const std::uint64_t before = state.model.revision();
  // A stroke that ended while something else was shown.
  if (!ImGui::IsAnyItemActive() && !state.stroke_from && !state.dragging) state.model.end();
  watch_keys(state, ui);
  const std::optional<std::size_t> playing = playing_picture(state, ui);
  const hat::Frame frame = frame_of(playing ? state.model.pictures()[*playing] : state.model.picture());

  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const float left = std::min(ui.em(15.5F), room.x * 0.27F);
  const float right = std::min(ui.em(16), room.x * 0.27F);
  const float timeline = std::min(ui.em(10.5F), room.y * 0.34F);
  const float upper = room.y - timeline - ImGui::GetStyle().ItemSpacing.y;
  begin_panel("studio tools", ui, {left, upper});
  draw_studio_tools(state, ui);
  ImGui::EndChild();
  ImGui::SameLine();
  begin_panel("studio canvas", ui, {room.x - left - right - 2 * gap, upper});
  draw_studio_canvas(state, ui);
  ImGui::EndChild();
  ImGui::SameLine();
  begin_panel("studio side", ui, {right, upper});
  draw_side(state, input, frame, requests, ui);
  ImGui::EndChild();
  begin_panel("studio timeline", ui, {0, timeline});
  draw_studio_timeline(state, playing, ui);
  ImGui::EndChild();

  send_to_hat(state, input, frame, requests);
  requests.changed = state.model.revision() != before;
  return requests;
}

}  // namespace cupola::ui
