#pragma once

#include "emulator/world/settings.hpp"
#include "hat_driver/base/clock.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::app {

/// How the person wants the window: the same for every session.
struct Settings {
  std::string theme = "light";  ///< light, dark or contrast
  double scale = 1;             ///< 0.75–3
  bool reduced_motion = false;
  bool sounds = false;
  bool projector = false;
  bool tour_shown = false;  ///< the guided tour was gone through or skipped
  bool as_seen = true;      ///< the LEDs as a photograph shows them, else as coded
  std::string language;     ///< a code such as "de"; empty: as the machine speaks
  std::string profile = "retail-v2";
  int window_width = 1280;
  int window_height = 800;
  bool maximized = false;
  std::vector<std::string> recent_files;    ///< newest first
  std::vector<std::string> recent_folders;  ///< of classes, newest first
  friend bool operator==(const Settings&, const Settings&) = default;
};

/// What was on the window, so that nothing is lost when it ends, however it ends.
struct Session {
  std::string file = {};  ///< the program's path; empty: it has no name yet
  std::string text = {};  ///< what the editor holds
  bool unsaved = false;   ///< the text is not what the file has
  int cursor_line = 1;    ///< 1 is the first
  int cursor_column = 1;
  std::string page = "play";
  world::WorldSettings world = {};
  friend bool operator==(const Session&, const Session&) = default;
};

/// What a file held. A file that is not there gives the defaults and no notice. One that cannot be used gives
/// the defaults and one line for the person, and is kept beside as NAME.unreadable (-2, -3 …
/// behind it if there is one already).
template <typename Kind>
struct Loaded {
  Kind value;
  std::string notice;
};

Loaded<Settings> load_settings(const std::filesystem::path& path);
Loaded<Session> load_session(const std::filesystem::path& path);

/// Throws std::system_error that names the path. Makes the folders.
void save_settings(const std::filesystem::path& path, const Settings& settings);

/// As a file holds them; for tests and `--state`.
std::string settings_text(const Settings& settings);
std::string session_text(const Session& session);

/// $XDG_CONFIG_HOME/cupola or ~/.config/cupola, and $XDG_STATE_HOME/cupola or ~/.local/state/cupola: where
/// settings.json lies, and session.json and the reports of crashes.
std::filesystem::path config_folder();
std::filesystem::path state_folder();

/// Puts a path first among the recent ones; ten are kept.
void remember_file(Settings& settings, const std::string& path);

/// Writes the session soon after it changed, whole or not at all.
class Autosave {
 public:
  /// A change is on the disk so long after it at most; typing does not write at every key.
  static constexpr std::chrono::milliseconds kDelay{1000};

  explicit Autosave(std::filesystem::path path) : path_(std::move(path)) {}

  /// The session as it is now.
  void note(const Session& session, base::Monotonic now);
  /// Writes if it is due. What keeps it from writing becomes `problem`, and is tried again later.
  void tick(base::Monotonic now);
  /// Writes at once what is not written yet.
  void flush();
  std::optional<base::Monotonic> due() const { return due_; }
  const std::string& problem() const { return problem_; }

 private:
  std::filesystem::path path_;
  Session session_;
  std::optional<base::Monotonic> due_;
  std::string problem_;
};

}  // namespace cupola::app
