#pragma once

#include "emulator/ui/model/official_ticks.hpp"

#include <span>
#include <string>
#include <string_view>

namespace cupola::ui {

struct Context;

/// One thing that `cupola check --json` says about the program.
struct CheckFinding {
  std::string id;
  std::string severity;  ///< "refuse", "warn" or "note"
  int line = 0;          ///< 1 is the first; 0 if it has no place
  std::string text;
};

/// Never: nothing checked yet. Old: the program changed since.
enum class CheckPhase { Never, Checking, Done, Old, Failed };

struct ChecklistState {
  bool notes_open = false;  ///< the findings of severity "note" are unfolded
};

/// What the app knows.
struct ChecklistInput {
  OfficialTicks ticks = unknown_ticks();
  std::span<const CheckFinding> findings;
  CheckPhase phase = CheckPhase::Never;
  bool flight = false;       ///< the check gave flight status
  std::string_view problem;  ///< why the check itself failed
};

struct ChecklistRequests {
  int go_to_line = 0;  ///< 1 is the first; 0: not asked
  bool check = false;  ///< run the check
};

/// Mission Zero's four ticks, then Cupola's own findings, worst first.
ChecklistRequests draw_checklist(ChecklistState& state, const ChecklistInput& input, const Context& ui);

}  // namespace cupola::ui
