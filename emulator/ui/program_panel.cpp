#include "emulator/ui/program_panel.hpp"

#include "emulator/ui/controls.hpp"
#include "emulator/ui/program_news.hpp"
#include "emulator/ui/row_layout.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace cupola::ui {
namespace {

/// How often the clock is drawn anew while a program runs.
constexpr double kClockStep_s = 0.1;

bool is_running(const ProgramPanelInput& input) { return input.status.phase == ProgramPhase::Running; }

void watch_keys(ProgramPanelState& state, const ProgramPanelInput& input, ProgramPanelRequests& requests) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsKeyPressed(ImGuiKey_F5, false)) {
    if (io.KeyShift)
      requests.stop = is_running(input);
    else
      requests.run = !is_running(input);
  }
  if (!io.KeyCtrl || io.KeyAlt) return;
  if (ImGui::IsKeyPressed(ImGuiKey_S, false)) (io.KeyShift ? requests.save_as : requests.save) = true;
  if (ImGui::IsKeyPressed(ImGuiKey_O, false)) ask_for(state, PendingAction::Open);
  if (ImGui::IsKeyPressed(ImGuiKey_N, false)) ask_for(state, PendingAction::Create);
}

/// The time so far in large digits, and under it how much of the limit is used.
void draw_clock(const ProgramPanelInput& input, const Context& ui, float width) {
  const ProgramStatus& status = input.status;
  const bool shown = status.phase != ProgramPhase::Stopped;
  const std::string text = clock_text(shown ? status.elapsed_s : 0);
  const bool over = shown && status.elapsed_s > status.limit_s;
  const Paint paint = over ? ui.palette.bad : shown ? ui.palette.text : ui.palette.muted;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float height = ui.em(2.4F);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImFont* const font = ui.fonts.large;
  const float bar = std::round(ui.em(0.3F));
  draw.AddText(font, font->FontSize * 0.85F, {corner.x, std::round(corner.y - ui.em(0.15F))}, paint,
               text.c_str());
  const std::string limit =
      fill(ui.words(over ? "over {0} s!" : "of {0} s"), {std::to_string(static_cast<int>(status.limit_s))});
  const float digits = font->CalcTextSizeA(font->FontSize * 0.85F, FLT_MAX, 0, text.c_str()).x;
  draw.AddText({std::round(corner.x + digits + ui.em(0.5F)), std::round(corner.y + ui.em(0.15F))},
               over ? ui.palette.bad : ui.palette.muted, limit.c_str());
  const float used = shown && status.limit_s > 0
                         ? static_cast<float>(std::clamp(status.elapsed_s / status.limit_s, 0.0, 1.0))
                         : 0;
  const ImVec2 low{corner.x, corner.y + height - bar};
  draw.AddRectFilled(low, {corner.x + width, low.y + bar}, ui.palette.control, bar / 2);
  if (used > 0)
    draw.AddRectFilled(low, {corner.x + width * used, low.y + bar}, over ? ui.palette.bad : ui.palette.accent,
                       bar / 2);
  ImGui::Dummy({width, height});
  if (is_running(input)) ui.redraw_at(ui.now_s + kClockStep_s);
}

enum class Weight { Plain, Main };

/// A big button with a sign before its name; it is called by the name alone.
bool shape_button(const char* shape, const char* name, Weight weight, const Context& ui) {
  const std::string label = std::string("##") + name;
  const std::string text = std::string(shape) + "  " + name;
  const ImVec2 inside = ui.fonts.strong->CalcTextSizeA(ui.fonts.strong->FontSize, FLT_MAX, 0, text.c_str());
  const ImVec2 size{std::max(ui.em(6), inside.x + ImGui::GetStyle().FramePadding.x * 2), ui.em(2.4F)};
  const bool main = weight == Weight::Main;
  const bool pressed = main ? main_button(label.c_str(), ui, size) : ImGui::Button(label.c_str(), size);
  const ImVec2 corner = ImGui::GetItemRectMin();
  const Paint paint = main ? ui.palette.on_accent : ui.palette.text;
  ImGui::GetWindowDrawList()->AddText(
      ui.fonts.strong, ui.fonts.strong->FontSize,
      {std::round(corner.x + (size.x - inside.x) / 2), std::round(corner.y + (size.y - inside.y) / 2)},
      faded(paint, ImGui::GetStyle().Alpha), text.c_str());
  return pressed;
}

