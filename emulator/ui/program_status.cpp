// What the status line and the clock of the program panel say.

#include "emulator/ui/context.hpp"
#include "emulator/ui/model/phrase.hpp"
#include "emulator/ui/program_panel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace cupola::ui {
namespace {

struct Ending {
  std::string_view verdict;
  const char* words;
};
constexpr std::array kEndings{
    Ending{"error", "stopped by an error"},
    Ending{"signal", "crashed"},
    Ending{"cut-at-limit", "was still running at the time limit"},
    Ending{"cpu-limit", "calculated for too long"},
    Ending{"memory-limit", "needed too much memory"},
    Ending{"output-limit", "printed too much"},
    Ending{"refused", "tried something that is not allowed in flight"},
    Ending{"interrupted", "was stopped"},
    Ending{"internal", "could not be run; that is not your program's fault"},
};

StatusWords ending_words(const ProgramStatus& status, const Context& ui) {
  if (status.verdict == "finished") return {"✔", ui.words("finished without an error"), ui.palette.good};
  if (status.verdict == "interrupted") return {"■", ui.words("was stopped"), ui.palette.muted};
  const auto* ending = std::find_if(kEndings.begin(), kEndings.end(),
                                    [&](const Ending& each) { return each.verdict == status.verdict; });
  const char* const words = ending == kEndings.end() ? "ended" : ending->words;
  return {"✖", ui.words(words), ui.palette.bad};
}

StatusWords outside_words(const ProgramStatus& status, const Context& ui) {
  const std::string pid = std::to_string(status.outside_pid);
  const bool named = !status.outside_name.empty();
  const char* text = named ? "{0} has the board (pid {1})" : "program from elsewhere (pid {1})";
  if (status.outside_idle)
    text = named ? "{0} is connected and waits (pid {1})" : "connected from elsewhere (pid {1})";
  return {status.outside_idle ? "◇" : "◆", fill(ui.words(text), {status.outside_name, pid}),
          ui.palette.accent};
}

}  // namespace

std::string clock_text(double seconds) {
  constexpr double kMost_s = 6e6;  // 99 999 minutes
  if (!(seconds > 0)) seconds = 0;
  // Downwards: 30.0 s must not be shown before they are over.
  const auto tenths = static_cast<long>(std::floor(std::min(seconds, kMost_s) * 10 + 1e-6));
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%02ld:%02ld.%ld", tenths / 600, tenths / 10 % 60, tenths % 10);
  return text.data();
}

StatusWords status_words(const ProgramStatus& status, const Context& ui) {
  switch (status.phase) {
    case ProgramPhase::Stopped:
      return {"■", ui.words("nothing is running"), ui.palette.muted};
    case ProgramPhase::Running:
      return {"▶", ui.words("running"), ui.palette.good};
    case ProgramPhase::Finished:
      return ending_words(status, ui);
    case ProgramPhase::Outside:
      return outside_words(status, ui);
  }
  return {};
}

}  // namespace cupola::ui
