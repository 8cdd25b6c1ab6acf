#pragma once

#include "emulator/app/services/check_process.hpp"
#include "emulator/app/services/program_process.hpp"
#include "emulator/app/window/program_file.hpp"
#include "emulator/serve/host.hpp"
#include "emulator/ui/checklist.hpp"
#include "emulator/ui/model/official_ticks.hpp"
#include "emulator/ui/program_panel.hpp"
#include "hat_driver/base/clock.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cupola::app {

/// Where things are; worked out from the place of our own executable.
struct Places {
  std::filesystem::path cupola;           ///< the command that checks programs
  std::filesystem::path python_packages;  ///< the folder that holds sense_hat
  std::filesystem::path scratch;          ///< a program without a name is run from here
  std::string board;                      ///< the name of our board
};

/// What came of a program's last run, for sounds and the status line.
enum class RunEvent { None, Started, EndedWell, EndedBadly };

/// The child's program from the editor to its end: its file, its process, its check. Draws nothing.
class ProgramDesk {
 public:
  ProgramDesk(serve::Host& host, Places places, const base::Clock& clock);

  /// Reads what processes wrote and whether files changed; true if something shown changed. The clock of a
  /// program that runs is none of it: the panel asks for its pictures itself.
  bool tick(ui::ProgramPanelState& panel);
  /// What a loop waits for.
  std::vector<int> fds() const;
  std::optional<base::Monotonic> due() const;

  /// What the panels show; valid until the next tick.
  ui::ProgramPanelInput program_input() const;
  ui::ChecklistInput checklist_input() const;
  const std::filesystem::path& path() const { return file_.path(); }
  bool running() const { return process_.has_value(); }
  RunEvent take_event();

  /// Puts a file into the editor. A file that cannot be read is a false and one line in the panel.
  bool open(const std::filesystem::path& path, ui::ProgramPanelState& panel);
  /// A program that was made elsewhere takes the place of this one and has no file yet, so the file of this
  /// one stays as it is. Undo brings the old text back.
  void replace_text(const std::string& text, ui::ProgramPanelState& panel);
  /// The text of the last session, which the file does not have.
  void restore(const std::filesystem::path& path, const std::string& text, ui::ProgramPanelState& panel);
  void create(ui::ProgramPanelState& panel);
  /// False if it could not be written; the panel says why.
  bool save(const std::filesystem::path& path, ui::ProgramPanelState& panel);
  void reload(ui::ProgramPanelState& panel);
  void keep_mine() { file_.keep_mine(); }
  void text_changed();
  void dismiss_problem() { problem_ = {}; }
  /// The line the panel would show, for who shows it elsewhere.
  ui::Phrase take_problem() { return std::exchange(problem_, {}); }

  /// Saves the program if it has a name, and runs it; one that runs is stopped first.
  void run(ui::ProgramPanelState& panel);
  void stop();
  void check(const ui::ProgramPanelState& panel);
  void answer(const ui::ConsoleRequests& requests);
  void open_in_thonny(ui::ProgramPanelState& panel);

 private:
  void read_process(ui::ProgramPanelState& panel);
  void finish(const base::ChildEnd& end, const ui::ProgramPanelState& panel);
  void take_check();
  void forget_results();
  ui::RunFacts facts() const;

  serve::Host& host_;
  const base::Clock& clock_;
  Places places_;
  ProgramFile file_;
  ui::ConsoleLog log_;
  std::optional<ProgramProcess> process_;
  std::string errors_;  ///< the end of what the program wrote to stderr, for the explanation
  std::optional<ui::PlainError> error_;
  ui::ProgramStatus status_;
  base::Monotonic started_{0};
  bool stopped_by_person_ = false;
  bool run_again_ = false;
  std::uint64_t dropped_ = 0;
  CheckProcess checker_;
  CheckAnswer answer_;
  std::vector<ui::CheckFinding> findings_;
  ui::CheckPhase check_phase_ = ui::CheckPhase::Never;
  ui::OfficialTicks ticks_ = ui::unknown_ticks();
  ui::Phrase problem_;
  RunEvent event_ = RunEvent::None;
};

}  // namespace cupola::app