void draw_run_row(const ProgramPanelInput& input, ProgramPanelRequests& requests, const Context& ui) {
  const bool running = is_running(input);
  ImGui::BeginDisabled(running);
  if (shape_button("▶", ui.words("Run"), Weight::Main, ui)) requests.run = true;
  ImGui::EndDisabled();
  hint(ui.words("Save and run your program (F5)"), ui);
  ImGui::SameLine();
  ImGui::BeginDisabled(!running);
  if (shape_button("■", ui.words("Stop"), Weight::Plain, ui)) requests.stop = true;
  ImGui::EndDisabled();
  hint(ui.words("Stop your program (Shift+F5)"), ui);
  const float width = ui.em(9);
  same_line_if_fits(width);
  push_right(width);
  draw_clock(input, ui, width);
}

void draw_file_row(ProgramPanelState& state, const ProgramPanelInput& input, ProgramPanelRequests& requests,
                   const Context& ui) {
  const char* const create = ui.words("New");
  const char* const open = ui.words("Open");
  const char* const save = ui.words("Save");
  const char* const thonny = ui.words("Open in Thonny");
  const float width =
      input.has_thonny ? buttons_width({create, open, save, thonny}) : buttons_width({create, open, save});
  ImGui::AlignTextToFramePadding();
  ImGui::BeginGroup();
  const std::string name(input.file_name.empty() ? std::string_view(ui.words("New program"))
                                                 : input.file_name);
  heading(name.c_str(), ui);
  if (state.editor.buffer.modified()) {
    ImGui::SameLine(0, ui.em(0.5F));
    ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.warn);
    ImGui::TextUnformatted("●");
    ImGui::SameLine(0, ui.em(0.3F));
    ImGui::TextUnformatted(ui.words("not saved"));
    ImGui::PopStyleColor();
  }
  ImGui::EndGroup();
  same_line_if_fits(width);
  push_right(width);
  if (ImGui::Button(create)) ask_for(state, PendingAction::Create);
  hint(ui.words("An empty program (Ctrl+N)"), ui);
  ImGui::SameLine();
  if (ImGui::Button(open)) ask_for(state, PendingAction::Open);
  hint(ui.words("Open a program (Ctrl+O), or drop one here"), ui);
  ImGui::SameLine();
  if (ImGui::Button(save)) requests.save = true;
  hint(ui.words("Save (Ctrl+S)"), ui);
  if (!input.has_thonny) return;
  ImGui::SameLine();
  if (ImGui::Button(thonny)) requests.open_in_thonny = true;
  hint(ui.words("Go on in the Thonny editor; its programs use this HAT too"), ui);
}

/// What pressing the bar between editor and console makes of the editor's share: small, middle, large.
float next_share(float share) { return share < 0.5F ? 0.6F : share < 0.7F ? 0.8F : 0.35F; }

