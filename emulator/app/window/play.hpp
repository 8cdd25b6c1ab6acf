#pragma once

#include "emulator/app/services/settings.hpp"
#include "emulator/app/window/file_chooser.hpp"
#include "emulator/app/window/program_desk.hpp"
#include "emulator/app/window/sdl_window.hpp"
#include "emulator/serve/host.hpp"
#include "emulator/ui/play_page.hpp"
#include "emulator/ui/text_view.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace cupola::app {

/// The page with the HAT and the program: keeps its state, and hands what the person does on to the board and
/// the program.
class Play {
 public:
  Play(serve::Host& host, SDL_Renderer* renderer, const Places& places, const base::Clock& clock);

  /// True if something shown changed.
  bool tick() { return desk_.tick(state_.program); }
  /// `replaying`: a recording moves the board, the world's controls wait.
  void draw(const ui::Context& ui, ui::TextViewState& text_view, FileChooser& chooser, bool replaying);
  /// Draws the lights alone over the last picture, if they can be; false: draw the whole window.
  bool draw_lights(SdlWindow& window);

  /// The arrow keys belong to the joystick.
  bool hat_has_keyboard() const { return state_.hat.has_keyboard; }
  ProgramDesk& desk() { return desk_; }
  /// Puts a file into the editor; asks first if that would lose what is not saved.
  void open(const std::filesystem::path& path);
  /// A program that another page made; it has no file yet.
  void take_program(const std::string& text);
  std::string program_text() const { return state_.program.editor.buffer.text(); }

  /// The last session as it was, and what the next one begins with.
  void restore(const Settings& settings, const Session& session);
  void save(Settings& settings, Session& session) const;

 private:
  void apply(const ui::WorldPanelRequests& requests);
  void apply(const ui::HatPanelRequests& requests);
  void apply(const ui::ProgramPanelRequests& requests, FileChooser& chooser);
  void ask_for_file(ui::FilePurpose purpose, FileChooser& chooser);

  serve::Host& host_;
  ProgramDesk desk_;
  ui::LedTexture texture_;
  ui::PlayPageState state_;
  std::filesystem::path waiting_;  ///< the file that ui::PendingAction::Take is about
};

}  // namespace cupola::app
