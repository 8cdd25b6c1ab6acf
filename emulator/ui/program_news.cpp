#include "emulator/ui/program_news.hpp"

#include "emulator/ui/controls.hpp"
#include "emulator/ui/row_layout.hpp"

#include <imgui.h>

#include <string>

namespace cupola::ui {
namespace {

/// A strip across the panel that says something and offers answers, which follow in the same line if they
/// fit; `room` is their width. Call ImGui::EndChild() in any case.
void begin_banner(const char* name, const std::string& text, float room, const Context& ui) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, faded(ui.palette.warn, 0.14F));
  ImGui::BeginChild(name, {0, 0}, ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_AlwaysUseWindowPadding,
                    ImGuiWindowFlags_NavFlattened);
  ImGui::PopStyleColor();
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.warn);
  ImGui::TextUnformatted("▲");
  ImGui::PopStyleColor();
  ImGui::SameLine(0, ui.em(0.5F));
  ImGui::AlignTextToFramePadding();
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
  same_line_if_fits(room);
  push_right(room);
}

void draw_error_buttons(ProgramPanelState& state, const PlainError& error, const Context& ui) {
  const std::string go = fill(ui.words("Go to line {0}"), {std::to_string(error.line)});
  const char* const python = ui.words("In Python's words");
  const float width = error.line > 0 ? buttons_width({go.c_str(), python}) : buttons_width({python});
  same_line_if_fits(width);
  push_right(width);
  if (error.line > 0) {
    if (ImGui::Button(go.c_str())) state.editor.go_to_line(error.line);
    ImGui::SameLine();
  }
  if (switch_button(python, state.python_words_open, ui)) state.python_words_open = !state.python_words_open;
}

}  // namespace

void ask_for(ProgramPanelState& state, PendingAction action) { state.pending = action; }

void settle(ProgramPanelState& state, ProgramPanelRequests& requests) {
  requests.create = requests.create || state.pending == PendingAction::Create;
  requests.open = requests.open || state.pending == PendingAction::Open;
  requests.reload = requests.reload || state.pending == PendingAction::Reload;
  requests.take = requests.take || state.pending == PendingAction::Take;
  state.pending = PendingAction::None;
}

void draw_question(ProgramPanelState& state, ProgramPanelRequests& requests, const Context& ui) {
  if (state.pending == PendingAction::None) return;
  const char* const save = ui.words("Save first");
  const char* const lose = ui.words("Throw them away");
  const char* const cancel = ui.words("Cancel");
  const bool reload = state.pending == PendingAction::Reload;
  const float room = reload ? buttons_width({lose, cancel}) : buttons_width({save, lose, cancel});
  const std::string text =
      state.pending == PendingAction::Take
          ? fill(ui.words("{0} waits: your program has changes that are not saved."), {state.to_take})
          : ui.words("Your program has changes that are not saved.");
  begin_banner("question", text, room, ui);
  if (!reload) {
    if (ImGui::Button(save)) requests.save = true;
    ImGui::SameLine();
  }
  if (ImGui::Button(lose)) settle(state, requests);
  ImGui::SameLine();
  if (ImGui::Button(cancel)) state.pending = PendingAction::None;
  ImGui::EndChild();
}

void draw_news(ProgramPanelState& state, const ProgramPanelInput& input, ProgramPanelRequests& requests,
               const Context& ui) {
  if (!input.problem.empty()) {
    const char* const fine = ui.words("All right");
    begin_banner("problem", fill(ui.words(input.problem.text), input.problem.values), buttons_width({fine}),
                 ui);
    if (ImGui::Button(fine)) requests.dismiss_problem = true;
    ImGui::EndChild();
  }
  if (input.gone_from_disk) {
    const char* const save = ui.words("Save it again");
    begin_banner("gone", ui.words("The file is gone from the disk. Your program is still here."),
                 buttons_width({save}), ui);
    if (ImGui::Button(save)) requests.save = true;
    ImGui::EndChild();
  } else if (input.changed_on_disk && state.pending == PendingAction::None) {
    const char* const reload = ui.words("Reload");
    const char* const keep = ui.words("Keep mine");
    begin_banner("changed", ui.words("The file was changed by another program."),
                 buttons_width({reload, keep}), ui);
    if (ImGui::Button(reload)) ask_for(state, PendingAction::Reload);
    hint(ui.words("Take the file as it is on the disk now"), ui);
    ImGui::SameLine();
    if (ImGui::Button(keep)) requests.keep_mine = true;
    hint(ui.words("Go on with the text in this window"), ui);
    ImGui::EndChild();
  }
}

void draw_error(ProgramPanelState& state, const ProgramPanelInput& input, const Context& ui) {
  const PlainError* const error = input.error;
  if (error == nullptr || error->stopped) return;
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.palette.bad_ground);
  ImGui::BeginChild("error", {0, 0}, ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_AlwaysUseWindowPadding,
                    ImGuiWindowFlags_NavFlattened);
  ImGui::PopStyleColor();
  const float left = ImGui::GetCursorPosX() + ui.em(1.6F);
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text, ui.palette.bad);
  ImGui::TextUnformatted("✖");
  ImGui::PopStyleColor();
  ImGui::SameLine(left, 0);
  ImGui::PushTextWrapPos(0);
  ImGui::PushFont(ui.fonts.strong);
  ImGui::TextUnformatted(words_of(error->meaning, ui).c_str());
  ImGui::PopFont();
  draw_error_buttons(state, *error, ui);
  ImGui::SetCursorPosX(left);
  if (!error->advice.empty()) ImGui::TextUnformatted(words_of(error->advice, ui).c_str());
  if (state.python_words_open) {
    const std::string python = error->type + (error->message.empty() ? "" : ": ") + error->message;
    ImGui::SetCursorPosX(left);
    ImGui::PushFont(ui.fonts.code);
    ImGui::TextUnformatted(python.c_str());
    ImGui::PopFont();
  }
  ImGui::PopTextWrapPos();
  ImGui::EndChild();
}

}  // namespace cupola::ui