/// The bar between editor and console: dragged, or pressed by the keyboard, it parts the room anew.
void draw_splitter(ProgramPanelState& state, const Context& ui, float room) {
  const float height = std::round(ui.em(0.6F));
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool pressed = ImGui::InvisibleButton("##Room for the editor", {width, height});
  if (pressed && !ImGui::IsMouseReleased(ImGuiMouseButton_Left))
    state.editor_share = next_share(state.editor_share);
  const bool reached = ImGui::IsItemFocused() && !ImGui::GetCurrentContext()->NavDisableHighlight;
  const bool held = ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Left);
  if (ImGui::IsItemHovered() || held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
  if (held && !ImGui::IsItemActivated() && room > 0) {
    state.editor_share = std::clamp(state.editor_share + ImGui::GetIO().MouseDelta.y / room, 0.2F, 0.85F);
  }
  const bool lit = held || reached || ImGui::IsItemHovered();
  const float half = ui.em(reached ? 3.0F : 1.2F);
  const float middle = std::round(corner.x + width / 2);
  const float y = std::round(corner.y + height / 2 - ui.em(0.1F));
  ImGui::GetWindowDrawList()->AddRectFilled({middle - half, y}, {middle + half, y + ui.em(0.22F)},
                                            lit ? ui.palette.accent : ui.palette.border, ui.em(0.1F));
}

void draw_status(const ProgramPanelInput& input, const CodeEditorState& editor, const Context& ui) {
  const StatusWords words = status_words(input.status, ui);
  ImGui::PushStyleColor(ImGuiCol_Text, words.paint);
  ImGui::TextUnformatted(words.shape);
  ImGui::PopStyleColor();
  ImGui::SameLine(0, ui.em(0.5F));
  ImGui::TextUnformatted(words.text.c_str());
  note_text(words.text.c_str());
  const Position at = editor.buffer.cursor();
  const std::string place = fill(ui.words("line {0}"), {std::to_string(at.line + 1)});
  ImGui::SameLine();
  push_right(ImGui::CalcTextSize(place.c_str()).x);
  ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.muted);
  ImGui::TextUnformatted(place.c_str());
  ImGui::PopStyleColor();
}

void draw_texts(ProgramPanelState& state, const ProgramPanelInput& input, ProgramPanelRequests& requests,
                const Context& ui) {
  const float spacing = ImGui::GetStyle().ItemSpacing.y;
  const float status = ImGui::GetTextLineHeight() + spacing;
  const float room =
      std::max(ui.em(12), ImGui::GetContentRegionAvail().y - status - ui.em(0.6F) - spacing * 2);
  std::string error_text;
  CodeEditorInput editor;
  if (input.error != nullptr && !input.error->stopped) {
    error_text = words_of(input.error->meaning, ui);
    editor.error_line = input.error->line;
    editor.error_text = error_text.c_str();
  }
  // Tab goes through them as if they were one window.
  ImGui::BeginChild("editor", {0, std::round(room * state.editor_share)}, 0, ImGuiWindowFlags_NavFlattened);
  requests.changed = draw_code_editor(state.editor, editor, ui).changed;
  ImGui::EndChild();
  draw_splitter(state, ui, room);
  // Where a panel is too low for all, it scrolls; the console is not what is left over.
  const float output = std::max(ImGui::GetContentRegionAvail().y - status, ui.em(4.5F));
  ImGui::BeginChild("output", {0, std::round(output)}, 0, ImGuiWindowFlags_NavFlattened);
  draw_error(state, input, ui);
  const ConsoleInput console{
      .log = input.log, .accepts_input = input.accepts_input, .waits_for_input = input.waits_for_input};
  requests.console = draw_console(state.console, console, ui);
  ImGui::EndChild();
}

}  // namespace

void ProgramPanelState::load(std::string_view bytes) {
  editor.buffer.load(bytes);
  editor.buffer_replaced();
  pending = PendingAction::None;
}

ProgramPanelRequests draw_program_panel(ProgramPanelState& state, const ProgramPanelInput& input,
                                        const Context& ui) {
  ProgramPanelRequests requests;
  watch_keys(state, input, requests);
  draw_run_row(input, requests, ui);
  draw_file_row(state, input, requests, ui);
  draw_news(state, input, requests, ui);
  // Nothing to lose, or saved by now.
  if (state.pending != PendingAction::None && !state.editor.buffer.modified()) settle(state, requests);
  draw_question(state, requests, ui);
  draw_texts(state, input, requests, ui);
  draw_status(input, state.editor, ui);
  return requests;
}

}  // namespace cupola::ui
