#include "emulator/picture/png.hpp"

#include "emulator/picture/highlights.hpp"

#include <png.h>

#include <algorithm>
#include <stdexcept>

namespace cupola::picture {
namespace {

static_assert(sizeof(hat::Color) == 3, "libpng is given the colours as they lie in memory");

std::string checked_png(png_image& header, const Image& image) {
  png_alloc_size_t size = 0;
  const auto* pixels = image.pixels.data();
  std::string bytes;
  // The first call only measures.
  if (png_image_write_to_memory(&header, nullptr, &size, 0, pixels, 0, nullptr) != 0) {
    bytes.resize(size);
    if (png_image_write_to_memory(&header, bytes.data(), &size, 0, pixels, 0, nullptr) != 0) return bytes;
  }
  throw std::runtime_error(std::string{"png: "} + header.message);
}

void paste(const Image& from, Image& onto, std::size_t left) {
  for (std::size_t y = 0; y < from.height; ++y) {
    const auto row = from.pixels.begin() + static_cast<std::ptrdiff_t>(y * from.width);
    std::copy_n(row, from.width, onto.pixels.begin() + static_cast<std::ptrdiff_t>(y * onto.width + left));
  }
}

}  // namespace

std::string encode_png(const Image& image) {
  if (image.pixels.empty() || image.pixels.size() != image.width * image.height)
    throw std::invalid_argument("png: " + std::to_string(image.width) + " × " + std::to_string(image.height) +
                                " does not fit " + std::to_string(image.pixels.size()) + " pixels");
  png_image header{};
  header.version = PNG_IMAGE_VERSION;
  header.width = static_cast<png_uint_32>(image.width);
  header.height = static_cast<png_uint_32>(image.height);
  header.format = PNG_FORMAT_RGB;
  return checked_png(header, image);
}

Image film_strip(const Film& film, std::size_t most, Look look, std::size_t cell_px) {
  std::vector<Image> pictures;
  for (const std::size_t index : highlights(film, most))
    pictures.push_back(render_frame(film.frames[index].frame, {look, cell_px, film.gamma}));
  if (pictures.empty()) pictures.push_back(render_frame(hat::Frame{}, {look, cell_px, film.gamma}));

  const std::size_t side = pictures.front().width;
  const std::size_t step = side + cell_px / 2;
  Image strip{step * pictures.size() - cell_px / 2, side, {}};
  strip.pixels.assign(strip.width * strip.height, hat::Color{255, 255, 255});
  for (std::size_t i = 0; i < pictures.size(); ++i) paste(pictures[i], strip, i * step);
  return strip;
}

}  // namespace cupola::picture
