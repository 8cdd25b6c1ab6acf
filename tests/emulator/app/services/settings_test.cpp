#include "emulator/app/services/settings.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <system_error>

using namespace cupola;
using namespace std::chrono_literals;
using app::Autosave;
using app::Session;
using app::Settings;
using cupola::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

Session some_session() {
  Session session;
  session.file = "/home/ada/smiley.py";
  session.text = "print('Grüße')\n";
  session.unsaved = true;
  session.cursor_line = 7;
  session.page = "studio";
  session.world = world::cabin_settings();
  session.world.humidity = 61.5;
  session.world.light = {.red = 1, .green = 2, .blue = 3, .illuminance_lux = 99};
  session.world.motion.kind = world::MotionKind::Spin;
  session.world.motion.spin_axis = {1, 0, 0};
  session.world.orientation.yaw_deg = -90;
  session.world.response = world::Response::Instant;
  return session;
}

}  // namespace

TEST_CASE("a settings file that cannot be used gives the defaults, a line that says why, and is kept aside") {
  for (const char* text : {"", "{", "[]", "null", R"({"schema":"other","version":1})",
                           R"({"schema":"cupola-settings","version":2})",
                           R"({"schema":"cupola-settings","version":1,"scale":"big"})",
                           R"({"schema":"cupola-settings","version":1,"recent_files":[1]})"}) {
    CAPTURE(text);
    const TemporaryFolder folder;
    std::ofstream(folder / "settings.json") << text;
    const auto loaded = app::load_settings(folder / "settings.json");
    CHECK(loaded.value == Settings{});
    CHECK(loaded.notice.find("settings.json could not be used") != std::string::npos);
    CHECK(loaded.notice.find('\n') == std::string::npos);
    CHECK_FALSE(fs::exists(folder / "settings.json"));
    CHECK(base::read_whole_file(folder / "settings.json.unreadable") == text);
  }
}

TEST_CASE("a field of the wrong kind is named, and an earlier unreadable file stays") {
  const TemporaryFolder folder;
  for (const char* cursor : {R"("first")", R"("second")"}) {
    std::ofstream(folder / "s") << R"({"schema":"cupola-session","version":1,"cursor_line":)" << cursor
                                << "}";
    const auto loaded = app::load_session(folder / "s");
    CHECK(loaded.notice.find("(cursor_line: type must be number, but is string)") != std::string::npos);
  }
  CHECK(base::read_whole_file(folder / "s.unreadable").find("first") != std::string::npos);
  CHECK(base::read_whole_file(folder / "s.unreadable-2").find("second") != std::string::npos);
}

TEST_CASE("a session whose world is nonsense gives the defaults and a line") {
  const TemporaryFolder folder;
  std::ofstream(folder / "s") << R"({"schema":"cupola-session","version":1,"world":{"place":"Mars"}})";
  const auto loaded = app::load_session(folder / "s");
  CHECK(loaded.value == Session{});
  CHECK(loaded.notice.find("place: unknown name Mars") != std::string::npos);
}

TEST_CASE("no file is no reason for a notice") {
  const TemporaryFolder folder;
  CHECK(app::load_settings(folder / "none" / "settings.json").notice == "");
  CHECK(app::load_session(folder / "none").value == Session{});
}

TEST_CASE("numbers past what a window can be are brought back") {
  const TemporaryFolder folder;
  std::ofstream(folder / "s") << R"({"schema":"cupola-settings","version":1,"scale":900,"window_width":-5})";
  const auto loaded = app::load_settings(folder / "s");
  CHECK(loaded.notice == "");
  CHECK(loaded.value.scale == 3);
  CHECK(loaded.value.window_width == 320);
}

TEST_CASE("settings and session come back as they were saved") {
  const TemporaryFolder folder;
  Settings settings;
  settings.theme = "contrast";
  settings.scale = 1.5;
  settings.maximized = true;
  app::remember_file(settings, "/a.py");
  app::remember_file(settings, "/b.py");
  app::remember_file(settings, "/a.py");
  settings.recent_folders = {"/class"};
  CHECK(settings.recent_files == std::vector<std::string>{"/a.py", "/b.py"});
  app::save_settings(folder / "new" / "settings.json", settings);
  CHECK(app::load_settings(folder / "new" / "settings.json").value == settings);
  std::ofstream(folder / "session.json") << app::session_text(some_session());
  const auto session = app::load_session(folder / "session.json");
  CHECK(session.notice == "");
  CHECK(session.value == some_session());
}

TEST_CASE("a text that is no UTF-8 can still be saved") {
  Session session;
  session.text = "print('\xe9')\n";
  CHECK(app::session_text(session).find("print('\xef\xbf\xbd')") != std::string::npos);
}

TEST_CASE("the session is written a second after it changed, not at every key, and at once if asked") {
  const TemporaryFolder folder;
  const fs::path path = folder / "state" / "session.json";
  Autosave autosave(path);
  autosave.tick(0s);
  CHECK_FALSE(autosave.due());
  Session session = some_session();
  autosave.note(session, 10s);
  session.cursor_line = 8;
  autosave.note(session, 10s + 900ms);
  CHECK(autosave.due() == 11s);
  autosave.tick(10s + 999ms);
  CHECK_FALSE(fs::exists(path));
  autosave.tick(11s);
  CHECK(app::load_session(path).value == session);
  autosave.note(session, 20s);
  CHECK_FALSE(autosave.due());
  session.text += "#";
  autosave.note(session, 30s);
  autosave.flush();
  CHECK(app::load_session(path).value == session);
}

TEST_CASE("a session that cannot be written is a problem, and is tried again") {
  const TemporaryFolder folder;
  std::ofstream(folder / "file") << "x";
  Autosave autosave(folder / "file" / "session.json");
  autosave.note(some_session(), 0s);
  autosave.tick(1s);
  CHECK_FALSE(autosave.problem().empty());
  CHECK(autosave.due() == 11s);
  fs::remove(folder / "file");
  autosave.tick(11s);
  CHECK(autosave.problem() == "");
  CHECK(fs::exists(folder / "file" / "session.json"));
}

TEST_CASE("the folders are where XDG says, if it says an absolute path") {
  ::setenv("HOME", "/home/ada", 1);
  ::setenv("XDG_CONFIG_HOME", "relative", 1);
  ::setenv("XDG_STATE_HOME", "/var/ada", 1);
  CHECK(app::config_folder() == "/home/ada/.config/cupola");
  CHECK(app::state_folder() == "/var/ada/cupola");
}
