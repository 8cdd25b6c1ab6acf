#include "emulator/picture/led_look.hpp"

#include "tests/emulator/picture/films.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

using namespace cupola::picture;
using cupola::hat::Color;
using cupola::hat::to_rgb565;
using cupola::tests::dot_frame;
using cupola::tests::plain_frame;

namespace {

Color only_color(Color asked, Look look, const cupola::hat::GammaTable& gamma = cupola::hat::kDefaultGamma) {
  return led_colors(plain_frame(to_rgb565(asked)), look, gamma).front();
}

int brightness(Color color) { return color.red + color.green + color.blue; }

Color at(const Image& image, std::size_t x, std::size_t y) { return image.pixels.at(y * image.width + x); }

}  // namespace

TEST_CASE("a cell too small or too large to draw is refused") {
  CHECK_THROWS_AS(render_frame({}, {.cell_px = 3}), std::invalid_argument);
  CHECK_THROWS_AS(render_frame({}, {.cell_px = 129}), std::invalid_argument);
}

TEST_CASE("gamma levels no driver takes light no brighter than full") {
  cupola::hat::GammaTable wild{};
  wild.fill(200);
  CHECK(only_color({255, 255, 255}, Look::AsSeen, wild) == Color{255, 255, 255});
}

TEST_CASE("as coded, white is white, black is black and a lost bit is lost") {
  CHECK(only_color({255, 255, 255}, Look::AsCoded) == Color{255, 255, 255});
  CHECK(only_color({0, 0, 0}, Look::AsCoded) == Color{0, 0, 0});
  CHECK(only_color({7, 3, 7}, Look::AsCoded) == Color{0, 0, 0});
  CHECK(only_color({255, 0, 0}, Look::AsCoded) == Color{255, 0, 0});
  CHECK(only_color({40, 40, 40}, Look::AsCoded) == Color{41, 40, 41});
}

TEST_CASE("as seen, channels below 48 are dark and 48 is not") {
  CHECK(only_color({47, 47, 47}, Look::AsSeen) == Color{0, 0, 0});
  CHECK(brightness(only_color({48, 48, 48}, Look::AsSeen)) > 0);
  CHECK(only_color({255, 47, 0}, Look::AsSeen) == Color{255, 0, 0});
}

TEST_CASE("as seen, low light is darker and lights what the default table does not") {
  const Color normal = only_color({255, 255, 255}, Look::AsSeen);
  const Color low = only_color({255, 255, 255}, Look::AsSeen, cupola::hat::kLowLightGamma);
  CHECK(normal == Color{255, 255, 255});
  CHECK(brightness(low) < brightness(normal));
  CHECK(brightness(only_color({8, 8, 8}, Look::AsSeen, cupola::hat::kLowLightGamma)) > 0);
}

TEST_CASE("as coded an LED is a flat square of its colour in its place") {
  const Image image = render_frame(dot_frame(8 * 2 + 5, 0xf800), {.look = Look::AsCoded, .cell_px = 10});
  CHECK(image.width == 80);
  CHECK(image.pixels.size() == 6400);
  CHECK(at(image, 55, 25) == Color{255, 0, 0});
  CHECK(at(image, 51, 21) == Color{255, 0, 0});
  CHECK(at(image, 45, 25) == Color{0, 0, 0});
  CHECK(at(image, 25, 55) == Color{0, 0, 0});
}

TEST_CASE("as seen a light glows beyond its own cell and fades with the distance") {
  const Image image = render_frame(dot_frame(8 * 3 + 3), {.cell_px = 20});
  const Image dark = render_frame({}, {.cell_px = 20});
  CHECK(at(image, 70, 70) == Color{255, 255, 255});
  const int beside = brightness(at(image, 81, 70)) - brightness(at(dark, 81, 70));
  const int farther = brightness(at(image, 95, 70)) - brightness(at(dark, 95, 70));
  CHECK(beside > farther);
  CHECK(farther > 0);
  CHECK(at(image, 150, 150) == at(dark, 150, 150));
}

TEST_CASE("as seen the glow is the same on all sides and is cut at the board's edge") {
  const Image image = render_frame(dot_frame(0), {.cell_px = 12});
  for (std::size_t i = 0; i < 40; ++i) CHECK(at(image, i, 3) == at(image, 3, i));
  const Image last = render_frame(dot_frame(63), {.cell_px = 12});
  for (std::size_t i = 0; i < 96; ++i) CHECK(at(last, 95 - i, 92) == at(image, i, 3));
}

TEST_CASE("LEDs that are off show their bodies on the board") {
  const Image dark = render_frame({}, {.cell_px = 20});
  CHECK(brightness(at(dark, 10, 10)) > brightness(at(dark, 0, 0)));
}
