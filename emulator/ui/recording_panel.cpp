#include "emulator/ui/recording_panel.hpp"
#include "emulator/ui/controls.hpp"
#include "emulator/ui/row_layout.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace cupola::ui {
namespace {

double duration_s(const RecordingPanelInput& input) {
  return input.recording == nullptr ? 0 : static_cast<double>(input.recording->duration_ns()) / 1e9;
}

bool has_rows(const RecordingPanelInput& input) {
  return input.recording != nullptr && !input.recording->rows.empty();
}

void draw_record_button(const RecordingPanelInput& input, RecordingPanelRequests& requests,
                        const Context& ui) {
  const ImVec2 size{ui.em(11), ui.em(2.6F)};
  if (input.recording_now) {
    requests.stop_recording = main_button(ui.words("■ Stop recording##record"), ui, size);
    ImGui::SameLine();
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + (size.y - ImGui::GetTextLineHeight()) / 2);
    ImGui::PushFont(ui.fonts.strong);
    ImGui::TextUnformatted(
        (std::string(ui.words("Recording")) + "  " + time_text(duration_s(input))).c_str());
    ImGui::PopFont();
    return;
  }
  ImGui::BeginDisabled(!input.can_record);
  requests.record = main_button(ui.words("● Record"), ui, size);
  hint(ui.words("Keeps what the sensors and the LEDs do from now on"), ui);
  ImGui::EndDisabled();
}

void draw_speeds(const RecordingPanelInput& input, RecordingPanelRequests& requests, const Context& ui) {
  for (const double speed : kPlaySpeeds) {
    char label[32];
    std::snprintf(label, sizeof label, "%g×##speed", speed);
    ImGui::SameLine(0, ui.em(0.2F));
    const bool on = std::abs(input.speed - speed) < 1e-9;
    if (switch_button(label, on, ui, {0, ui.em(2.6F)})) requests.speed = speed;
  }
}

void draw_player_buttons(const RecordingPanelInput& input, RecordingPanelRequests& requests,
                         const Context& ui) {
  const ImVec2 size{ui.em(6.5F), ui.em(2.6F)};
  ImGui::BeginDisabled(!has_rows(input) || input.recording_now);
  const bool pressed =
      input.playing ? ImGui::Button(ui.words("Pause"), size) : ImGui::Button(ui.words("▶ Play"), size);
  const bool space = !ImGui::GetIO().WantTextInput && !ImGui::IsAnyItemActive() && ImGui::GetFocusID() == 0 &&
                     ImGui::IsKeyPressed(ImGuiKey_Space, false) && has_rows(input) && !input.recording_now;
  requests.pause = (pressed || space) && input.playing;
  requests.play = (pressed || space) && !input.playing;
  ImGui::SameLine(0, ui.em(1));
  if (switch_button(ui.words("Loop"), input.loop, ui, {0, ui.em(2.6F)})) requests.loop = !input.loop;
  hint(ui.words("Begins again at the end"), ui);
  ImGui::SameLine(0, ui.em(0.8F));
  draw_speeds(input, requests, ui);
  ImGui::EndDisabled();
}

struct Export {
  const char* name;
  ExportKind kind;
  bool pictures;  ///< needs what the LEDs showed
};
constexpr Export kExports[] = {{"Table (CSV)", ExportKind::Csv, false},
                               {"Sense HAT recording (.hat)", ExportKind::Hat, false},
                               {"Film of the LEDs (GIF)", ExportKind::Gif, true},
                               {"Film of the LEDs (APNG)", ExportKind::Apng, true},
                               {"Pictures of the LEDs (PNG)", ExportKind::Png, true}};

