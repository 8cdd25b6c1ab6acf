#pragma once

#include "emulator/ui/context.hpp"

#include <string_view>

namespace cupola::ui {

enum class HelpPage { FirstSteps, FiveLines, Keys, Sensors, About };

struct HelpState {
  bool open = false;
  HelpPage page = HelpPage::FirstSteps;
  bool appearing = false;

  void show(HelpPage which = HelpPage::FirstSteps);
};

struct HelpInput {
  std::string_view version;
};

struct HelpRequests {
  bool start_tour = false;   ///< the window is closed then
  bool use_program = false;  ///< put five_line_program() into the editor, asking first if text would be lost
};

/// The first program of the README: lights a colour and scrolls the temperature.
std::string_view five_line_program();

/// A window over the others while it is open. Keys: Tab and Return choose a page, Page Up and Down scroll,
/// Esc closes.
HelpRequests draw_help(HelpState& state, const HelpInput& input, const Context& ui);

}  // namespace cupola::ui
