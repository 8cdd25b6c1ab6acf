#include "hat_driver/api/rotation.hpp"
#include "hat_driver/backends/memory.hpp"
#include "tests/support/test_waiting.hpp"

#include <cupola/hat/sense_hat.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

using namespace cupola::hat;
using cupola::backends::MemoryBackend;
using cupola::tests::TestWaiting;
using namespace std::chrono_literals;

namespace {

struct Bench {
  MemoryBackend backend;
  TestWaiting waiting;
  SenseHat hat{backend, waiting};
};

/// 64 different colours that RGB565 keeps whole.
Pixels all_different() {
  Pixels pixels;
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    pixels[i] = {static_cast<std::uint8_t>((i % 8) * 8), static_cast<std::uint8_t>((i / 8) * 4), 8};
  }
  return pixels;
}

bool claims(const MemoryBackend& backend, Claim claim) {
  return (backend.claims() & static_cast<std::uint32_t>(claim)) != 0;
}

}  // namespace

TEST_CASE("wrong arguments are refused and nothing is drawn") {
  Bench bench;
  const std::vector<Color> short_list(63);
  CHECK_THROWS_WITH_AS(bench.hat.set_pixels(short_list), "Pixel lists must have 64 elements",
                       std::invalid_argument);
  CHECK_THROWS_WITH_AS(bench.hat.set_pixel(8, 0, {}), "X position must be between 0 and 7",
                       std::invalid_argument);
  CHECK_THROWS_WITH_AS(bench.hat.get_pixel(-1, 9), "X position must be between 0 and 7",
                       std::invalid_argument);
  CHECK_THROWS_WITH_AS(bench.hat.get_pixel(0, -1), "Y position must be between 0 and 7",
                       std::invalid_argument);
  CHECK_THROWS_WITH_AS(bench.hat.set_rotation(45), "Rotation must be 0, 90, 180 or 270 degrees",
                       std::invalid_argument);
  GammaTable table{};
  table[5] = 32;
  CHECK_THROWS_WITH_AS(bench.hat.set_gamma(table), "Gamma values must be bewteen 0 and 31",
                       std::invalid_argument);
  CHECK_THROWS_AS(bench.hat.show_message("A", -1ms), std::invalid_argument);
  CHECK(bench.backend.frame_count() == 0);
  CHECK(bench.backend.gamma() == kDefaultGamma);
}

TEST_CASE("colours lose their low bits and come back without them") {
  Bench bench;
  bench.hat.clear({255, 255, 255});
  CHECK(bench.hat.get_pixel(3, 4) == Color{248, 252, 248});
  bench.hat.clear({7, 3, 7});
  CHECK(bench.hat.get_pixel(3, 4) == Color{});
  bench.hat.clear({8, 4, 8});
  CHECK(bench.hat.get_pixel(3, 4) == Color{8, 4, 8});
}

TEST_CASE("each pixel of an upright picture is cut as one alone is") {
  for (int step = 1; step < 256; step += 2) {
    Pixels pixels;
    int level = 0;
    for (Color& pixel : pixels) {
      pixel = {static_cast<std::uint8_t>(level), static_cast<std::uint8_t>(level + step),
               static_cast<std::uint8_t>(level + 2 * step)};
      level += 3 * step;
    }
    const Frame frame = cupola::api::to_frame(pixels, 0);
    CAPTURE(step);
    for (std::size_t i = 0; i < kPixelCount; ++i) CHECK(frame.pixels[i] == to_rgb565(pixels[i]));
  }
}

TEST_CASE("a pixel is kept where the rotation puts it") {
  struct Place {
    int rotation;
    std::size_t index;
  };
  // x = 2, y = 5: (x, y), (7 − y, x), (7 − x, 7 − y), (y, 7 − x)
  for (const Place place :
       {Place{0, 5 * 8 + 2}, Place{90, 2 * 8 + 2}, Place{180, 2 * 8 + 5}, Place{270, 5 * 8 + 5}}) {
    Bench bench;
    bench.hat.set_rotation(place.rotation, Redraw::No);
    bench.hat.set_pixel(2, 5, {255, 0, 0});
    CAPTURE(place.rotation);
    for (std::size_t i = 0; i < kPixelCount; ++i) {
      CHECK(bench.backend.frame().pixels[i] == (i == place.index ? 0xf800 : 0));
    }
    CHECK(bench.hat.get_pixel(2, 5) == Color{248, 0, 0});
  }
}

