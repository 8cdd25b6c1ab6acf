#pragma once

#include "emulator/ui/code_editor.hpp"
#include "emulator/ui/console.hpp"
#include "emulator/ui/model/phrase.hpp"
#include "emulator/ui/model/plain_error.hpp"
#include "emulator/ui/palette.hpp"

#include <string>
#include <string_view>

namespace cupola::ui {

/// Stopped: nothing runs. Running: started by us. Finished: ended, `verdict` says how. Outside: a program
/// that somebody else started has our board.
enum class ProgramPhase { Stopped, Running, Finished, Outside };

struct ProgramStatus {
  ProgramPhase phase = ProgramPhase::Stopped;
  std::string verdict =
      {};  ///< when finished, as in `cupola run --json`: "finished", "error", "cut-at-limit", …
  double elapsed_s = 0.0;  ///< since its start, or how long it ran
  double limit_s = 30.0;
  std::string outside_name = {};  ///< "Thonny", "IDLE", "a terminal"; empty if the app could not find out
  int outside_pid = 0;
  bool outside_idle = false;  ///< it sits at its prompt and runs nothing
};

/// What would lose the changes of the program in the editor, and waits for an answer.
/// Take: the file that the app wants to open, because it was dropped, handed over, …
enum class PendingAction { None, Create, Open, Reload, Take };

/// All that the panel keeps between frames.
struct ProgramPanelState {
  CodeEditorState editor;
  ConsoleState console;
  PendingAction pending = PendingAction::None;
  std::string to_take;             ///< the name of the file that PendingAction::Take is about
  float editor_share = 0.6F;       ///< of the height that editor and console have together
  bool python_words_open = false;  ///< the error in Python's own words is unfolded

  /// Another file is in the editor now.
  void load(std::string_view bytes);
};

/// What the app knows.
struct ProgramPanelInput {
  std::string_view file_name = {};  ///< no folder; empty: not saved under a name yet
  bool changed_on_disk = false;     ///< somebody else wrote the file since it was loaded or saved
  bool gone_from_disk = false;
  ProgramStatus status = {};
  const ConsoleLog* log = nullptr;
  const PlainError* error = nullptr;  ///< of the last run; none once its line was edited or a run began
  bool has_thonny = false;
  bool accepts_input = false;
  bool waits_for_input = false;
  Phrase problem = {};  ///< one line to show: could not save, could not start, …
};

/// What the user asked for in this frame. Run means: save (if it has a name), then run `editor.buffer`.
struct ProgramPanelRequests {
  bool open = false;    ///< choose a file
  bool create = false;  ///< an empty program in place of this one
  bool save = false;    ///< ask for a name if there is none
  bool save_as = false;
  bool run = false;
  bool stop = false;
  bool open_in_thonny = false;
  bool take = false;       ///< open the file that waits, whatever it loses
  bool reload = false;     ///< take the file from disk
  bool keep_mine = false;  ///< not that: forget that it changed
  bool dismiss_problem = false;
  bool changed = false;  ///< the text
  ConsoleRequests console = {};
};

/// Keys that work wherever the focus is: F5 run, Shift+F5 stop, Ctrl+S save, Ctrl+Shift+S save as, Ctrl+O
/// open, Ctrl+N new. Open, create, take and reload come only after a question if the text has changes that
/// are not saved; if the answer is to save, they come when the buffer is marked saved.
ProgramPanelRequests draw_program_panel(ProgramPanelState& state, const ProgramPanelInput& input,
                                        const Context& ui);

/// "01:23.4": minutes, seconds and tenths; hours go on as minutes, what is not a time is 0.
std::string clock_text(double seconds);

/// The state of a program as shape and words.
struct StatusWords {
  const char* shape = "";
  std::string text;
  Paint paint = 0;
};
StatusWords status_words(const ProgramStatus& status, const Context& ui);

}  // namespace cupola::ui
