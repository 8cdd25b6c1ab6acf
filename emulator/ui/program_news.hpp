#pragma once

#include "emulator/ui/context.hpp"
#include "emulator/ui/program_panel.hpp"

namespace cupola::ui {

/// Asks for something that would lose changes; settled at once if there are none.
void ask_for(ProgramPanelState& state, PendingAction action);
/// Does what was asked for, whatever it loses.
void settle(ProgramPanelState& state, ProgramPanelRequests& requests);

/// The question about changes that are not saved, if something waits for the answer.
void draw_question(ProgramPanelState& state, ProgramPanelRequests& requests, const Context& ui);
/// What happened to the file: a problem, gone, or changed by another program.
void draw_news(ProgramPanelState& state, const ProgramPanelInput& input, ProgramPanelRequests& requests,
               const Context& ui);
/// The error of the last run in plain words.
void draw_error(ProgramPanelState& state, const ProgramPanelInput& input, const Context& ui);

}  // namespace cupola::ui
