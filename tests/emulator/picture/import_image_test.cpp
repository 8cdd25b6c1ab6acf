#include "emulator/picture/import_image.hpp"

#include "emulator/picture/gif.hpp"
#include "emulator/picture/png.hpp"
#include "tests/emulator/picture/films.hpp"

#include <doctest/doctest.h>

#include <random>
#include <stdexcept>
#include <string>

using namespace cupola::picture;
using cupola::hat::Color;
using cupola::tests::plain_frame;

namespace {

std::string refusal(std::string_view bytes) {
  try {
    import_image(bytes);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "accepted";
}

/// An image whose pixels tell where they are.
Image scale(std::size_t width, std::size_t height, std::size_t cell = 1) {
  Image image{width, height, {}};
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x)
      image.pixels.push_back(
          {static_cast<std::uint8_t>(x / cell * 16), static_cast<std::uint8_t>(y / cell * 16), 7});
  return image;
}

std::string number(unsigned value) {
  return {static_cast<char>(value & 0xff), static_cast<char>(value >> 8)};
}

/// A GIF of one colour a picture, 8 × 8, black, red and green, with what stands before its pictures.
std::string gif_start(unsigned width = 8, unsigned height = 8) {
  return "GIF89a" + number(width) + number(height) +
         std::string{"\x91\0\0\0\0\0\xff\0\0\0\xff\0\0\0\xff", 15};
}
std::string control(unsigned delay_cs, int disposal, int transparent) {
  const char flags = static_cast<char>((disposal << 2) | (transparent >= 0 ? 1 : 0));
  return std::string{"\x21\xf9\x04", 3} + flags + number(delay_cs) +
         static_cast<char>(transparent >= 0 ? transparent : 0) + '\0';
}
/// One pixel of palette entry `color`: clear code, the colour, end, in codes of three bits.
std::string dot(unsigned left, unsigned top, unsigned color) {
  const unsigned codes = 4U | (color << 3) | (5U << 6);
  return ',' + number(left) + number(top) + number(1) + number(1) + std::string{"\0\x02\x02", 3} +
         number(codes) + '\0';
}

}  // namespace

TEST_CASE("what is no image, or a damaged one, is refused by what is wrong") {
  CHECK(refusal("") == "image: neither a PNG nor a GIF");
  CHECK(refusal("hello") == "image: neither a PNG nor a GIF");
  CHECK(refusal(std::string(17U << 20, 'x')) == "image: larger than 16 MiB");
  CHECK(refusal("GIF89a").starts_with("image: the GIF is damaged"));
  CHECK(refusal(gif_start() + ";") == "image: the GIF holds no picture");
  CHECK(refusal(gif_start() + dot(8, 0, 1) + ";") ==
        "image: the GIF is damaged: a picture lies outside of it");
  CHECK(refusal(gif_start(0, 8) + ";") == "image: it has no pixels");
  CHECK(refusal(gif_start(5000, 8) + ";") == "image: 5000 × 8 pixels, at most 4096 a side");
  const std::string png = encode_png(scale(8, 8));
  CHECK(refusal(std::string_view{png}.substr(0, 60)).starts_with("image: the PNG is damaged"));
}

TEST_CASE("a file with pictures without end is refused") {
  std::string many = gif_start();
  for (int i = 0; i < 1001; ++i) many += dot(0, 0, 1);
  CHECK(refusal(many + ";") == "image: more pictures than can be meant, at most 1000");
  std::string large = gif_start(4096, 4096);
  for (int i = 0; i < 20; ++i) large += dot(0, 0, 1);
  CHECK(refusal(large + ";").starts_with("image: more pictures than can be meant"));
}

TEST_CASE("a damaged file never crashes the import") {
  std::mt19937 random{8};
  const Film film{.frames = {{0, plain_frame(0xf800)}, {200, plain_frame(0x001f)}}, .duration_ms = 400};
  for (const std::string& whole :
       {encode_png(scale(9, 11)), encode_gif(film, Look::AsCoded, 4), gif_start() + dot(1, 1, 1) + ";"}) {
    for (std::size_t cut = 0; cut < whole.size(); ++cut) refusal(std::string_view{whole}.substr(0, cut));
    for (int turn = 0; turn < 500; ++turn) {
      std::string changed = whole;
      for (int i = 0; i < 4; ++i) changed[random() % changed.size()] = static_cast<char>(random());
      refusal(changed);
    }
  }
}

TEST_CASE("a PNG of 8 × 8 comes as it is, a multiple by the middle of its squares") {
  const Animation small = import_image(encode_png(scale(8, 8)));
  REQUIRE(small.pictures.size() == 1);
  CHECK(small.pictures[0].colors[8 * 3 + 5] == Color{80, 48, 7});
  CHECK(import_image(encode_png(scale(80, 80, 10))) == small);
}

TEST_CASE("another size is averaged in light, from the largest square in the middle") {
  Image image{12, 20, std::vector<Color>(240)};
  for (std::size_t y = 4; y < 16; ++y)
    for (std::size_t x = 0; x < 12; ++x) image.pixels[y * 12 + x] = {255, 0, 0};
  image.pixels[4 * 12 + 0] = {};
  const Animation animation = import_image(encode_png(image));
  CHECK(animation.pictures[0].colors[63] == Color{255, 0, 0});
  // Of the first LED's 1.5 × 1.5 pixels one is dark: 1.25 / 2.25 of the light is left.
  CHECK(animation.pictures[0].colors[0] == Color{197, 0, 0});
}

TEST_CASE("a PNG eight pixels high is a strip of pictures") {
  const Animation animation = import_image(encode_png(scale(24, 8)));
  REQUIRE(animation.pictures.size() == 3);
  CHECK(animation.pictures[1].colors[0] == Color{128, 0, 7});
  CHECK(animation.repeats == 1);
}

TEST_CASE("a GIF gives its pictures, times and repeats") {
  const Film film{.frames = {{0, plain_frame(0xf800)}, {250, plain_frame(0x001f)}}, .duration_ms = 1000};
  const Animation animation = import_image(encode_gif(film, Look::AsCoded, 8));
  REQUIRE(animation.pictures.size() == 2);
  CHECK(animation.pictures[0].colors[20] == Color{255, 0, 0});
  CHECK(animation.pictures[0].duration_ms == 250);
  CHECK(animation.pictures[1].colors[20] == Color{0, 0, 255});
  CHECK(animation.pictures[1].duration_ms == 750);
  CHECK(animation.repeats == 0);
}

TEST_CASE("what a GIF leaves out or leaves behind is as in a browser") {
  const Animation animation =
      import_image(gif_start() + control(0, 1, -1) + dot(0, 0, 1) + control(50, 2, -1) + dot(1, 0, 2) +
                   control(50, 3, -1) + dot(2, 0, 2) + control(50, 0, 1) + dot(0, 0, 1) + ";");
  const auto& pictures = animation.pictures;
  REQUIRE(pictures.size() == 4);
  const Color red{255, 0, 0};
  const Color green{0, 255, 0};
  CHECK(pictures[0].duration_ms == 100);
  CHECK(pictures[0].colors[0] == red);
  CHECK(pictures[1].colors[0] == red);
  CHECK(pictures[1].colors[1] == green);
  CHECK(pictures[2].colors[1] == Color{});
  CHECK(pictures[2].colors[2] == green);
  CHECK(pictures[3].colors[2] == Color{});
  CHECK(pictures[3].colors[0] == red);
}
