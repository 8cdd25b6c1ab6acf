#include "emulator/app/window/file_chooser.hpp"
#include "emulator/app/window/file_problem.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/support/stage.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;

/// The dialog on a stage, over a folder with one of each kind.
struct Dialog {
  tests::TemporaryFolder folder;
  FileChooser chooser;
  fs::path taken;
  ui::Phrase answer;
  tests::Stage stage;

  explicit Dialog(tests::Stage::Options options = {})
      : stage([this](const ui::Context& ui) { chooser.draw(ui); }, std::move(options)) {
    base::write_whole_file(folder.path() / "a.py", "1");
    base::write_whole_file(folder.path() / "b.png", "2");
    fs::create_directory(folder.path() / "class");
  }
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;
  void ask(ui::FilePurpose purpose) {
    chooser.ask({.purpose = purpose,
                 .title = "Open a program",
                 .suffixes = {".py"},
                 .suggestion = folder.path() / "",
                 .take = [this](const fs::path& path) {
                   taken = path;
                   return answer;
                 }});
    stage.step(4);
  }
};

TEST_CASE("why a file cannot be used is said in words that can be translated") {
  const auto said = [](std::errc reason) {
    return ui::in_english(file_problem("/home/ada/a.py", std::make_error_code(reason)));
  };
  CHECK(said(std::errc::no_space_on_device) == "/home/ada/a.py could not be written: the disk is full.");
  CHECK(said(std::errc::permission_denied) == "/home/ada/a.py: you are not allowed to do that.");
  CHECK(said(std::errc::io_error).starts_with("/home/ada/a.py: "));
  CHECK(ui::in_english(file_problem("/home/ada/a.csv", std::runtime_error("line 3: no number"))) ==
        "a.csv: line 3: no number");
}

TEST_CASE("what is wrong with the chosen file stands in the dialog in the person's language") {
  std::map<std::string, std::string, std::less<>> german;
  german["{0} is a folder, not a file."] = "{0} ist ein Ordner.";
  Dialog dialog({.words = ui::Catalogue(german)});
  dialog.answer = {"{0} is a folder, not a file.", {"a.py"}};
  dialog.ask(ui::FilePurpose::Open);
  dialog.stage.click("    a.py");
  dialog.stage.click("Open file");
  dialog.stage.step(3);
  CHECK(dialog.stage.shows("a.py ist ein Ordner."));
  CHECK(dialog.taken == dialog.folder.path() / "a.py");
}

TEST_CASE("a dialog for a folder shows folders alone, and takes the one it is in") {
  Dialog dialog;
  dialog.ask(ui::FilePurpose::Folder);
  CHECK_FALSE(dialog.stage.shows("    a.py"));
  dialog.stage.click("▸  class");
  dialog.stage.step(2);
  dialog.stage.click("Use this folder");
  dialog.stage.step(3);
  CHECK(dialog.taken == dialog.folder.path() / "class");
  CHECK_FALSE(dialog.stage.shows("Use this folder"));
}

TEST_CASE("a folder that is typed and is none is refused with the reason") {
  Dialog dialog;
  dialog.ask(ui::FilePurpose::Folder);
  dialog.stage.click("File name");
  dialog.stage.type("/nonexistent");
  dialog.stage.click("Use this folder");
  dialog.stage.step(3);
  CHECK(dialog.taken.empty());
  CHECK(dialog.stage.shows("/nonexistent: there is no such file or folder."));
}

}  // namespace
}  // namespace cupola::app
