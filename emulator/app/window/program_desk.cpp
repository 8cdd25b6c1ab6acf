#include "emulator/app/window/program_desk.hpp"
#include "emulator/app/window/file_problem.hpp"
#include "hat_driver/base/detached_process.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <exception>
#include <system_error>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;

/// A traceback fits; what a program that floods writes does not matter.
constexpr std::size_t kKeptErrors = std::size_t{1} << 15;
constexpr const char* kThonny = "/usr/bin/thonny";
constexpr const char* kScratchName = "my_program.py";

bool executable(const char* path) { return ::access(path, X_OK) == 0; }

/// In place of all there is; one step of undo.
void put_text(const std::string& text, ui::ProgramPanelState& panel) {
  ui::TextBuffer& buffer = panel.editor.buffer;
  buffer.select_all();
  buffer.insert(text);
  buffer.set_cursor({0, 0});
  panel.editor.reveal_cursor = true;
}

ui::CheckFinding shown(const CheckedFinding& finding) {
  return {finding.id, finding.severity, finding.line, finding.text};
}

}  // namespace

ProgramDesk::ProgramDesk(serve::Host& host, Places places, const base::Clock& clock)
    : host_(host), clock_(clock), places_(std::move(places)), checker_(places_.cupola) {}

std::vector<int> ProgramDesk::fds() const {
  std::vector<int> fds = checker_.fds();
  fds.push_back(file_.fd());
  if (process_) {
    const std::vector<int> more = process_->fds();
    fds.insert(fds.end(), more.begin(), more.end());
  }
  return fds;
}

std::optional<base::Monotonic> ProgramDesk::due() const {
  std::optional<base::Monotonic> due = checker_.due();
  const auto sooner = [&](std::optional<base::Monotonic> other) {
    if (other && (!due || *other < *due)) due = other;
  };
  if (process_) sooner(process_->due());
  return due;
}

bool ProgramDesk::tick(ui::ProgramPanelState& panel) {
  const std::uint64_t revision = log_.revision();
  const bool was_running = running();
  const base::Monotonic began = started_;
  const bool checking = checker_.running();
  const bool file_changed = file_.tick();
  if (file_changed && file_.changed() && !panel.editor.buffer.modified()) reload(panel);
  checker_.tick(clock_.monotonic());
  take_check();
  if (process_) read_process(panel);
  return file_changed || checking != checker_.running() || revision != log_.revision() || began != started_ ||
         was_running != running();
}

void ProgramDesk::read_process(ui::ProgramPanelState& panel) {
  const base::Monotonic now = clock_.monotonic();
  process_->tick(now);
  for (const OutputChunk& chunk : process_->take_output()) {
    const bool error = chunk.stream == OutputStream::Errors;
    log_.append(error ? ui::Stream::Err : ui::Stream::Out, chunk.text);
    if (!error) continue;
    errors_ += chunk.text;
    if (errors_.size() > 2 * kKeptErrors) errors_.erase(0, errors_.size() - kKeptErrors);
  }
  if (process_->dropped() > dropped_) {
    dropped_ = process_->dropped();
    log_.append(ui::Stream::Note, "… it prints faster than anybody can read; some of it is not shown …\n");
  }
  status_.elapsed_s = std::chrono::duration<double>(now - started_).count();
  ticks_ = ui::official_ticks(facts());
  if (const auto end = process_->end()) {
    finish(*end, panel);
    if (run_again_) run(panel);
  }
}

ui::RunFacts ProgramDesk::facts() const {
  const std::uint32_t claims = host_.leds().claims;
  const auto claimed = [&](hat::Claim claim) { return (claims & static_cast<std::uint32_t>(claim)) != 0; };
  const bool too_long = status_.elapsed_s > status_.limit_s;
  return {.verdict = too_long ? "cut-at-limit" : status_.verdict,
          .wall_s = status_.elapsed_s,
          .leds_used = claimed(hat::Claim::LedsUsed),
          .read_temperature = claimed(hat::Claim::ReadTemperature),
          .read_humidity = claimed(hat::Claim::ReadHumidity),
          .read_pressure = claimed(hat::Claim::ReadPressure),
          .read_colour = claimed(hat::Claim::ReadColour),
          .asked_for_input = claimed(hat::Claim::AskedForInput),
          .error_line = error_ ? error_->line : 0};
}

void ProgramDesk::finish(const base::ChildEnd& end, const ui::ProgramPanelState& panel) {
  process_.reset();
  status_.phase = ui::ProgramPhase::Finished;
  if (stopped_by_person_) {
    status_.phase = ui::ProgramPhase::Stopped;
    status_.verdict = "interrupted";
    log_.append(ui::Stream::Note, "Stopped.\n");
  } else {
    status_.verdict = end.signal ? "signal" : end.exit_code == 0 ? "finished" : "error";
    if (status_.verdict != "finished") {
      error_ = ui::explain_error(errors_, file_.path().empty() ? kScratchName : file_.name(),
                                 panel.editor.buffer.text());
    }
  }
  ticks_ = ui::official_ticks(facts());
  event_ = status_.verdict == "finished" || stopped_by_person_ ? RunEvent::EndedWell : RunEvent::EndedBadly;
}

void ProgramDesk::take_check() {
  auto answer = checker_.take();
  if (!answer) return;
  answer_ = std::move(*answer);
  check_phase_ = answer_.problem.empty() ? ui::CheckPhase::Done : ui::CheckPhase::Failed;
  findings_.clear();
  std::transform(answer_.findings.begin(), answer_.findings.end(), std::back_inserter(findings_), shown);
}

