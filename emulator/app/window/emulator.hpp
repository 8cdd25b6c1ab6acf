#pragma once

#include "emulator/app/services/settings.hpp"
#include "emulator/app/window/play.hpp"
#include "emulator/app/window/sdl_window.hpp"
#include "emulator/serve/host.hpp"
#include "emulator/ui/catalogue.hpp"
#include "emulator/ui/text_view.hpp"
#include "emulator/ui/top_bar.hpp"

#include <string>
#include <vector>

namespace cupola::app {

/// How the last session was left.
struct Remembered {
  Settings settings;
  Session session;
  std::vector<std::string> notices;  ///< what of it could not be used, a line each
};

/// The emulator behind its window: all pages with their state. Draws into whatever window or picture ImGui is
/// bound to; opens none itself.
class Emulator {
 public:
  /// All are borrowed and outlive this, except `remembered`.
  Emulator(serve::Host& host, SDL_Renderer* renderer, const Places& places, const base::Clock& clock,
           Remembered remembered);

  /// Looks after programs and files; true if something changed that is shown.
  bool tick();
  /// What the loop waits for beside the window's events, and until when.
  std::vector<int> fds();
  std::optional<base::Monotonic> due() { return play_.desk().due(); }
  /// The whole window, and what the person did in it.
  void draw(const ui::Context& ui);
  /// The lights alone over the last picture; false if that is not enough to be up to date.
  bool draw_lights(SdlWindow& window);
  void open(const std::string& path);

  const ui::Preferences& preferences() const { return preferences_; }
  const ui::Catalogue& words() const { return words_; }
  /// The window's title: what is open in it.
  std::string title();
  /// As the person left it now; the window's place is not known here.
  const Settings& settings();
  const Session& session();

 private:
  void draw_notices(const ui::Context& ui);

  serve::Host& host_;
  Settings settings_;
  Session session_;
  std::vector<std::string> notices_;
  ui::Preferences preferences_;
  ui::Page page_ = ui::Page::Play;
  ui::Catalogue words_;
  ui::TextViewState text_view_;
  Play play_;
};

}  // namespace cupola::app