void draw_save_as(const RecordingPanelInput& input, RecordingPanelRequests& requests, const Context& ui) {
  ImGui::BeginDisabled(!has_rows(input) || input.recording_now);
  if (ImGui::Button(ui.words("Save as…"), {0, ui.em(2.6F)})) ImGui::OpenPopup("##save_as");
  ImGui::EndDisabled();
  const ImVec2 below{ImGui::GetItemRectMax().x, ImGui::GetItemRectMax().y + ui.em(0.3F)};
  ImGui::SetNextWindowPos(below, ImGuiCond_Appearing, {1, 0});
  if (!ImGui::BeginPopup("##save_as")) return;
  for (const Export& each : kExports) {
    const ImGuiSelectableFlags flags =
        each.pictures && !input.has_pictures ? ImGuiSelectableFlags_Disabled : ImGuiSelectableFlags_None;
    if (ImGui::Selectable(ui.words(each.name), false, flags)) requests.save_as = each.kind;
  }
  if (!input.has_pictures) muted_text(ui.words("No pictures were recorded with it."), ui);
  ImGui::EndPopup();
}

/// Puts what follows at the right end of the line, if it is `width` wide and there is room.
void to_the_right(float width) {
  ImGui::SameLine();
  const float room = ImGui::GetContentRegionAvail().x;
  if (room > width) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + room - width);
}

void draw_toolbar(const RecordingPanelInput& input, RecordingPanelRequests& requests, const Context& ui) {
  draw_record_button(input, requests, ui);
  const float needed = ui.em(32) + (input.has_board ? ui.em(11) : 0);
  ImGui::SameLine(0, ui.em(1.2F));
  if (ImGui::GetContentRegionAvail().x < needed) ImGui::NewLine();
  draw_player_buttons(input, requests, ui);
  float width = button_width(ui.words("Save as…"));
  if (input.has_board) {
    const char* label = ui.words("Back to my world");
    width += button_width(label) + ImGui::GetStyle().ItemSpacing.x;
    to_the_right(width);
    requests.release_board = ImGui::Button(label, {0, ui.em(2.6F)});
    hint(ui.words("The sliders move the board again"), ui);
    ImGui::SameLine();
  } else {
    to_the_right(width);
  }
  draw_save_as(input, requests, ui);
}

/// What the buttons of draw_zoom need, and the gap before them.
float zoom_width(const Context& ui) {
  return button_width(ui.words("All")) + button_width("+") + button_width("–") + ui.em(1.4F);
}

/// Where it is, how long it is, and a slider from one end to the other.
void draw_position(const RecordingPanelInput& input, RecordingPanelRequests& requests, const Context& ui) {
  const double all = duration_s(input);
  const int decimals = all < 60 ? 1 : 0;
  const std::string text = time_text(input.position_s, decimals) + " / " + time_text(all, decimals);
  const float width = std::max(ImGui::CalcTextSize(text.c_str()).x, ui.em(6));
  double position = input.position_s;
  constexpr double kStart = 0;
  const float rest = width + ui.em(0.8F) + zoom_width(ui);
  ImGui::SetNextItemWidth(std::max(ImGui::GetContentRegionAvail().x - rest, ui.em(6)));
  ImGui::BeginDisabled(input.recording_now);
  if (ImGui::SliderScalar("##Position", ImGuiDataType_Double, &position, &kStart, &all, "",
                          ImGuiSliderFlags_NoInput | ImGuiSliderFlags_AlwaysClamp)) {
    requests.seek_s = position;
  }
  ImGui::EndDisabled();
  ImGui::SameLine(0, ui.em(0.8F));
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(text.c_str());
}

void draw_zoom(RecordingPanelState& state, const GraphsInput& graphs, const Context& ui) {
  if (ImGui::Button(ui.words("All"))) state.graphs.span_s = 0;
  hint(ui.words("Show all of it"), ui);
  ImGui::SameLine(0, ui.em(0.2F));
  if (ImGui::Button("+##Closer")) zoom(state.graphs, graphs, 0.5, graphs.position_s);
  hint(ui.words("Look closer (Ctrl and the wheel)"), ui);
  ImGui::SameLine(0, ui.em(0.2F));
  if (ImGui::Button("–##Wider")) zoom(state.graphs, graphs, 2, graphs.position_s);
  hint(ui.words("Show more time"), ui);
}