ui::ProgramPanelInput ProgramDesk::program_input() const {
  ui::ProgramPanelInput input;
  input.file_name = file_.path().empty() ? std::string_view() : std::string_view(file_.path().native());
  input.file_name.remove_prefix(input.file_name.find_last_of('/') + 1);
  input.changed_on_disk = file_.changed();
  input.gone_from_disk = file_.gone();
  input.status = status_;
  if (!process_) {
    for (const serve::Program& program : host_.programs()) {
      if (!program.running) continue;
      input.status.phase = ui::ProgramPhase::Outside;
      input.status.outside_name = program.name;
      input.status.outside_pid = program.pid;
    }
  }
  input.log = &log_;
  input.error = error_ ? &*error_ : nullptr;
  input.has_thonny = executable(kThonny);
  input.accepts_input = running();
  input.waits_for_input = process_ && process_->waits_for_input();
  input.problem = problem_;
  return input;
}

ui::ChecklistInput ProgramDesk::checklist_input() const {
  return {.ticks = ticks_,
          .findings = findings_,
          .phase = checker_.running() ? ui::CheckPhase::Checking : check_phase_,
          .flight = answer_.flight,
          .problem = answer_.problem};
}

RunEvent ProgramDesk::take_event() { return std::exchange(event_, RunEvent::None); }

void ProgramDesk::text_changed() {
  error_.reset();
  if (check_phase_ == ui::CheckPhase::Done) check_phase_ = ui::CheckPhase::Old;
}

void ProgramDesk::forget_results() {
  error_.reset();
  findings_.clear();
  check_phase_ = ui::CheckPhase::Never;
  ticks_ = ui::unknown_ticks();
}

bool ProgramDesk::open(const fs::path& path, ui::ProgramPanelState& panel) {
  try {
    panel.load(file_.open(path));
    problem_ = {};
    forget_results();
    return true;
  } catch (const std::system_error& error) {
    problem_ = file_problem(path, error);
    return false;
  }
}

void ProgramDesk::replace_text(const std::string& text, ui::ProgramPanelState& panel) {
  file_.close();
  panel.pending = ui::PendingAction::None;
  put_text(text, panel);
  forget_results();
}

void ProgramDesk::restore(const fs::path& path, const std::string& text, ui::ProgramPanelState& panel) {
  panel.load("");
  if (!path.empty()) open(path, panel);
  put_text(text, panel);
}

void ProgramDesk::create(ui::ProgramPanelState& panel) {
  file_.close();
  panel.load("from sense_hat import SenseHat\n\nsense = SenseHat()\n\n");
  forget_results();
}

bool ProgramDesk::save(const fs::path& path, ui::ProgramPanelState& panel) {
  try {
    file_.save(path, panel.editor.buffer.text());
    panel.editor.buffer.mark_saved();
    problem_ = {};
    return true;
  } catch (const std::system_error& error) {
    problem_ = file_problem(path, error);
    return false;
  }
}

void ProgramDesk::reload(ui::ProgramPanelState& panel) { open(fs::path(file_.path()), panel); }

void ProgramDesk::run(ui::ProgramPanelState& panel) {
  if (process_) {
    run_again_ = true;
    process_->stop(clock_.monotonic());
    stopped_by_person_ = true;
    return;
  }
  run_again_ = false;
  const bool named = !file_.path().empty();
  if (named && panel.editor.buffer.modified() && !save(fs::path(file_.path()), panel)) return;
  try {
    fs::path file = file_.path();
    if (!named) {
      fs::create_directories(places_.scratch);
      file = places_.scratch / kScratchName;
      base::write_whole_file(file, panel.editor.buffer.text());
    }
    log_.clear();
    errors_.clear();
    error_.reset();
    dropped_ = 0;
    stopped_by_person_ = false;
    process_.emplace(
        ProgramStart{.file = file, .board = places_.board, .python_packages = places_.python_packages});
    started_ = clock_.monotonic();
    status_ = {};
    status_.phase = ui::ProgramPhase::Running;
    ticks_ = ui::running_ticks();
    event_ = RunEvent::Started;
    check(panel);
  } catch (const std::system_error& error) {
    problem_ = {"The program could not be started: {0}", {error.what()}};
  }
}

void ProgramDesk::stop() {
  if (!process_) return;
  stopped_by_person_ = true;
  run_again_ = false;
  process_->stop(clock_.monotonic());
}

void ProgramDesk::check(const ui::ProgramPanelState& panel) {
  const std::string name = file_.path().empty() ? kScratchName : file_.name();
  checker_.start(panel.editor.buffer.text(), name, "", clock_.monotonic());
}

void ProgramDesk::answer(const ui::ConsoleRequests& requests) {
  if (requests.clear) log_.clear();
  if (!process_) return;
  if (requests.input_line) {
    log_.append(ui::Stream::Typed, *requests.input_line + "\n");
    process_->write_input(*requests.input_line + "\n");
  }
  if (requests.end_of_input) process_->close_input();
}

void ProgramDesk::open_in_thonny(ui::ProgramPanelState& panel) {
  if (file_.path().empty()) {
    problem_ = {"Save the program under a name first."};
    return;
  }
  if (panel.editor.buffer.modified() && !save(fs::path(file_.path()), panel)) return;
  try {
    base::start_detached({kThonny, file_.path()});
  } catch (const std::system_error&) {
    problem_ = {"Thonny could not be started."};
  }
}

}  // namespace cupola::app
