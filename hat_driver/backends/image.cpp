#include <cupola/hat/image.hpp>

#include "hat_driver/base/whole_file.hpp"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_NO_STDIO
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_ONLY_GIF
#define STBI_MAX_DIMENSIONS 8192
// g++ 12 cannot follow that stb reads no callbacks when it decodes from memory.
#pragma GCC diagnostic push
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <stb/stb_image.h>
#pragma GCC diagnostic pop

#include <limits>
#include <memory>
#include <stdexcept>

namespace cupola::hat {

std::optional<Image> decode_image(std::span<const std::byte> file) {
  if (file.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return std::nullopt;
  int width = 0;
  int height = 0;
  int channels = 0;
  const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> decoded(
      stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(file.data()), static_cast<int>(file.size()),
                            &width, &height, &channels, STBI_rgb),
      &stbi_image_free);
  if (!decoded) return std::nullopt;
  Image image{static_cast<std::size_t>(width), static_cast<std::size_t>(height), {}};
  image.pixels.reserve(image.width * image.height);
  for (std::size_t i = 0; i < image.width * image.height; ++i) {
    const stbi_uc* pixel = decoded.get() + 3 * i;
    image.pixels.push_back({pixel[0], pixel[1], pixel[2]});
  }
  return image;
}

Image load_image(SenseHat& hat, const std::filesystem::path& path, Redraw redraw) {
  const std::string file = base::read_whole_file(path);
  auto image = decode_image(std::as_bytes(std::span(file)));
  if (!image) throw std::invalid_argument(path.string() + " is no PNG, JPEG, BMP or GIF");
  if (redraw == Redraw::Yes) hat.set_pixels(image->pixels);
  return *std::move(image);
}

}  // namespace cupola::hat
