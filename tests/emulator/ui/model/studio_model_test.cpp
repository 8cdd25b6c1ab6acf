#include "emulator/ui/model/studio_model.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace cupola::ui;
using cupola::hat::Color;
using cupola::picture::Animation;
using cupola::picture::TimedPicture;

namespace {

constexpr Color kRed{255, 0, 0};
constexpr Color kBlue{0, 0, 255};

TimedPicture plain(Color color, std::uint32_t duration_ms = 500) {
  TimedPicture picture{.colors = {}, .duration_ms = duration_ms};
  picture.colors.fill(color);
  return picture;
}

long lit(const StudioModel& model) {
  const auto& colors = model.picture().colors;
  return std::count_if(colors.begin(), colors.end(), [](Color color) { return color != Color{}; });
}

}  // namespace

TEST_CASE("an animation without pictures or with too many is made to fit") {
  StudioModel model;
  model.replace({});
  CHECK(model.pictures() == std::vector{TimedPicture{}});
  model.replace({.pictures = std::vector<TimedPicture>(5000, plain(kRed, 0)), .repeats = 2});
  CHECK(model.pictures().size() == cupola::picture::kMostPictures);
  CHECK(model.picture().duration_ms == kShortestPicture_ms);
  CHECK_FALSE(model.add());
  CHECK_FALSE(model.duplicate());
  CHECK_FALSE(model.paste(plain(kBlue)));
}

TEST_CASE("places that do not exist are the nearest that do") {
  StudioModel model;
  model.select(7);
  CHECK(model.open() == 0);
  model.move_to(99);
  CHECK(model.open() == 0);
  CHECK_FALSE(model.undo());
  CHECK_FALSE(model.redo());
}

TEST_CASE("a stroke is one step to undo, however long") {
  StudioModel model;
  model.begin();
  model.paint_line(0, 63, kRed, {});
  model.paint_line(63, 56, kRed, {});
  model.end();
  CHECK(lit(model) == 15);
  CHECK(model.at(27) == kRed);
  CHECK(model.undo());
  CHECK(lit(model) == 0);
  CHECK_FALSE(model.can_undo());
  CHECK(model.redo());
  CHECK(lit(model) == 15);
}

TEST_CASE("mirrors paint the other side as well") {
  StudioModel model;
  model.paint(0, kRed, {.across = true, .down = false});
  CHECK(model.at(7) == kRed);
  CHECK(lit(model) == 2);
  model.paint(9, kBlue, {.across = true, .down = true});
  for (const std::size_t led : {9U, 14U, 49U, 54U}) CHECK(model.at(led) == kBlue);
}

TEST_CASE("a fill stops at other colours and at the edge") {
  StudioModel model;
  model.paint_line(3, 59, kRed, {});
  model.fill(0, kBlue, {});
  CHECK(lit(model) == 8 + 24);
  CHECK(model.at(4) == Color{});
  model.fill(0, kBlue, {});
  model.fill(3, kBlue, {});
  CHECK(model.at(59) == kBlue);
  CHECK(model.undo());
  CHECK(model.at(59) == kRed);
}

TEST_CASE("shifting wraps around on every side") {
  StudioModel model;
  model.paint(0, kRed, {});
  model.shift(-1, -1);
  CHECK(model.at(63) == kRed);
  model.shift(9, 17);
  CHECK(model.at(0) == kRed);
  CHECK(lit(model) == 1);
}

TEST_CASE("pictures are added, copied, moved and deleted where the open one is") {
  StudioModel model;
  model.replace({.pictures = {plain(kRed, 100), plain(kBlue, 200)}, .repeats = 1});
  CHECK(model.add());
  CHECK(model.open() == 1);
  CHECK(model.picture() == TimedPicture{.colors = {}, .duration_ms = 100});
  model.select(2);
  CHECK(model.duplicate());
  CHECK(model.pictures().size() == 4);
  CHECK(model.open() == 3);
  model.move_to(0);
  CHECK(model.open() == 0);
  CHECK(model.pictures()[0] == plain(kBlue, 200));
  CHECK(model.pictures()[1] == plain(kRed, 100));
  model.move_to(2);
  CHECK(model.pictures()[2] == plain(kBlue, 200));
  CHECK(model.pictures()[3] == plain(kBlue, 200));
  model.remove();
  CHECK(model.pictures().size() == 3);
  CHECK(model.open() == 2);
  model.remove();
  CHECK(model.open() == 1);
  for (int i = 0; i < 5; ++i) model.undo();
  CHECK(model.pictures().size() == 3);
}