TEST_CASE("turning with redraw keeps what the program sees, without it what the LEDs show") {
  for (const int from : {0, 90, 180, 270}) {
    for (const int to : {0, 90, 180, 270}) {
      Bench bench;
      bench.hat.set_rotation(from);
      bench.hat.set_pixels(all_different());
      const Frame shown = bench.backend.frame();
      bench.hat.set_rotation(to);
      CHECK(bench.hat.get_pixels() == all_different());
      bench.hat.set_rotation(from);
      bench.hat.set_rotation(to, Redraw::No);
      CHECK(bench.backend.frame() == shown);
      CHECK((bench.hat.get_pixels() == all_different()) == (from == to));
      CHECK(bench.hat.rotation() == to);
    }
  }
}

TEST_CASE("flips mirror the picture, and drawn twice give it back") {
  Bench bench;
  bench.hat.set_rotation(90);
  bench.hat.set_pixels(all_different());
  const Pixels mirrored = bench.hat.flip_h(Redraw::No);
  CHECK(bench.hat.get_pixels() == all_different());
  CHECK(mirrored[0] == all_different()[7]);
  CHECK(bench.hat.flip_v()[0] == all_different()[56]);
  CHECK(bench.hat.flip_v() == all_different());
  bench.hat.flip_h();
  CHECK(bench.hat.get_pixels() == mirrored);
  bench.hat.flip_h();
  CHECK(bench.hat.get_pixels() == all_different());
}

TEST_CASE("every change is one whole picture") {
  Bench bench;
  bench.hat.set_pixels(all_different());
  bench.hat.set_pixel(0, 0, {});
  bench.hat.set_pixel(0, 0, {});
  bench.hat.clear();
  bench.hat.set_rotation(180);
  bench.hat.flip_h();
  bench.hat.show_letter(U'A');
  CHECK(bench.backend.frame_count() == 7);
  bench.hat.set_rotation(0, Redraw::No);
  bench.hat.flip_v(Redraw::No);
  CHECK(bench.backend.frame_count() == 7);
}

TEST_CASE("a letter is drawn under the rotation in force") {
  Bench bench;
  bench.hat.set_rotation(90);
  bench.hat.show_letter(U'A', {.text = {255, 0, 0}, .back = {0, 0, 255}});
  const auto columns = letter_columns(U'A');
  const Pixels pixels = bench.hat.get_pixels();
  for (std::size_t y = 0; y < kSide; ++y) {
    for (std::size_t x = 0; x < kSide; ++x) {
      const bool lit = ((columns[x] >> y) & 1) != 0;
      CHECK(pixels[y * kSide + x] == (lit ? Color{248, 0, 0} : Color{0, 0, 248}));
    }
  }
}

TEST_CASE("a message waits after every column, starts and ends empty and is noted once") {
  Bench bench;
  bench.hat.show_message("Hello, world!", 100ms, {.text = {255, 255, 255}, .back = {0, 0, 255}});
  CHECK(bench.backend.frame_count() == 72);
  CHECK(bench.waiting.now_ns() == std::chrono::nanoseconds(7200ms).count());
  Frame blue;
  blue.pixels.fill(0x1f);
  CHECK(bench.backend.frames().front() == blue);
  CHECK(bench.backend.frames().back() == blue);
  CHECK(bench.backend.frames()[1] != blue);
  CHECK(bench.backend.texts() == std::vector<std::string>{"Hello, world!"});
  CHECK(bench.hat.rotation() == 0);
}

TEST_CASE("claims the LEDs only when a channel was not zero") {
  Bench bench;
  bench.hat.clear();
  bench.hat.set_pixel(0, 0, {});
  bench.hat.show_message("x", 0ms, {.text = {}, .back = {}});
  CHECK_FALSE(claims(bench.backend, Claim::LedsUsed));
  bench.hat.set_pixel(0, 0, {0, 0, 1});
  CHECK(claims(bench.backend, Claim::LedsUsed));
}

TEST_CASE("low light is the gamma table of that name, and reset the default one") {
  Bench bench;
  bench.hat.set_low_light(true);
  CHECK(bench.hat.gamma() == kLowLightGamma);
  CHECK(bench.hat.low_light());
  GammaTable own = kLowLightGamma;
  own[31] = 31;
  bench.hat.set_gamma(own);
  CHECK_FALSE(bench.hat.low_light());
  bench.hat.gamma_reset();
  CHECK(bench.hat.gamma() == kDefaultGamma);
}
