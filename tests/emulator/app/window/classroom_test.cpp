#include "emulator/app/window/classroom.hpp"
#include "hat_driver/base/whole_file.hpp"
#include "tests/emulator/app/services/pump.hpp"
#include "tests/emulator/ui/a_class.hpp"
#include "tests/support/stage.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace cupola::app {
namespace {

namespace fs = std::filesystem;

/// The page over a folder with two programs, and a script that stands in for `cupola`.
struct Lesson {
  Lesson() {
    fs::create_directory(folder / "class");
    for (const char* name : {"anna.py", "ben.py"}) std::ofstream(folder / "class" / name) << "print(1)\n";
    base::write_whole_file(folder / "a.film", picture::encode_film(*tests::a_film(2, 100)));
    std::ofstream(folder / "cupola")
        << "#!/bin/sh\ncp " << (folder / "a.film").string() << " \"$6\"\n"
        << "echo '{\"verdict\":\"finished\",\"note\":\"\",\"wall_s\":1,\"error\":null,\"stderr\":\"\"}'\n";
    fs::permissions(folder / "cupola", fs::perms::owner_all);
    room.emplace(folder / "cupola", stage.renderer(), clock);
    stage.step(2);
  }
  Lesson(const Lesson&) = delete;
  Lesson& operator=(const Lesson&) = delete;

  tests::TemporaryFolder folder;
  base::SystemClock clock;
  tests::Stage stage{[this](const ui::Context& ui) {
    if (room) room->draw(ui, chooser);
  }};
  FileChooser chooser;
  std::optional<Classroom> room;
};

TEST_CASE("a folder is typed, its programs run and one of them goes to the editor") {
  Lesson lesson;
  lesson.stage.click("Path of the folder");
  lesson.stage.type((lesson.folder / "class").string());
  lesson.stage.press(ImGuiKey_Enter);
  lesson.stage.step(2);
  lesson.stage.click("Run all");
  lesson.stage.step();
  REQUIRE(tests::pump(*lesson.room, [&] { return lesson.room->fds().empty(); }));
  lesson.stage.step(2);
  CHECK(lesson.stage.shows("Run all"));
  CHECK_FALSE(lesson.room->take_open());
  lesson.stage.double_click("ben.py");
  CHECK(lesson.room->take_open() == lesson.folder / "class" / "ben.py");
  CHECK_FALSE(lesson.room->take_open());
}

TEST_CASE("folders are remembered, the last one first; one that is not there is not") {
  Lesson lesson;
  fs::create_directory(lesson.folder / "other");
  const std::string other = (lesson.folder / "other").string();
  const std::string own = (lesson.folder / "class").string();
  lesson.room->open(other);
  lesson.room->open("  " + own + "/anna.py\n");
  lesson.room->open("/no/such/folder");
  lesson.room->open(other);
  CHECK(lesson.room->recent() == std::vector<std::string>{other, own});
}

}  // namespace
}  // namespace cupola::app