TEST_CASE("deleting the only picture clears it") {
  StudioModel model;
  model.paint(5, kRed, {});
  model.remove();
  CHECK(model.pictures().size() == 1);
  CHECK(lit(model) == 0);
}

TEST_CASE("durations stay between 0.02 and 10 seconds") {
  StudioModel model;
  model.replace({.pictures = {plain(kRed, 100), plain(kBlue, 400)}, .repeats = 1});
  model.scale_durations(0.5);
  CHECK(model.pictures()[0].duration_ms == 50);
  CHECK(model.pictures()[1].duration_ms == 200);
  model.scale_durations(1e9);
  CHECK(model.pictures()[1].duration_ms == kLongestPicture_ms);
  model.set_duration(1);
  CHECK(model.picture().duration_ms == kShortestPicture_ms);
  model.same_duration();
  CHECK(model.pictures()[1].duration_ms == kShortestPicture_ms);
}

TEST_CASE("any changes can be taken back one by one and made again") {
  std::mt19937 random{9};
  StudioModel model;
  std::vector<Animation> seen{model.animation()};
  for (int i = 0; i < 150; ++i) {
    const std::size_t led = random() % 64;
    switch (random() % 8) {
      case 0:
        model.add();
        break;
      case 1:
        model.remove();
        break;
      case 2:
        model.move_to(random() % 5);
        break;
      case 3:
        model.fill(led, kBlue, {.across = random() % 2 == 0});
        break;
      case 4:
        model.shift(1, 2);
        break;
      case 5:
        model.set_duration(static_cast<std::uint32_t>(random() % 900));
        break;
      case 6:
        model.set_repeats(static_cast<std::uint32_t>(random() % 3));
        break;
      default:
        model.paint(led, kRed, {.down = random() % 2 == 0});
    }
    if (model.animation() != seen.back()) seen.push_back(model.animation());
  }
  while (model.undo()) {
  }
  CHECK(model.animation() == seen.front());
  while (model.redo()) {
  }
  CHECK(model.animation() == seen.back());
}

TEST_CASE("playing shows each picture for its time, as often as it repeats") {
  const Animation twice{.pictures = {plain(kRed, 100), plain(kBlue, 300)}, .repeats = 2};
  CHECK(play_place(twice, 0).index == 0);
  CHECK(play_place(twice, 0).next_ms == 100);
  CHECK(play_place(twice, 100).index == 1);
  CHECK(play_place(twice, 399).next_ms == 400);
  CHECK(play_place(twice, 450).index == 0);
  CHECK(play_place(twice, 450).next_ms == 500);
  CHECK(play_place(twice, 800).over);
  CHECK(play_place(twice, 800).index == 1);
  Animation forever = twice;
  forever.repeats = 0;
  CHECK(play_place(forever, 4'000'000'050).index == 0);
  CHECK(play_place({}, 5).over);
}

TEST_CASE("a film of the animation has its pictures at their times") {
  const auto film = film_of({.pictures = {plain(kRed, 100), plain(kBlue, 300)}, .repeats = 5});
  CHECK(film.duration_ms == 400);
  REQUIRE(film.frames.size() == 2);
  CHECK(film.frames[1].time_ms == 100);
  CHECK(film.frames[1].frame.pixels[9] == 0x001f);
}

TEST_CASE("colours that the real LEDs do not show are known") {
  CHECK(stays_dark({47, 47, 47}));
  CHECK_FALSE(stays_dark({48, 0, 0}));
  CHECK_FALSE(stays_dark({}));
}
