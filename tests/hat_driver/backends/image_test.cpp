#include "hat_driver/backends/memory.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/test_waiting.hpp"

#include <cupola/hat/image.hpp>

#include <doctest/doctest.h>

#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

using namespace cupola::hat;
using cupola::backends::MemoryBackend;
using cupola::tests::TemporaryFolder;
using cupola::tests::TestWaiting;

namespace {

/// A 24-bit BMP of one colour (blue first, rows padded to four bytes).
std::string bmp(std::uint8_t width, std::uint8_t height, Color colour) {
  const std::size_t row = (std::size_t{width} * 3 + 3) / 4 * 4;
  std::string file(54, '\0');
  file[0] = 'B';
  file[1] = 'M';
  file[10] = 54;
  file[14] = 40;
  file[18] = static_cast<char>(width);
  file[22] = static_cast<char>(height);
  file[26] = 1;
  file[28] = 24;
  std::string pixels(row, '\0');
  for (std::size_t x = 0; x < width; ++x) {
    pixels[3 * x] = static_cast<char>(colour.blue);
    pixels[3 * x + 1] = static_cast<char>(colour.green);
    pixels[3 * x + 2] = static_cast<char>(colour.red);
  }
  for (std::size_t y = 0; y < height; ++y) file += pixels;
  return file;
}

struct Bench {
  std::filesystem::path write(const std::string& content) const {
    std::ofstream(folder / "picture", std::ios::binary) << content;
    return folder / "picture";
  }
  TemporaryFolder folder;
  MemoryBackend backend;
  TestWaiting waiting;
  SenseHat hat{backend, waiting};
};

}  // namespace

TEST_CASE("what is no picture is refused by name and draws nothing") {
  Bench bench;
  for (const std::string& content : {std::string(), std::string("no picture"), bmp(8, 8, {}).substr(0, 40),
                                     bmp(8, 8, {255, 0, 0}).substr(0, 150)}) {
    const auto path = bench.write(content);
    CHECK_THROWS_WITH_AS(load_image(bench.hat, path),
                         (path.string() + " is no PNG, JPEG, BMP or GIF, or not all of one").c_str(),
                         std::invalid_argument);
  }
  CHECK_THROWS_AS(load_image(bench.hat, bench.folder / "missing"), std::system_error);
  CHECK_THROWS_AS(load_image(bench.hat, bench.write(bmp(3, 2, {}))), std::invalid_argument);
  CHECK(bench.backend.frame_count() == 0);
}

TEST_CASE("a picture of 64 pixels is drawn, any other only read") {
  Bench bench;
  const Image small = load_image(bench.hat, bench.write(bmp(3, 2, {1, 2, 3})), Redraw::No);
  CHECK(small.width == 3);
  CHECK(small.height == 2);
  CHECK(small.pixels == std::vector<Color>(6, {1, 2, 3}));
  const Image tall = load_image(bench.hat, bench.write(bmp(4, 16, {255, 1, 0})));
  CHECK(tall.pixels.front() == Color{255, 1, 0});
  CHECK(bench.hat.get_pixel(7, 7) == Color{248, 0, 0});
}
