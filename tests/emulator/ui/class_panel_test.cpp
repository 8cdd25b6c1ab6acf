#include "emulator/ui/class_panel.hpp"
#include "tests/emulator/ui/a_class.hpp"
#include "tests/support/stage.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cupola::ui {
namespace {

/// The page on a stage; keeps the last of everything that was asked for.
struct ClassPage {
  explicit ClassPage(std::vector<ClassEntry> class_entries, tests::Stage::Options options = {},
                     bool moving = false)
      : entries(std::move(class_entries)),
        stage([this, moving](const Context& given) { draw(given, moving); }, options) {
    atlas.emplace(stage.renderer());
    stage.step(3);
  }
  ClassPage(const ClassPage&) = delete;
  ClassPage& operator=(const ClassPage&) = delete;

  void draw(const Context& given, bool moving) {
    if (!atlas) return;
    Context context = given;
    context.reduced_motion = !moving;
    const ClassPanelRequests now = draw_class_panel(state,
                                                    {.entries = entries,
                                                     .folder = entries.empty() ? "" : "/class",
                                                     .problem = problem,
                                                     .left_out = left_out,
                                                     .recent = recent,
                                                     .atlas = *atlas},
                                                    context);
    asked.run_all |= now.run_all;
    asked.stop |= now.stop;
    if (now.run) asked.run = now.run;
    if (now.open) asked.open = now.open;
    if (now.folder) asked.folder = now.folder;
  }

