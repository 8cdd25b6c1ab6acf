#include "emulator/picture/highlights.hpp"

#include "tests/emulator/picture/films.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace hat = cupola::hat;
using namespace cupola::picture;
using cupola::tests::dot_frame;
using cupola::tests::plain_frame;
using Indices = std::vector<std::size_t>;

namespace {

/// A dark picture with a bar of ten lit LEDs from `start` on.
cupola::hat::Frame bar_frame(std::size_t start) {
  cupola::hat::Frame frame;
  for (std::size_t i = 0; i < 10; ++i) frame.pixels.at(start + i) = 0xffff;
  return frame;
}

}  // namespace

TEST_CASE("a film in which nothing was lit has no highlights") {
  CHECK(highlights(Film{}, 6).empty());
  CHECK(highlights(Film{.frames = {{0, plain_frame(0)}}, .duration_ms = 10}, 6).empty());
}

TEST_CASE("no highlights are given if none are wanted") {
  CHECK(highlights(Film{.frames = {{0, plain_frame(1)}}, .duration_ms = 10}, 0).empty());
}

TEST_CASE("blank pictures and repeats are left out, the rest is kept if it fits") {
  const Film film{.frames = {{0, plain_frame(0)},
                             {100, dot_frame(1)},
                             {200, plain_frame(0)},
                             {300, dot_frame(2)},
                             {400, dot_frame(1)},
                             {500, plain_frame(0)}},
                  .duration_ms = 600};
  CHECK(highlights(film, 6) == Indices{1, 3});
}

TEST_CASE("with one place the picture shown longest in all is taken") {
  const Film film{
      .frames = {{0, dot_frame(1)}, {400, dot_frame(2)}, {900, dot_frame(1)}, {1300, dot_frame(3)}},
      .duration_ms = 1400};
  CHECK(highlights(film, 1) == Indices{0});
}

TEST_CASE("first, last and evenly spread ones between are taken from a long scroll") {
  Film film{.frames = {}, .duration_ms = 6400};
  for (std::uint32_t i = 0; i < 64; ++i) film.frames.push_back({i * 100, dot_frame(i)});
  const Indices chosen = highlights(film, 6);
  REQUIRE(chosen.size() == 6);
  CHECK(chosen.front() == 0);
  CHECK(chosen.back() == 63);
  for (std::size_t i = 1; i < chosen.size(); ++i) {
    CHECK(chosen[i] > chosen[i - 1]);
    CHECK(chosen[i] - chosen[i - 1] < 33);
  }
}

TEST_CASE("a picture shown for seconds wins over the scroll around it") {
  Film film{.frames = {}, .duration_ms = 9000};
  for (std::uint32_t i = 0; i < 20; ++i) film.frames.push_back({i * 100, bar_frame(i)});
  film.frames.push_back({2000, dot_frame(40)});
  for (std::uint32_t i = 0; i < 20; ++i) film.frames.push_back({7000 + i * 100, bar_frame(20 + i)});
  const Indices chosen = highlights(film, 3);
  CHECK(chosen == Indices{0, 20, 40});
}

TEST_CASE("the thin edges of a scrolled message are left out, unless there is nothing else") {
  const Film film{
      .frames = {{0, dot_frame(7)}, {100, bar_frame(1)}, {200, bar_frame(2)}, {300, dot_frame(0)}},
      .duration_ms = 400};
  CHECK(highlights(film, 6) == Indices{1, 2});
  const Film thin{.frames = {{0, dot_frame(7)}, {100, dot_frame(0)}}, .duration_ms = 200};
  CHECK(highlights(thin, 6) == Indices{0, 1});
}

TEST_CASE("of pictures shown equally long the one with most detail is taken") {
  cupola::hat::Frame detailed;
  for (std::size_t i = 0; i < 64; ++i) detailed.pixels.at(i) = static_cast<std::uint16_t>(i + 1);
  const Film film{.frames = {{0, dot_frame(0)},
                             {400, plain_frame(0xffff)},
                             {800, detailed},
                             {1200, dot_frame(3)},
                             {1600, dot_frame(4)}},
                  .duration_ms = 2000};
  CHECK(highlights(film, 3) == Indices{0, 2, 4});
}

TEST_CASE("a picture too dim to see counts only if nothing brighter was shown") {
  hat::Frame dim;
  dim.pixels.fill(hat::to_rgb565({.red = 40, .green = 40, .blue = 40}));
  hat::Frame bright;
  bright.pixels.fill(hat::to_rgb565({.red = 200, .green = 0, .blue = 0}));
  Film film;
  film.frames = {{.time_ms = 0, .frame = dim}, {.time_ms = 5000, .frame = bright}};
  film.duration_ms = 6000;
  CHECK(highlights(film, 6) == std::vector<std::size_t>{1});
  film.gamma = hat::kLowLightGamma;
  CHECK(highlights(film, 6) == std::vector<std::size_t>{0, 1});
  film.gamma = hat::kDefaultGamma;
  film.frames.pop_back();
  CHECK(highlights(film, 6) == std::vector<std::size_t>{0});
}

TEST_CASE("highlights of any film are rising, in range, lit, different and as many as fit") {
  std::mt19937 random{7};
  for (int round = 0; round < 300; ++round) {
    const Film film = cupola::tests::random_film(random);
    const std::size_t most = random() % 9;
    const Indices chosen = highlights(film, most);
    REQUIRE(chosen.size() <= most);
    REQUIRE(std::is_sorted(chosen.begin(), chosen.end()));
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      REQUIRE(chosen[i] < film.frames.size());
      REQUIRE(film.frames[chosen[i]].frame != plain_frame(0));
      for (std::size_t other = 0; other < i; ++other)
        REQUIRE(film.frames[chosen[i]].frame != film.frames[chosen[other]].frame);
    }
    const Indices every = highlights(film, film.frames.size() + 2);
    REQUIRE(chosen.size() == std::min(most, every.size()));
  }
}
