#pragma once

#include "emulator/app/language/words_file.hpp"
#include "emulator/app/services/settings.hpp"
#include "emulator/app/sound/sounds.hpp"
#include "emulator/app/window/classroom.hpp"
#include "emulator/app/window/file_chooser.hpp"
#include "emulator/app/window/play.hpp"
#include "emulator/app/window/record_page.hpp"
#include "emulator/app/window/sdl_window.hpp"
#include "emulator/app/window/studio_page.hpp"
#include "emulator/serve/host.hpp"
#include "emulator/ui/catalogue.hpp"
#include "emulator/ui/help_panel.hpp"
#include "emulator/ui/model/phrase.hpp"
#include "emulator/ui/text_view.hpp"
#include "emulator/ui/top_bar.hpp"
#include "emulator/ui/tour.hpp"

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
  std::optional<base::Monotonic> due();
  /// The whole window, and what the person did in it. `widgets`: the map of this picture, for the guided
  /// tour; none: no tour.
  void draw(const ui::Context& ui, const ui::WidgetMap* widgets = nullptr);
  /// The lights alone over the last picture; false if that is not enough to be up to date.
  bool draw_lights(SdlWindow& window);
  /// A program, a recording or a picture.
  void open(const std::string& path);
  /// Shows one line that stays until the person has read it.
  void tell(const ui::Phrase& phrase);
  /// Keeps what is not kept yet, before the end.
  void finish();

  const ui::Preferences& preferences() const { return preferences_; }
  const ui::Catalogue& words() const { return words_.words; }
  /// The window's title: what is open in it.
  std::string title();
  /// As the person left it now; the window's place is not known here.
  const Settings& settings();
  const Session& session();

 private:
  void draw_notices(const ui::Context& ui);
  void draw_page(const ui::Context& ui);
  void draw_help(const ui::Context& ui);
  void load_language();
  void sound();
  double now_s() const;

  serve::Host& host_;
  const base::Clock& clock_;
  base::Monotonic begun_;
  Settings settings_;
  Session session_;
  std::vector<std::string> notices_;
  ui::Preferences preferences_;
  ui::Page page_ = ui::Page::Play;
  LoadedWords words_;
  std::string asked_language_;
  std::vector<ui::LanguageChoice> languages_;
  ui::TextViewState text_view_;
  ui::HelpState help_;
  ui::TourState tour_;
  Sounds sounds_;
  std::uint64_t heard_updates_ = 0;
  FileChooser chooser_;
  Play play_;
  StudioPage studio_;
  RecordPage record_;
  Classroom classroom_;
};

}  // namespace cupola::app