  std::vector<ClassEntry> entries;
  std::string problem;
  std::size_t left_out = 0;
  std::vector<std::string> recent;
  ClassPanelState state;
  ClassPanelRequests asked;
  tests::Stage stage;
  std::optional<LedAtlas> atlas;  // goes before the stage's renderer
};

std::vector<ClassEntry> ended_class(std::size_t count, std::size_t pictures = 12) {
  std::vector<ClassEntry> entries = tests::a_class(count, pictures);
  std::erase_if(entries, [](const ClassEntry& entry) {
    return entry.phase == ClassPhase::Running || entry.phase == ClassPhase::Waiting;
  });
  return entries;
}

TEST_CASE("without a folder the page asks for one, typed or opened before") {
  ClassPage page({});
  page.recent = {"/home/teacher/7b"};
  page.stage.step(2);
  page.stage.click("Open folder");
  CHECK_FALSE(page.asked.folder);
  page.stage.click("Path of the folder");
  page.stage.type("/srv/class");
  page.stage.press(ImGuiKey_Enter);
  CHECK(page.asked.folder == "/srv/class");
  page.stage.click("/home/teacher/7b");
  CHECK(page.asked.folder == "/home/teacher/7b");
}

TEST_CASE("all run by the button and by F5; while they run they can be stopped") {
  ClassPage page(ended_class(6));
  page.stage.click("Run all");
  CHECK(page.asked.run_all);
  page.asked = {};
  page.stage.press(ImGuiKey_F5);
  CHECK(page.asked.run_all);
  CHECK_FALSE(page.stage.shows("Stop"));
  page.entries[2].phase = ClassPhase::Running;
  page.stage.step();
  page.stage.click("Stop");
  CHECK(page.asked.stop);
}

TEST_CASE("one press chooses a program, two open it") {
  ClassPage page(ended_class(30));
  page.stage.click("hugo.py");
  CHECK(page.state.selected == "hugo.py");
  CHECK_FALSE(page.asked.open);
  page.stage.double_click("ben.py");
  CHECK(page.asked.open == "ben.py");
}

TEST_CASE("arrow keys choose, Enter opens, R runs the chosen one, Space shows it large") {
  ClassPage page(ended_class(30));
  page.stage.click("anna.py");
  page.stage.press(ImGuiKey_RightArrow);
  CHECK(page.state.selected == "ben.py");
  page.stage.press(ImGuiKey_DownArrow);
  const std::string below = page.state.selected;
  CHECK(page.stage.widget(below).top > page.stage.widget("ben.py").bottom - 1);
  page.stage.press(ImGuiKey_Enter);
  CHECK(page.asked.open == below);
  page.stage.press(ImGuiKey_R);
  CHECK(page.asked.run == below);
  page.stage.press(ImGuiKey_Space);
  CHECK(page.state.large == below);
  page.stage.press(ImGuiKey_Escape);
  page.stage.step(2);
  CHECK(page.state.large.empty());
  page.stage.press(ImGuiKey_RightArrow);
  CHECK(page.state.selected != below);
  CHECK(page.stage.widget(page.state.selected).top == page.stage.widget(below).top);
}

TEST_CASE("a program shown large is turned over, run and opened") {
  ClassPage page(ended_class(3));
  page.stage.click("ben.py");
  page.stage.click("Show large");
  CHECK(page.state.large == "ben.py");
  page.stage.click("Next");
  CHECK(page.state.large == "Chloé.py");
  page.stage.press(ImGuiKey_PageDown);
  CHECK(page.state.large == "anna.py");
  page.stage.click("Previous");
  CHECK(page.state.large == "Chloé.py");
  page.stage.click("Run again");
  CHECK(page.asked.run == "Chloé.py");
  page.stage.click("Open in the editor");
  CHECK(page.asked.open == "Chloé.py");
  page.stage.click("← All programs");
  CHECK(page.state.large.empty());
  page.state.large = "gone.py";
  page.stage.step(2);
  CHECK(page.stage.shows("Run all"));
}

TEST_CASE("typing a path runs nothing") {
  ClassPage page(ended_class(3));
  page.stage.click("ben.py");
  page.stage.click("Folder…");
  page.stage.step(2);
  page.stage.press(ImGuiKey_R);
  page.stage.type("/r");
  CHECK_FALSE(page.asked.run);
  page.stage.click("Open folder");
  CHECK(page.asked.folder == "/r");
}

TEST_CASE("by result failures come first, but nothing jumps away while programs run") {
  ClassPage page(ended_class(30));
  page.stage.click("By result");
  CHECK(page.state.arranged.front() == "elif.py");
  page.entries[0].phase = ClassPhase::Running;
  page.stage.step();
  page.entries[1] = tests::with_error(page.entries[1].name, 1, "A: b");
  page.stage.step();
  CHECK(page.state.arranged.front() == "elif.py");
  page.entries[0].phase = ClassPhase::Done;
  page.stage.step();
  CHECK(page.state.arranged.front() == "ben.py");
}

TEST_CASE("thirty programs fit every screen of a school, whole and in view") {
  for (const auto& [width, height] : {std::pair{1280, 800}, {1920, 1080}, {1024, 600}}) {
    CAPTURE(width);
    ClassPage page(tests::a_class(30), {.width = width, .height = height});
    page.state.selected = "elif.py";
    page.stage.step(2);
    const float wall_ends = page.stage.widget("Show large").top;
    for (const ClassEntry& entry : page.entries) {
      const Widget tile = page.stage.widget(entry.name);
      CHECK(tile.shown);
      CHECK(tile.right <= static_cast<float>(width));
      CHECK(tile.bottom <= wall_ends);
    }
  }
}

TEST_CASE("a wall of still films asks for no picture and bakes none") {
  ClassPage page(ended_class(30, 1), {}, true);
  page.entries[9] = tests::finished("jonas.py", tests::a_film(1, 100));
  page.stage.step(5);
  const std::size_t baked = page.atlas->baked();
  page.stage.step(30);
  CHECK_FALSE(page.stage.wants_redraw());
  CHECK(page.atlas->baked() == baked);
}

TEST_CASE("moving films are baked once for each picture; paused they rest on their best") {
  ClassPage page(
      {tests::finished("a.py", tests::a_film(40, 150)), tests::finished("b.py", tests::a_film(1, 1))}, {},
      true);
  CHECK(page.stage.wants_redraw());
  const std::size_t baked = page.atlas->baked();
  page.stage.step(60);  // one second
  CHECK(page.atlas->baked() - baked >= 6);
  CHECK(page.atlas->baked() - baked <= 8);
  page.stage.click("Pause");
  page.stage.step(2);
  CHECK_FALSE(page.stage.wants_redraw());
}

TEST_CASE("with less motion nothing plays at all") {
  const ClassPage page(ended_class(30));
  CHECK_FALSE(page.stage.wants_redraw());
}

TEST_CASE("films that are scrolled out of sight cost nothing") {
  std::vector<ClassEntry> entries;
  for (int i = 0; i < 200; ++i) {
    std::string name = std::to_string(i);
    name.append(".py");
    entries.push_back(tests::finished(name, tests::a_film(i < 150 ? 1 : 30, 100)));
  }
  ClassPage page(std::move(entries), {.width = 640, .height = 400}, true);
  CHECK_FALSE(page.stage.wants_redraw());
  CHECK(page.atlas->baked() < 100);
  page.stage.point_at("0.py");
  page.stage.wheel(-1000);
  page.stage.step(3);
  CHECK(page.stage.wants_redraw());
}

TEST_CASE("all films begin together again when the last program has ended") {
  ClassPage page(ended_class(6), {}, true);
  const double first = page.state.began_s.value();
  page.entries[0].phase = ClassPhase::Running;
  page.stage.step(10);
  CHECK(page.state.began_s == first);
  page.entries[0].phase = ClassPhase::Done;
  page.stage.step();
  CHECK(page.state.began_s.value() > first);
}

}  // namespace
}  // namespace cupola::ui
