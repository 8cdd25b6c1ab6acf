#include "emulator/ui/checklist.hpp"

#include "emulator/ui/controls.hpp"
#include "emulator/ui/row_layout.hpp"

#include <imgui.h>

#include <algorithm>
#include <string>

namespace cupola::ui {
namespace {

/// A state as shape, colour and word.
struct Look {
  const char* shape;
  const char* word;
  Paint paint;
};

Look look_of(TickState state, const Palette& palette) {
  switch (state) {
    case TickState::Unknown:
      return {"○", "not known yet", palette.muted};
    case TickState::Running:
      return {"▶", "is being tried", palette.accent};
    case TickState::Pass:
      return {"✔", "done", palette.good};
    case TickState::Fail:
      return {"✖", "missing", palette.bad};
  }
  return {"○", "", palette.muted};
}

Look look_of(std::string_view severity, const Palette& palette) {
  if (severity == "refuse") return {"✖", "must be fixed", palette.bad};
  if (severity == "warn") return {"▲", "look at this", palette.warn};
  return {"●", "good to know", palette.muted};
}

/// One row: shape, text, word, and a button that leads to the line.
struct Row {
  std::string id;  ///< tells the rows' buttons apart
  Look look;
  const char* text = "";
  std::string detail;
  int line = 0;
};

/// True when the row was asked to show its line.
bool draw_row(const Row& row, const Context& ui) {
  ImGui::PushID(row.id.c_str());
  const float left = ImGui::GetCursorPosX();
  const std::string line = fill(ui.words("Line {0}"), {std::to_string(row.line)});
  const float button = row.line > 0
                           ? ImGui::CalcTextSize(line.c_str()).x + ImGui::GetStyle().FramePadding.x * 2 +
                                 ImGui::GetStyle().ItemSpacing.x
                           : 0.0F;
  const float right = left + ImGui::GetContentRegionAvail().x;
  ImGui::AlignTextToFramePadding();
  ImGui::PushStyleColor(ImGuiCol_Text, row.look.paint);
  ImGui::TextUnformatted(row.look.shape);
  ImGui::PopStyleColor();
  ImGui::SameLine(left + ui.em(1.6F), 0);
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(right - button);
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(row.text);
  ImGui::PushStyleColor(ImGuiCol_Text, row.look.paint);
  if (!row.detail.empty()) ImGui::TextUnformatted(row.detail.c_str());
  ImGui::PopStyleColor();
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
  bool asked = false;
  if (row.line > 0) {
    ImGui::SameLine();
    ImGui::SetCursorPosX(right - button + ImGui::GetStyle().ItemSpacing.x);
    asked = ImGui::Button(line.c_str());
  }
  ImGui::PopID();
  return asked;
}

int draw_ticks(const ChecklistInput& input, const Context& ui) {
  int asked = 0;
  for (std::size_t i = 0; i < input.ticks.size(); ++i) {
    const Tick& tick = input.ticks.at(i);
    const Look look = look_of(tick.state, ui.palette);
    const std::string detail =
        tick.reason.empty() ? std::string() : fill(ui.words(tick.reason.text), tick.reason.values);
    const Row row{.id = "tick" + std::to_string(i),
                  .look = look,
                  .text = ui.words(tick.title),
                  .detail = detail,
                  .line = tick.line};
    if (draw_row(row, ui)) asked = tick.line;
    if (ImGui::IsItemHovered()) hint(ui.words(look.word), ui);
  }
  return asked;
}

int draw_findings(ChecklistState& state, const ChecklistInput& input, const Context& ui) {
  int asked = 0;
  for (const std::string_view severity : {"refuse", "warn", "note"}) {
    for (std::size_t i = 0; i < input.findings.size(); ++i) {
      const CheckFinding& finding = input.findings[i];
      const bool is_note = finding.severity != "refuse" && finding.severity != "warn";
      if (is_note ? severity != "note" : severity != finding.severity) continue;
      if (is_note && !state.notes_open) continue;
      const Look look = look_of(finding.severity, ui.palette);
      const Row row{.id = "finding" + std::to_string(i),
                    .look = look,
                    .text = finding.text.c_str(),
                    .detail = ui.words(look.word),
                    .line = finding.line};
      if (draw_row(row, ui)) asked = finding.line;
    }
    if (severity == "warn") {
      const auto is_note = [](const CheckFinding& each) {
        return each.severity != "refuse" && each.severity != "warn";
      };
      const auto count = std::count_if(input.findings.begin(), input.findings.end(), is_note);
      if (count == 0) break;
      const std::string label = fill(ui.words("{0} good to know"), {std::to_string(count)}) + "##notes";
      ImGui::Checkbox(label.c_str(), &state.notes_open);
    }
  }
  return asked;
}

void draw_verdict(const ChecklistInput& input, const Context& ui) {
  const auto say = [&](const char* shape, const char* text, Paint paint) {
    const float left = ImGui::GetCursorPosX();
    ImGui::PushStyleColor(ImGuiCol_Text, paint);
    ImGui::PushFont(ui.fonts.strong);
    ImGui::TextUnformatted(shape);
    ImGui::SameLine(left + ui.em(1.6F), 0);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(text);
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
    ImGui::PopStyleColor();
  };
  switch (input.phase) {
    case CheckPhase::Never:
      muted_text(ui.words("Check finds out whether your program could fly, in a second or two."), ui);
      return;
    case CheckPhase::Checking:
      say("▶", ui.words("Flying your program in fast time…"), ui.palette.accent);
      return;
    case CheckPhase::Old:
      say("○", ui.words("Your program has changed since this check."), ui.palette.muted);
      return;
    case CheckPhase::Failed:
      say("✖", ui.words("The check itself did not work. That is not your program's fault."), ui.palette.bad);
      if (!input.problem.empty()) muted_text(std::string(input.problem).c_str(), ui);
      return;
    case CheckPhase::Done:
      break;
  }
  if (input.flight) {
    say("✔", ui.words("Ready to fly"), ui.palette.good);
  } else {
    say("✖", ui.words("Not ready to fly yet"), ui.palette.bad);
  }
}

}  // namespace

ChecklistRequests draw_checklist(ChecklistState& state, const ChecklistInput& input, const Context& ui) {
  ChecklistRequests requests;
  const char* const check = ui.words(input.phase == CheckPhase::Never ? "Check" : "Check again");
  ImGui::AlignTextToFramePadding();
  heading(ui.words("Mission Zero"), ui);
  ImGui::SameLine();
  const float width = button_width(check);
  ImGui::SetCursorPosX(
      std::max(ImGui::GetCursorPosX(), ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - width));
  ImGui::BeginDisabled(input.phase == CheckPhase::Checking);
  requests.check = ImGui::Button(check);
  ImGui::EndDisabled();
  requests.go_to_line = draw_ticks(input, ui);
  ImGui::Dummy({0, ui.em(0.2F)});
  ImGui::Separator();
  ImGui::Dummy({0, ui.em(0.2F)});
  draw_verdict(input, ui);
  const bool known = input.phase == CheckPhase::Done || input.phase == CheckPhase::Old;
  if (!known) return requests;
  if (const int line = draw_findings(state, input, ui); line > 0) requests.go_to_line = line;
  return requests;
}

}  // namespace cupola::ui
