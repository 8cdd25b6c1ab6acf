#pragma once

#include "emulator/app/services/class_runner.hpp"
#include "emulator/app/window/file_chooser.hpp"
#include "emulator/ui/class_panel.hpp"
#include "emulator/ui/led_atlas.hpp"
#include "hat_driver/base/clock.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

struct SDL_Renderer;

namespace cupola::app {

/// The page with a whole class: keeps its state, and does what the person asks for.
class Classroom {
 public:
  /// More folders opened before are forgotten.
  static constexpr std::size_t kMostRecent = 8;

  /// `cupola`: the command that runs programs. Renderer and clock are borrowed and outlive this.
  Classroom(std::filesystem::path cupola, SDL_Renderer* renderer, const base::Clock& clock);

  /// Shows the programs of this folder, or of the folder a file lies in. "~" is the person's own.
  void open(const std::string& path);
  /// The page's inside, and what the person did in it.
  void draw(const ui::Context& ui, FileChooser& chooser);
  /// True if something changed that is shown.
  bool tick(base::Monotonic now) { return runner_.tick(now); }
  /// What a loop waits for.
  std::vector<int> fds() const { return runner_.fds(); }
  std::optional<base::Monotonic> due() const { return runner_.due(); }

  /// The program that the person wants in the editor, once.
  std::optional<std::filesystem::path> take_open();

  /// Folders opened before, newest first: for the next session.
  const std::vector<std::string>& recent() const { return recent_; }
  void restore(std::vector<std::string> recent) { recent_ = std::move(recent); }

 private:
  void apply(const ui::ClassPanelRequests& requests, FileChooser& chooser);

  const base::Clock& clock_;
  ClassRunner runner_;
  ui::LedAtlas atlas_;
  ui::ClassPanelState state_;
  std::vector<std::string> recent_;
  std::optional<std::filesystem::path> opened_;
};

}  // namespace cupola::app
