#include "emulator/ui/model/class_wall.hpp"
#include "tests/emulator/ui/a_class.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

namespace cupola::ui {
namespace {

std::vector<std::string> names_in(const std::vector<ClassEntry>& entries, ClassOrder order) {
  std::vector<std::string> names;
  for (const std::size_t index : sorted(entries, order)) names.push_back(entries[index].name);
  return names;
}

TEST_CASE("names are sorted as people count, whatever the capitals and zeros") {
  CHECK(natural_less("anna2", "anna10"));
  CHECK_FALSE(natural_less("anna10", "anna2"));
  CHECK(natural_less("Anna", "ben"));
  CHECK(natural_less("anna", "Ben"));
  CHECK(natural_less("team", "team1"));
  CHECK(natural_less("", "a"));
  CHECK_FALSE(natural_less("", ""));
  CHECK(natural_less("a99999999999999999999998", "a99999999999999999999999"));
  CHECK(natural_less("a007b", "a7c"));
}

TEST_CASE("names that differ only in capitals or zeros still have one order") {
  CHECK(natural_less("a07", "a7") != natural_less("a7", "a07"));
  CHECK(natural_less("Anna", "anna") != natural_less("anna", "Anna"));
}

TEST_CASE("by result, what needs the teacher comes first") {
  std::vector<ClassEntry> entries{tests::finished("good.py", tests::a_film(2, 100)),
                                  {.name = "new.py"},
                                  {.name = "slow.py", .phase = ClassPhase::Failed, .verdict = "cut-at-limit"},
                                  tests::with_error("wrong.py", 3, "NameError: x")};
  CHECK(names_in(entries, ClassOrder::ByName) ==
        std::vector<std::string>{"good.py", "new.py", "slow.py", "wrong.py"});
  CHECK(names_in(entries, ClassOrder::ByResult) ==
        std::vector<std::string>{"wrong.py", "slow.py", "good.py", "new.py"});
}

TEST_CASE("an error is told by its line and its kind, and in a sentence with all of it") {
  const ClassBadge badge = badge_of(tests::with_error("a.py", 7, "NameError: name 'x' is\nnot defined"));
  CHECK(badge.mark == ClassMark::Cross);
  CHECK(in_english(badge.brief) == "Line 7: NameError");
  CHECK(in_english(badge.whole) == "Line 7: NameError: name 'x' is not defined");
  CHECK(in_english(badge_of(tests::with_error("a.py", 0, "SyntaxError: bad")).brief) == "SyntaxError");
}

TEST_CASE("every verdict of a run has a shape and words of its own") {
  const auto badge = [](const char* verdict) {
    return badge_of({.name = "a.py", .phase = ClassPhase::Failed, .verdict = verdict, .wall_s = 30});
  };
  CHECK(badge("cut-at-limit").mark == ClassMark::Clock);
  CHECK(in_english(badge("cut-at-limit").brief) == "Stopped after 30 s");
  std::vector<std::string> texts;
  for (const char* verdict : {"cut-at-limit", "cpu-limit", "memory-limit", "output-limit", "signal",
                              "refused", "interrupted", "internal"}) {
    CAPTURE(verdict);
    CHECK(badge(verdict).mark != ClassMark::None);
    texts.push_back(in_english(badge(verdict).brief));
    CHECK_FALSE(texts.back().empty());
    CHECK(std::count(texts.begin(), texts.end(), texts.back()) == 1);
  }
}

TEST_CASE("what could not be run says why, and what Cupola failed at too") {
  CHECK(in_english(badge_of({.name = "a", .phase = ClassPhase::Failed, .error = "is a folder"}).brief) ==
        "is a folder");
  CHECK(in_english(
            badge_of({.name = "a", .phase = ClassPhase::Failed, .verdict = "internal", .error = "no box"})
                .whole) == "no box");
}

TEST_CASE("a program that lit nothing finished, and the tile says so") {
  ClassEntry entry = tests::finished("a.py", tests::a_film(0, 1));
  CHECK(in_english(badge_of(entry).brief) == "12 s");
  entry.best.reset();
  CHECK(badge_of(entry).mark == ClassMark::Tick);
  CHECK(in_english(badge_of(entry).brief) == "No light was lit");
}

TEST_CASE("a verdict of an older file says that the file changed") {
  ClassEntry entry = tests::with_error("a.py", 1, "NameError: x");
  entry.stale = true;
  CHECK(badge_of(entry).mark == ClassMark::Again);
  entry.phase = ClassPhase::Running;
  CHECK(badge_of(entry).mark == ClassMark::Arrow);
}

TEST_CASE("a film begins with its first picture, goes round with a pause, and is told the next change") {
  const auto film = tests::a_film(3, 200);  // at 40, 240, 440 ms; it lasts 640 ms
  CHECK(picture_at(*film, -1) == 0);
  CHECK(picture_at(*film, 0) == 0);
  CHECK(picture_at(*film, 0.19) == 0);
  CHECK(picture_at(*film, 0.2) == 1);
  CHECK(picture_at(*film, 0.4) == 2);
  CHECK(picture_at(*film, 1.55) == 2);
  CHECK(picture_at(*film, 1.6) == 0);
  CHECK(next_change_s(*film, 0) == doctest::Approx(0.2));
  CHECK(next_change_s(*film, 0.21) == doctest::Approx(0.4));
  CHECK(next_change_s(*film, 0.4) == doctest::Approx(1.6));
  CHECK(next_change_s(*film, 1.6) == doctest::Approx(1.8));
}

TEST_CASE("the next change is never now, so that a window never draws without a rest") {
  const auto film = tests::a_film(500, 1);
  double now_s = 0;
  for (int i = 0; i < 200; ++i) {
    const double next_s = next_change_s(*film, now_s);
    REQUIRE(next_s - now_s > kWallStep_s * 0.99);
    now_s = next_s;
  }
}

TEST_CASE("a film of one picture or none never changes") {
  CHECK(picture_at(picture::Film{}, 1) == std::nullopt);
  CHECK(std::isinf(next_change_s(picture::Film{}, 1)));
  CHECK(picture_at(*tests::a_film(1, 100), 77) == 0);
  CHECK(std::isinf(next_change_s(*tests::a_film(1, 100), 77)));
}

TEST_CASE("up to sixty programs fill a school laptop's window without scrolling") {
  for (const auto& [width, height] : {std::pair{996.0F, 452.0F}, {1252.0F, 652.0F}, {1892.0F, 932.0F}}) {
    for (std::size_t count = 1; count <= 60; ++count) {
      CAPTURE(count);
      const WallLayout wall = wall_layout(count, {.width = width, .height = height});
      const auto columns = static_cast<float>(wall.columns);
      const auto rows = static_cast<float>(wall.rows);
      CHECK(wall.columns * wall.rows >= count);
      CHECK(columns * (wall.tile_width + wall.gap) - wall.gap <= width);
      CHECK(rows * (wall.tile_height + wall.gap) - wall.gap <= height);
      CHECK(wall.side >= 48);
      CHECK(wall.side + 2 * wall.padding <= wall.tile_width);
      CHECK(wall.side + 2 * wall.padding + wall.caption_height <= wall.tile_height);
    }
  }
}

TEST_CASE("fewer programs have larger lights and say more") {
  const WallMeasures measures{.width = 1252, .height = 652};
  CHECK(wall_layout(1, measures).side > 1.5F * wall_layout(6, measures).side);
  CHECK(wall_layout(6, measures).caption == WallCaption::Large);
  CHECK(wall_layout(30, measures).caption == WallCaption::Two);
  CHECK(wall_layout(60, {.width = 996, .height = 452}).caption == WallCaption::Line);
}

TEST_CASE("too many programs scroll; a window too small for one still has a layout") {
  const WallLayout wall = wall_layout(200, {.width = 600, .height = 300});
  CHECK(wall.side == 48);
  CHECK(static_cast<float>(wall.rows) * wall.tile_height > 300);
  CHECK(static_cast<float>(wall.columns) * (wall.tile_width + wall.gap) - wall.gap <= 600 - 13);
  CHECK(wall_layout(3, {.width = 10, .height = 10}).columns == 1);
  CHECK(wall_layout(0, {.width = 10, .height = 10}).columns == 1);
}

TEST_CASE("control characters never break a line") {
  CHECK(one_line("a\nb\tc\x7f") == "a b c ");
  CHECK(one_line("łukasz") == "łukasz");
}

TEST_CASE("programs are counted by what became of them") {
  const ClassCount count = count_of(tests::a_class(30));
  CHECK(count.open == 2);
  CHECK(count.failed == 4);
  CHECK(count.done == 24);
  CHECK(count.stale == 1);
}

}  // namespace
}  // namespace cupola::ui
