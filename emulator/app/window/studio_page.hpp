#pragma once

#include "emulator/app/window/file_chooser.hpp"
#include "emulator/serve/host.hpp"
#include "emulator/ui/studio.hpp"
#include "hat_driver/base/clock.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace cupola::app {

/// The page of the frame studio: keeps the animation over sessions, reads and writes its files.
class StudioPage {
 public:
  /// `file`: where the animation is kept, as a Python program; what cannot be read of it is a note.
  StudioPage(serve::Host& host, SDL_Renderer* renderer, std::filesystem::path file, const base::Clock& clock,
             const ui::Catalogue& words);

  /// Saves what was painted, soon after it was.
  void tick();
  std::optional<base::Monotonic> due() const { return due_; }
  void save_now();
  /// `program`: the text of the editor. Gives the program that was made, when one was.
  std::optional<std::string> draw(const ui::Context& ui, FileChooser& chooser, const std::string& program);

 private:
  void choose_image(FileChooser& chooser, const ui::Catalogue& words);
  void choose_film(FileChooser& chooser);

  serve::Host& host_;
  ui::LedTexture preview_;
  std::filesystem::path file_;
  const base::Clock& clock_;
  ui::StudioState state_;
  std::optional<base::Monotonic> due_;
};

}  // namespace cupola::app
