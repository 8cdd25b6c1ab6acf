#include "emulator/picture/png.hpp"

#include "tests/emulator/picture/films.hpp"

#include <doctest/doctest.h>
#include <png.h>

#include <stdexcept>

using namespace cupola::picture;
using cupola::hat::Color;
using cupola::tests::dot_frame;
using cupola::tests::plain_frame;

namespace {

Image decode_png(const std::string& bytes) {
  png_image header{};
  header.version = PNG_IMAGE_VERSION;
  REQUIRE(png_image_begin_read_from_memory(&header, bytes.data(), bytes.size()) != 0);
  header.format = PNG_FORMAT_RGB;
  Image image{header.width, header.height, std::vector<Color>(std::size_t{header.width} * header.height)};
  REQUIRE(png_image_finish_read(&header, nullptr, image.pixels.data(), 0, nullptr) != 0);
  return image;
}

}  // namespace

TEST_CASE("an image without pixels, or with too few for its size, is refused") {
  CHECK_THROWS_AS(encode_png(Image{}), std::invalid_argument);
  CHECK_THROWS_AS(encode_png(Image{2, 2, std::vector<Color>(3)}), std::invalid_argument);
}

TEST_CASE("a PNG holds exactly the image") {
  const Image image{3, 2, {{1, 2, 3}, {255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {9, 9, 9}, {255, 255, 255}}};
  CHECK(decode_png(encode_png(image)) == image);
}

TEST_CASE("a film in which nothing was lit gives one dark picture") {
  const Image strip = film_strip(Film{}, 8, Look::AsCoded, 8);
  CHECK(strip == render_frame({}, {.look = Look::AsCoded, .cell_px = 8}));
}

TEST_CASE("a strip shows the telling pictures side by side in their order") {
  const Film film{.frames = {{0, plain_frame(0xf800)}, {100, plain_frame(0x001f)}}, .duration_ms = 200};
  const Image strip = film_strip(film, 8, Look::AsCoded, 8);
  CHECK(strip.width == 64 + 4 + 64);
  CHECK(strip.height == 64);
  CHECK(strip.pixels.at(132 * 4 + 4) == Color{255, 0, 0});
  CHECK(strip.pixels.at(66) == Color{255, 255, 255});
  CHECK(strip.pixels.at(132 * 4 + 68 + 4) == Color{0, 0, 255});
  CHECK(strip.pixels.at(132 * 60 + 68 + 60) == Color{0, 0, 255});
}

TEST_CASE("a strip holds no more pictures than wanted") {
  Film film{.frames = {}, .duration_ms = 6400};
  for (std::uint32_t i = 0; i < 64; ++i) film.frames.push_back({i * 100, dot_frame(i)});
  CHECK(film_strip(film, 5, Look::AsSeen, 4).width == 5 * 32 + 4 * 2);
}
