#include "emulator/picture/gif.hpp"

#include "tests/emulator/picture/films.hpp"

#include <doctest/doctest.h>
#include <gif_lib.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string_view>

using namespace cupola::picture;
using cupola::hat::Color;
using cupola::tests::dot_frame;
using cupola::tests::plain_frame;
using Steps = std::vector<GifStep>;

namespace {

/// What a viewer shows: after each picture the whole canvas, and for how long.
struct Viewed {
  std::vector<Image> canvases;
  std::vector<int> delays_cs;
  bool repeats = false;
};

int read_from_view(GifFileType* gif, GifByteType* into, int size) {
  auto& rest = *static_cast<std::string_view*>(gif->UserData);
  const auto taken = std::min(rest.size(), static_cast<std::size_t>(size));
  std::memcpy(into, rest.data(), taken);
  rest.remove_prefix(taken);
  return static_cast<int>(taken);
}

void draw(const SavedImage& picture, Image& canvas) {
  const GifImageDesc& place = picture.ImageDesc;
  for (int y = 0; y < place.Height; ++y) {
    for (int x = 0; x < place.Width; ++x) {
      const GifColorType color = place.ColorMap->Colors[picture.RasterBits[y * place.Width + x]];
      canvas.pixels.at(static_cast<std::size_t>(place.Top + y) * canvas.width +
                       static_cast<std::size_t>(place.Left + x)) = {color.Red, color.Green, color.Blue};
    }
  }
}

Viewed view(const std::string& bytes) {
  std::string_view rest{bytes};
  int error = 0;
  GifFileType* gif = DGifOpen(&rest, read_from_view, &error);
  REQUIRE(gif != nullptr);
  REQUIRE(DGifSlurp(gif) == GIF_OK);
  Viewed viewed;
  Image canvas{static_cast<std::size_t>(gif->SWidth), static_cast<std::size_t>(gif->SHeight), {}};
  canvas.pixels.resize(canvas.width * canvas.height);
  for (int i = 0; i < gif->ImageCount; ++i) {
    draw(gif->SavedImages[i], canvas);
    viewed.canvases.push_back(canvas);
    GraphicsControlBlock control{};
    REQUIRE(DGifSavedExtensionToGCB(gif, i, &control) == GIF_OK);
    viewed.delays_cs.push_back(control.DelayTime);
  }
  viewed.repeats = bytes.find("NETSCAPE2.0") != std::string::npos;
  DGifCloseFile(gif, nullptr);
  return viewed;
}

int total(const Viewed& viewed) {
  return std::accumulate(viewed.delays_cs.begin(), viewed.delays_cs.end(), 0);
}

Color middle_of(const Image& image, std::size_t x, std::size_t y) {
  const std::size_t cell = image.width / 8;
  return image.pixels.at((y * cell + cell / 2) * image.width + x * cell + cell / 2);
}

}  // namespace

TEST_CASE("a cell too small or too large for a GIF is refused") {
  CHECK_THROWS_AS(encode_gif(Film{}, Look::AsSeen, 3), std::invalid_argument);
  CHECK_THROWS_AS(encode_gif(Film{}, Look::AsSeen, 65), std::invalid_argument);
}

TEST_CASE("an empty film is one dark picture of its length") {
  const Film film{.frames = {}, .duration_ms = 5000};
  CHECK(gif_steps(film) == Steps{{0, GifStep::kDark}});
  const Viewed viewed = view(encode_gif(film));
  CHECK(viewed.delays_cs == std::vector{500});
  CHECK(view(encode_gif(Film{})).delays_cs == std::vector{2});
}

TEST_CASE("a GIF starts dark, keeps the film's times and ends with the run") {
  const Film film{.frames = {{1000, plain_frame(0xf800)}, {1250, plain_frame(0x001f)}},
                  .duration_ms = 30'000};
  CHECK(gif_steps(film) == Steps{{0, GifStep::kDark}, {100, 0}, {125, 1}});
  const Viewed viewed = view(encode_gif(film, Look::AsCoded));
  CHECK(viewed.delays_cs == std::vector{100, 25, 2875});
  CHECK(viewed.repeats);
  CHECK(middle_of(viewed.canvases[0], 3, 3) == Color{0, 0, 0});
  CHECK(middle_of(viewed.canvases[1], 3, 3) == Color{255, 0, 0});
  CHECK(middle_of(viewed.canvases[2], 7, 7) == Color{0, 0, 255});
}

TEST_CASE("pictures faster than a viewer shows them are merged and no time is lost") {
  Film film{.frames = {}, .duration_ms = 10'000};
  for (std::uint32_t i = 0; i < 570; ++i)
    film.frames.push_back({i * 10'000 / 570, plain_frame(static_cast<std::uint16_t>(i + 1))});
  const Viewed viewed = view(encode_gif(film, Look::AsCoded, 4));
  CHECK(*std::min_element(viewed.delays_cs.begin(), viewed.delays_cs.end()) >= 2);
  CHECK(total(viewed) == 1000);
  CHECK(gif_steps(film).back().frame == 569);
}

TEST_CASE("a picture shown longer than a GIF can say is repeated") {
  const Film film{.frames = {{0, plain_frame(1)}}, .duration_ms = 2'000'000};
  const Viewed viewed = view(encode_gif(film, Look::AsCoded, 4));
  CHECK(viewed.delays_cs == std::vector{65'535, 65'535, 65'535, 3'395});
}

TEST_CASE("only what changed is written, and every canvas still shows its whole picture") {
  std::mt19937 random{4};
  Film film{.frames = {}, .duration_ms = 4000};
  cupola::hat::Frame frame = plain_frame(0x8410);
  for (std::uint32_t i = 0; i < 30; ++i) {
    frame.pixels.at(random() % 64) = static_cast<std::uint16_t>(random());
    film.frames.push_back({i * 100, frame});
  }
  for (const Look look : {Look::AsCoded, Look::AsSeen}) {
    const Viewed viewed = view(encode_gif(film, look, 8));
    REQUIRE(viewed.canvases.size() == 30);
    for (std::size_t i = 0; i < 30; ++i) {
      const auto expected = led_colors(film.frames[i].frame, look, film.gamma);
      for (std::size_t led = 0; led < 64; ++led) {
        if (expected.at(led) == Color{}) continue;
        REQUIRE(middle_of(viewed.canvases[i], led % 8, led / 8) == expected.at(led));
      }
    }
  }
}

TEST_CASE("a picture of 64 different colours keeps every one of them") {
  Film film{.frames = {{0, {}}}, .duration_ms = 100};
  for (std::size_t led = 0; led < 64; ++led)
    film.frames[0].frame.pixels.at(led) =
        static_cast<std::uint16_t>(0x0821 * (led % 32) + (led / 32) * 0x0400 + 0x8000);
  const auto expected = led_colors(film.frames[0].frame, Look::AsCoded, film.gamma);
  const Viewed viewed = view(encode_gif(film, Look::AsCoded, 6));
  for (std::size_t led = 0; led < 64; ++led)
    CHECK(middle_of(viewed.canvases[0], led % 8, led / 8) == expected.at(led));
}
