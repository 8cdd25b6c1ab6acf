#include "certificates/seal/photo.hpp"

#include <zbar.h>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_NO_STDIO
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_MAX_DIMENSIONS 32768
#include <stb/stb_image.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace cupola::seal {
namespace {

constexpr std::size_t kMostPixels = 64'000'000;
/// Above this a photo is made smaller first: no square of the code needs so many pixels.
constexpr std::size_t kManyPixels = 12'000'000;
constexpr std::size_t kFewPixels = 1'000'000;
constexpr std::size_t kSmallestSide = 100;

struct DestroyScanner {
  void operator()(zbar::zbar_image_scanner_t* scanner) const { zbar::zbar_image_scanner_destroy(scanner); }
};
struct DestroyImage {
  void operator()(zbar::zbar_image_t* image) const { zbar::zbar_image_destroy(image); }
};
struct FreePixels {
  void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

/// A picture in grey, one byte a pixel.
struct Grey {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<std::uint8_t> pixels;
  std::size_t size() const { return width * height; }
};

Grey decode(std::string_view picture) {
  if (picture.size() > INT_MAX) throw std::runtime_error("larger than any photo");
  const auto* bytes = reinterpret_cast<const stbi_uc*>(picture.data());
  const int size = static_cast<int>(picture.size());
  int width = 0;
  int height = 0;
  int channels = 0;
  if (stbi_info_from_memory(bytes, size, &width, &height, &channels) == 0)
    throw std::runtime_error("no PNG or JPEG that can be read");
  Grey grey{
      .width = static_cast<std::size_t>(width), .height = static_cast<std::size_t>(height), .pixels = {}};
  if (grey.size() > kMostPixels) {
    throw std::runtime_error("a picture of " + std::to_string(width) + " × " + std::to_string(height) +
                             " pixels; make it smaller than 64 million");
  }
  const std::unique_ptr<stbi_uc, FreePixels> pixels(
      stbi_load_from_memory(bytes, size, &width, &height, &channels, 1));
  if (!pixels) throw std::runtime_error("a PNG or JPEG that is cut off or damaged");
  grey.pixels.assign(pixels.get(), pixels.get() + grey.size());
  return grey;
}

/// Half as wide and high; the mean of four pixels each.
Grey halved(const Grey& picture) {
  Grey half{.width = picture.width / 2, .height = picture.height / 2, .pixels = {}};
  half.pixels.reserve(half.size());
  for (std::size_t y = 0; y < half.height; ++y) {
    const std::uint8_t* upper = picture.pixels.data() + 2 * y * picture.width;
    const std::uint8_t* lower = upper + picture.width;
    for (std::size_t x = 0; x < 2 * half.width; x += 2) {
      const int sum = upper[x] + upper[x + 1] + lower[x] + lower[x + 1];
      half.pixels.push_back(static_cast<std::uint8_t>(sum / 4));
    }
  }
  return half;
}

/// Twice as wide and high, drawn smoothly: zbar wants more than one pixel for a square.
Grey doubled(const Grey& picture) {
  Grey twice{.width = 2 * picture.width, .height = 2 * picture.height, .pixels = {}};
  twice.pixels.resize(twice.size());
  for (std::size_t y = 0; y < twice.height; ++y) {
    const std::size_t row = y / 2;
    const std::size_t next_row = std::min(picture.height - 1, row + y % 2);
    for (std::size_t x = 0; x < twice.width; ++x) {
      const std::size_t column = x / 2;
      const std::size_t next = std::min(picture.width - 1, column + x % 2);
      const int sum =
          picture.pixels[row * picture.width + column] + picture.pixels[row * picture.width + next] +
          picture.pixels[next_row * picture.width + column] + picture.pixels[next_row * picture.width + next];
      twice.pixels[y * twice.width + x] = static_cast<std::uint8_t>(sum / 4);
    }
  }
  return twice;
}

/// The sums of five neighbours each, `step` apart, of a line of `count` values; its ends are repeated.
void sum_fives(const int* from, int* to, std::size_t count, std::size_t step) {
  constexpr int kReach = 2;
  const auto last = static_cast<int>(count) - 1;
  for (int i = 0; i <= last; ++i) {
    int sum = 0;
    for (int k = i - kReach; k <= i + kReach; ++k)
      sum += from[static_cast<std::size_t>(std::clamp(k, 0, last)) * step];
    to[static_cast<std::size_t>(i) * step] = sum;
  }
}

/// Edges made steeper by twice what a blur of five by five takes away (unsharp mask).
Grey sharpened(const Grey& picture) {
  constexpr int kNeighbours = 25;
  constexpr int kAmount = 2;
  const std::vector<int> values(picture.pixels.begin(), picture.pixels.end());
  std::vector<int> rows(values.size());
  std::vector<int> sums(values.size());
  for (std::size_t y = 0; y < picture.height; ++y)
    sum_fives(&values[y * picture.width], &rows[y * picture.width], picture.width, 1);
  for (std::size_t x = 0; x < picture.width; ++x)
    sum_fives(&rows[x], &sums[x], picture.height, picture.width);
  Grey sharp{.width = picture.width, .height = picture.height, .pixels = {}};
  sharp.pixels.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int value = values[i] + kAmount * (values[i] - sums[i] / kNeighbours);
    sharp.pixels.push_back(static_cast<std::uint8_t>(std::clamp(value, 0, 255)));
  }
  return sharp;
}

/// Adds the texts of the codes that zbar finds at this size.
void scan(const Grey& picture, std::vector<std::string>& texts) {
  const std::unique_ptr<zbar::zbar_image_scanner_t, DestroyScanner> scanner(
      zbar::zbar_image_scanner_create());
  const std::unique_ptr<zbar::zbar_image_t, DestroyImage> image(zbar::zbar_image_create());
  if (!scanner || !image) throw std::bad_alloc();
  zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
  zbar::zbar_image_scanner_set_config(scanner.get(), zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
  zbar::zbar_image_set_format(image.get(), zbar_fourcc('Y', '8', '0', '0'));
  zbar::zbar_image_set_size(image.get(), static_cast<unsigned>(picture.width),
                            static_cast<unsigned>(picture.height));
  zbar::zbar_image_set_data(image.get(), picture.pixels.data(), picture.size(), nullptr);
  zbar::zbar_scan_image(scanner.get(), image.get());
  for (const auto* symbol = zbar::zbar_image_first_symbol(image.get()); symbol != nullptr;
       symbol = zbar::zbar_symbol_next(symbol)) {
    std::string text(zbar::zbar_symbol_get_data(symbol), zbar::zbar_symbol_get_data_length(symbol));
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
  }
}

}  // namespace

bool is_picture(std::string_view bytes) {
  return bytes.substr(0, 8) == "\x89PNG\r\n\x1a\n" || bytes.substr(0, 3) == "\xff\xd8\xff";
}

std::vector<std::string> read_qr_codes(std::string_view bytes) {
  if (!is_picture(bytes)) throw std::runtime_error("no PNG or JPEG");
  Grey picture = decode(bytes);
  while (picture.size() > kManyPixels) picture = halved(picture);
  const Grey whole = picture;
  std::vector<std::string> texts;
  if (picture.size() < kFewPixels) scan(doubled(picture), texts);
  // A blurred code is found better where it is smaller.
  for (int step = 0; step < 4 && std::min(picture.width, picture.height) >= kSmallestSide; ++step) {
    scan(picture, texts);
    picture = halved(picture);
  }
  if (!texts.empty() || whole.size() == 0) return texts;
  const Grey sharp = sharpened(whole);
  scan(sharp, texts);
  if (texts.empty() && sharp.size() < kFewPixels) scan(doubled(sharp), texts);
  return texts;
}

}  // namespace cupola::seal
