#include "emulator/app/services/settings.hpp"

#include "emulator/app/services/world_json.hpp"
#include "hat_driver/base/whole_file.hpp"

#include <pwd.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr std::size_t kLargestFile = std::size_t{16} << 20;
constexpr std::size_t kMostRecent = 10;

/// What the library says, without its name and number for it.
std::string plain(const ordered_json::exception& problem) {
  const std::string text = problem.what();
  const std::size_t end = text.find("] ");
  return end == std::string::npos ? text : text.substr(end + 2);
}

template <typename Value>
void read(const ordered_json& object, const char* key, Value& value) try {
  if (object.contains(key)) value = object.at(key).get<Value>();
} catch (const ordered_json::exception& problem) {
  throw std::invalid_argument(std::string(key) + ": " + plain(problem));
}

Settings settings_from(const ordered_json& object) {
  Settings settings;
  read(object, "theme", settings.theme);
  read(object, "scale", settings.scale);
  read(object, "reduced_motion", settings.reduced_motion);
  read(object, "sounds", settings.sounds);
  read(object, "projector", settings.projector);
  read(object, "as_seen", settings.as_seen);
  read(object, "tour_shown", settings.tour_shown);
  read(object, "language", settings.language);
  read(object, "profile", settings.profile);
  read(object, "window_width", settings.window_width);
  read(object, "window_height", settings.window_height);
  read(object, "maximized", settings.maximized);
  read(object, "recent_files", settings.recent_files);
  read(object, "recent_folders", settings.recent_folders);
  // Written by hand, a number may be anything; the window must come up all the same. A comparison the right
  // way round turns what is not a number into the smallest.
  settings.scale = settings.scale > 0.75 ? std::min(settings.scale, 3.0) : 0.75;
  settings.window_width = std::clamp(settings.window_width, 320, 16384);
  settings.window_height = std::clamp(settings.window_height, 240, 16384);
  if (settings.recent_files.size() > kMostRecent) settings.recent_files.resize(kMostRecent);
  if (settings.recent_folders.size() > kMostRecent) settings.recent_folders.resize(kMostRecent);
  return settings;
}

Session session_from(const ordered_json& object) {
  Session session;
  read(object, "file", session.file);
  read(object, "text", session.text);
  read(object, "unsaved", session.unsaved);
  read(object, "cursor_line", session.cursor_line);
  read(object, "cursor_column", session.cursor_column);
  read(object, "page", session.page);
  if (object.contains("world")) session.world = world_from(object.at("world"));
  session.cursor_line = std::max(session.cursor_line, 1);
  session.cursor_column = std::max(session.cursor_column, 1);
  return session;
}

/// Throws what says why the file cannot be used.
ordered_json object_in(const fs::path& path, const std::string& schema) {
  ordered_json object = ordered_json::parse(base::read_whole_file(path, kLargestFile));
  if (object.at("schema") != schema) throw std::invalid_argument("it is no " + schema + " file");
  if (object.at("version") != kVersion) {
    throw std::invalid_argument("its version is " + object.at("version").dump() + ", this program reads " +
                                std::to_string(kVersion));
  }
  return object;
}

/// Out of the way of the next save, but not lost.
std::string set_aside(const fs::path& path, const std::string& why) {
  fs::path aside = path;
  aside += ".unreadable";
  std::error_code error;
  for (int number = 2; fs::exists(aside, error) && number < 100; ++number) {
    aside = path.string() + ".unreadable-" + std::to_string(number);
  }
  fs::rename(path, aside, error);
  const std::string kept = error ? "it stays where it is" : "it is kept as " + aside.string();
  return path.string() + " could not be used (" + why + "); " + kept;
}

template <typename Kind, typename From>
Loaded<Kind> load(const fs::path& path, const char* schema, From from) {
  std::error_code error;
  if (!fs::exists(path, error) && !error) return {};
  try {
    return {from(object_in(path, schema)), ""};
  } catch (const ordered_json::exception& why) {
    return {Kind{}, set_aside(path, plain(why))};
  } catch (const std::exception& why) {
    return {Kind{}, set_aside(path, why.what())};
  }
}

/// A text may hold bytes that are no UTF-8 (a file in another encoding): they become the replacement sign.
std::string text_of(const ordered_json& object) {
  return object.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

fs::path home() {
  if (const char* named = std::getenv("HOME"); named != nullptr && *named == '/') return named;
  const passwd* const user = ::getpwuid(::geteuid());
  return user != nullptr && user->pw_dir != nullptr ? user->pw_dir : "/";
}

/// The XDG base directory specification: a variable that is not an absolute path does not count.
fs::path xdg_folder(const char* variable, const char* otherwise) {
  const char* const named = std::getenv(variable);
  return (named != nullptr && *named == '/' ? fs::path(named) : home() / otherwise) / "cupola";
}

}  // namespace

std::string settings_text(const Settings& settings) {
  return text_of({{"schema", "cupola-settings"},
                  {"version", kVersion},
                  {"theme", settings.theme},
                  {"scale", settings.scale},
                  {"reduced_motion", settings.reduced_motion},
                  {"sounds", settings.sounds},
                  {"projector", settings.projector},
                  {"as_seen", settings.as_seen},
                  {"tour_shown", settings.tour_shown},
                  {"language", settings.language},
                  {"profile", settings.profile},
                  {"window_width", settings.window_width},
                  {"window_height", settings.window_height},
                  {"maximized", settings.maximized},
                  {"recent_files", settings.recent_files},
                  {"recent_folders", settings.recent_folders}});
}

std::string session_text(const Session& session) {
  return text_of({{"schema", "cupola-session"},
                  {"version", kVersion},
                  {"file", session.file},
                  {"text", session.text},
                  {"unsaved", session.unsaved},
                  {"cursor_line", session.cursor_line},
                  {"cursor_column", session.cursor_column},
                  {"page", session.page},
                  {"world", world_json(session.world)}});
}

Loaded<Settings> load_settings(const fs::path& path) {
  return load<Settings>(path, "cupola-settings", settings_from);
}

Loaded<Session> load_session(const fs::path& path) {
  return load<Session>(path, "cupola-session", session_from);
}

void save_settings(const fs::path& path, const Settings& settings) {
  fs::create_directories(path.parent_path());
  base::write_whole_file(path, settings_text(settings));
}

fs::path config_folder() { return xdg_folder("XDG_CONFIG_HOME", ".config"); }
fs::path state_folder() { return xdg_folder("XDG_STATE_HOME", ".local/state"); }

void remember_file(Settings& settings, const std::string& path) {
  std::erase(settings.recent_files, path);
  settings.recent_files.insert(settings.recent_files.begin(), path);
  if (settings.recent_files.size() > kMostRecent) settings.recent_files.resize(kMostRecent);
}

void Autosave::note(const Session& session, base::Monotonic now) {
  if (session == session_) return;
  session_ = session;
  if (!due_) due_ = now + kDelay;
}

void Autosave::tick(base::Monotonic now) {
  if (!due_ || now < *due_) return;
  flush();
  // What could not be written may be writable later.
  if (!problem_.empty()) due_ = now + 10 * kDelay;
}

void Autosave::flush() {
  if (!due_) return;
  try {
    fs::create_directories(path_.parent_path());
    // Against a crash of ours, not a power cut: waiting for the disk would be felt while typing.
    base::write_whole_file_unsynced(path_, session_text(session_));
    due_.reset();
    problem_.clear();
  } catch (const std::system_error& error) {
    problem_ = error.what();
  }
}

}  // namespace cupola::app
