#include "emulator/app/window/emulator.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/support/stage.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

namespace cupola::app {
namespace {

/// The whole window on a stage, with folders and a board of its own.
struct Window {
  tests::TemporaryFolder folder;
  base::SystemClock clock;
  serve::Host host{{.folder = folder.path() / "boards"}, clock};
  std::unique_ptr<Emulator> emulator;
  tests::Stage stage{[this](const ui::Context& ui) {
                       if (emulator) emulator->draw(ui);
                     },
                     {.own_windows = true}};

  explicit Window(Session session = {}) {
    Remembered remembered;
    remembered.settings.tour_shown = true;
    remembered.settings.language = "en";
    remembered.session = std::move(session);
    const Places places{.cupola = "/nonexistent/cupola",
                        .python_packages = {},
                        .scratch = folder.path() / "scratch",
                        .board = "emulator"};
    emulator = std::make_unique<Emulator>(host, stage.renderer(), places, clock, std::move(remembered));
    stage.step(4);
  }
  ~Window() { emulator.reset(); }  // its textures go before the stage's renderer
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
  std::string write(const char* name, const std::string& text) const {
    const auto path = folder.path() / name;
    base::write_whole_file(path, text);
    return path.string();
  }
  void open(const std::string& path) {
    emulator->open(path);
    stage.step(4);
  }
  void type(const char* text) {
    stage.click_at("Program text", 0.5F, 0.05F);
    stage.type(text);
    stage.step(2);
  }
  std::string file() { return std::filesystem::path(emulator->session().file).filename(); }
};

TEST_CASE("a file that comes while the program is not saved waits for an answer") {
  Window window;
  window.open(window.write("first.py", "first\n"));
  window.type("mine ");
  REQUIRE(window.emulator->session().unsaved);
  const std::string second = window.write("second.py", "second\n");
  window.open(second);
  CHECK(window.file() == "first.py");
  CHECK(window.emulator->session().text.find("mine") != std::string::npos);
  window.stage.click("Cancel");
  CHECK(window.file() == "first.py");
  window.open(second);
  window.stage.click("Throw them away");
  window.stage.step(2);
  CHECK(window.file() == "second.py");
  CHECK_FALSE(window.emulator->session().unsaved);
}

TEST_CASE("a file that waits is opened once the program was saved") {
  Window window;
  const std::string first = window.write("first.py", "first\n");
  window.open(first);
  window.type("mine ");
  window.open(window.write("second.py", "second\n"));
  window.stage.click("Save first");
  window.stage.step(2);
  CHECK(window.file() == "second.py");
  CHECK(base::read_whole_file(first).find("mine") != std::string::npos);
}

TEST_CASE("a program that is given beside a session that crashed does not cost its text") {
  Window window({.text = "lost?\n", .unsaved = true});
  window.open(window.write("other.py", "other\n"));
  CHECK(window.emulator->session().text == "lost?\n");
  CHECK(window.stage.shows("Throw them away"));
}

TEST_CASE("the cursor is where it was in the last session") {
  Window window({.text = "one\ntwo\nthree\n", .unsaved = true, .cursor_line = 2, .cursor_column = 3});
  CHECK(window.emulator->session().cursor_line == 2);
  CHECK(window.emulator->session().cursor_column == 3);
}

TEST_CASE("the program of the help page does not take the file of the child's own") {
  Window window;
  const std::string mine = window.write("mine.py", "mine\n");
  window.open(mine);
  window.stage.press(ImGuiKey_F1);
  window.stage.step(4);
  window.stage.click("The five-line program");
  window.stage.step(2);
  window.stage.click("Put it into the editor");
  window.stage.step(4);
  CHECK(window.file().empty());
  CHECK(window.emulator->session().text.find("sense_hat") != std::string::npos);
  window.stage.press(ImGuiKey_S, ImGuiMod_Ctrl);
  window.stage.step(2);
  CHECK(base::read_whole_file(mine) == "mine\n");
}

TEST_CASE("a notice is said once, and goes when it was read") {
  Window window;
  window.emulator->tell({"Your work cannot be kept for the next start: {0}", {"the disk is full"}});
  window.emulator->tell({"Your work cannot be kept for the next start: {0}", {"the disk is full"}});
  window.stage.step(3);
  window.stage.click("All right");
  window.stage.step(3);
  CHECK_FALSE(window.stage.shows("All right"));
}

}  // namespace
}  // namespace cupola::app
