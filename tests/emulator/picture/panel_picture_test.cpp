#include "emulator/picture/panel_picture.hpp"

#include "tests/emulator/picture/films.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace cupola::picture;
using cupola::hat::Color;
using cupola::hat::Frame;
using cupola::hat::to_rgb565;
using cupola::tests::dot_frame;
using cupola::tests::plain_frame;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes baked(PanelBaker& baker, const Frame& frame, Look look = Look::AsSeen) {
  const std::size_t size = baker.layout().size_px;
  Bytes rgba(4 * size * size);
  baker.bake(led_colors(frame, look), look, rgba);
  return rgba;
}

Bytes baked(const Frame& frame, Look look = Look::AsSeen, std::size_t size = 200) {
  PanelBaker baker{size};
  return baked(baker, frame, look);
}

/// A point of the picture, counted in cells from the upper left corner of the first LED.
Color at(const Bytes& rgba, double x, double y, std::size_t size = 200) {
  const PanelLayout layout = panel_layout(size);
  const auto pixel = [&](double cells) {
    return layout.margin_px + static_cast<std::size_t>(cells * static_cast<double>(layout.cell_px));
  };
  const std::uint8_t* const found = &rgba.at(4 * (pixel(y) * size + pixel(x)));
  return {found[0], found[1], found[2]};
}

int brightness(Color color) { return color.red + color.green + color.blue; }

}  // namespace

TEST_CASE("a panel too small or too large, or a span of another size, is refused") {
  CHECK_THROWS_WITH_AS(PanelBaker{63}, "size_px must be 64–2048, got 63", std::invalid_argument);
  CHECK_THROWS_AS(PanelBaker{2049}, std::invalid_argument);
  PanelBaker baker{64};
  Bytes few(4 * 64 * 64 - 1);
  CHECK_THROWS_AS(baker.bake({}, Look::AsSeen, few), std::invalid_argument);
}

TEST_CASE("a point of the panel belongs to one LED, and none outside of the matrix") {
  for (const std::size_t size : {64U, 65U, 200U, 384U, 511U, 2048U}) {
    const PanelLayout layout = panel_layout(size);
    const auto middle = [&](std::size_t along) {
      return static_cast<double>(layout.margin_px + along * layout.cell_px) +
             static_cast<double>(layout.cell_px) / 2;
    };
    for (std::size_t led = 0; led < 64; ++led) CHECK(layout.led_at(middle(led % 8), middle(led / 8)) == led);
    CHECK_FALSE(layout.led_at(0, middle(0)));
    CHECK_FALSE(layout.led_at(middle(0), static_cast<double>(size) - 0.5));
    CHECK_FALSE(layout.led_at(-1e300, 5));
    CHECK_FALSE(layout.led_at(std::numeric_limits<double>::quiet_NaN(), middle(0)));
  }
}

TEST_CASE("the board covers its picture and leaves its corners to the background") {
  const Bytes rgba = baked(Frame{});
  CHECK(rgba.at(3) == 0);
  CHECK(rgba.back() == 0);
  CHECK(rgba.at(4 * (100 * 200 + 100) + 3) == 255);
  CHECK(rgba.at(4 * (100 * 200) + 3) > 200);
}

TEST_CASE("an LED that is off is a grey square on a darker board") {
  const Bytes dark = baked(Frame{});
  const Color window = at(dark, 3.5, 3.5);
  const Color body = at(dark, 3.15, 3.5);
  const Color board = at(dark, 3.02, 3.02);
  CHECK(brightness(body) > brightness(window));
  CHECK(brightness(window) > brightness(board) + 30);
  CHECK(std::abs(window.red - window.blue) < 10);
}

TEST_CASE("a channel below 48 is as dark as off, 48 is not") {
  const auto red = [](std::uint8_t level) { return dot_frame(27, to_rgb565({level, 0, 0})); };
  CHECK(baked(red(47)) == baked(Frame{}));
  CHECK(at(baked(red(48)), 3.5, 3.5).red > at(baked(Frame{}), 3.5, 3.5).red + 20);
}

TEST_CASE("a light is brightest in its middle, glows on its neighbours and fades with the distance") {
  const Bytes dark = baked(Frame{});
  const Bytes lit = baked(dot_frame(27));
  const auto gained = [&](double x, double y) {
    return brightness(at(lit, x, y)) - brightness(at(dark, x, y));
  };
  CHECK(brightness(at(lit, 3.5, 3.5)) > 3 * 250);
  CHECK(brightness(at(lit, 3.5, 3.5)) > brightness(at(lit, 3.25, 3.25)));
  CHECK(gained(4.15, 3.5) > gained(4.85, 3.5));
  CHECK(gained(4.85, 3.5) > gained(5.85, 3.5));
  CHECK(gained(5.15, 3.5) > 0);
  CHECK(gained(3.5, 5.15) > 0);
}

TEST_CASE("a bright colour keeps its hue and washes out only over the die") {
  const Bytes lit = baked(plain_frame(to_rgb565({255, 0, 0})), Look::AsSeen, 384);
  const Color die = at(lit, 3.5, 3.5, 384);
  const Color window = at(lit, 3.25, 3.5, 384);
  CHECK(die.red > window.red);
  CHECK(die.green > window.green + 20);
  CHECK(window.red > 3 * window.green);
}

TEST_CASE("low light is dimmer, and lights what the default table does not") {
  const Bytes dark = baked(Frame{});
  PanelBaker baker{200};
  Bytes low(dark.size());
  baker.bake(led_colors(plain_frame(0xffff), Look::AsSeen, cupola::hat::kLowLightGamma), Look::AsSeen, low);
  CHECK(brightness(at(low, 3.25, 3.5)) < brightness(at(baked(plain_frame(0xffff)), 3.25, 3.5)));
  baker.bake(led_colors(plain_frame(to_rgb565({8, 8, 8})), Look::AsSeen, cupola::hat::kLowLightGamma),
             Look::AsSeen, low);
  CHECK(brightness(at(low, 3.5, 3.5)) > brightness(at(dark, 3.5, 3.5)));
}

TEST_CASE("as coded an LED is a square of exactly its colour and throws no light") {
  Frame frame = dot_frame(27, to_rgb565({255, 0, 0}));
  frame.pixels.at(28) = to_rgb565({40, 40, 40});
  const Bytes rgba = baked(frame, Look::AsCoded);
  CHECK(at(rgba, 3.5, 3.5) == Color{255, 0, 0});
  CHECK(at(rgba, 3.15, 3.85) == Color{255, 0, 0});
  CHECK(at(rgba, 4.5, 3.5) == Color{41, 40, 41});
  CHECK(at(rgba, 2.5, 3.5) == Color{0, 0, 0});
  CHECK(at(rgba, 3.0, 3.0) == at(rgba, 0.0, 0.0));
}

TEST_CASE("a baker shows nothing of the picture before") {
  PanelBaker baker{100};
  const Bytes first = baked(baker, plain_frame(0xffff));
  const Bytes coded = baked(baker, plain_frame(0xffff), Look::AsCoded);
  CHECK(baked(baker, Frame{}) == baked(Frame{}, Look::AsSeen, 100));
  CHECK(baked(baker, plain_frame(0xffff)) == first);
  CHECK(coded != first);
}

TEST_CASE("every size of panel can be baked") {
  for (std::size_t size = 64; size <= 160; ++size)
    CHECK(brightness(at(baked(dot_frame(63), Look::AsSeen, size), 7.5, 7.5, size)) > 3 * 240);
}