void draw_list(const RecordingPanelInput& input, RecordingPanelRequests& requests, const Context& ui) {
  heading(ui.words("Recordings"), ui);
  if (input.list.empty()) muted_text(ui.words("None yet. What you record or import stays here."), ui);
  for (std::size_t i = 0; i < input.list.size(); ++i) {
    const RecordingEntry& entry = input.list[i];
    const std::string label = entry.name + "##" + std::to_string(i);
    const ImVec2 start = ImGui::GetCursorPos();
    const float height = 2 * ImGui::GetTextLineHeight() + ui.em(0.5F);
    if (ImGui::Selectable(label.c_str(), input.open == i, ImGuiSelectableFlags_None, {0, height}))
      requests.open = i;
    const ImVec2 end = ImGui::GetCursorPos();
    ImGui::SetCursorPos({start.x, start.y + ImGui::GetTextLineHeight() + ui.em(0.15F)});
    ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.muted);
    const std::string length = time_text(std::floor(entry.length_s), 0);
    ImGui::TextUnformatted(entry.lights ? fill(ui.words("{0}, with lights"), {length}).c_str()
                                        : length.c_str());
    ImGui::PopStyleColor();
    ImGui::SetCursorPos(end);
  }
  ImGui::Spacing();
  requests.import = ImGui::Button(ui.words("Import…"), {-FLT_MIN, 0});
  hint(ui.words("A .hat recording, or a table (CSV) of sensor data"), ui);
  if (input.leds == nullptr) return;
  ImGui::Spacing();
  heading(ui.words("The LEDs"), ui);
  const float side = std::min(ImGui::GetContentRegionAvail().x, ui.em(12));
  ImGui::Image(input.leds, {side, side});
}

/// What there is to do when nothing is open, in the middle of the panel.
void draw_invitation(const Context& ui) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float width = std::min(room.x, ui.em(30));
  const ImVec2 start = ImGui::GetCursorPos();
  const float x = start.x + (room.x - width) / 2;
  ImGui::SetCursorPos({x, start.y + std::max(room.y * 0.3F, ui.em(1))});
  ImGui::PushFont(ui.fonts.large);
  ImGui::TextUnformatted(ui.words("Catch what happens"));
  ImGui::PopFont();
  ImGui::SetCursorPosX(x);
  ImGui::PushTextWrapPos(x + width);
  ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.muted);
  ImGui::TextUnformatted(
      ui.words("Press Record while your program runs: everything the sensors measure is kept. Play it again, "
               "slower or faster, and look at it as graphs. Or open real data from the Space Station with "
               "Import."));
  ImGui::PopStyleColor();
  ImGui::PopTextWrapPos();
}

void draw_open(RecordingPanelState& state, const RecordingPanelInput& input, RecordingPanelRequests& requests,
               const Context& ui) {
  for (const Phrase& note : input.notes) {
    ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.warn);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(("⚠ " + words_of(note, ui)).c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
  }
  if (!has_rows(input)) return draw_invitation(ui);
  const GraphsInput graphs{
      .recording = input.recording, .revision = input.revision, .position_s = input.position_s};
  draw_position(input, requests, ui);
  ImGui::SameLine(0, ui.em(1));
  draw_zoom(state, graphs, ui);
  const GraphsRequests asked = draw_graphs(state.graphs, graphs, ui);
  if (asked.seek_s && !input.recording_now) requests.seek_s = asked.seek_s;
}

}  // namespace

RecordingPanelRequests draw_recording_panel(RecordingPanelState& state, const RecordingPanelInput& input,
                                            const Context& ui) {
  RecordingPanelRequests requests;
  draw_toolbar(input, requests, ui);
  ImGui::Spacing();
  const float width = ImGui::GetContentRegionAvail().x;
  const float list = std::clamp(width * 0.22F, ui.em(11), ui.em(16));
  begin_panel("##recordings", ui, {list, 0});
  draw_list(input, requests, ui);
  ImGui::EndChild();
  ImGui::SameLine();
  begin_panel("##open", ui, {0, 0});
  draw_open(state, input, requests, ui);
  ImGui::EndChild();
  return requests;
}

}  // namespace cupola::ui
