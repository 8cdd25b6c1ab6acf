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
#include <stb/stb_image.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

namespace cupola::hat {
namespace {

using Bytes = std::span<const std::byte>;

std::size_t number_at(Bytes file, std::size_t offset) {
  return offset < file.size() ? std::to_integer<std::size_t>(file[offset]) : 0;
}

/// Where the byte with the transparency flag of a GIF's first picture is (GIF89a, sections 18 to 23); past
/// the end of the file if it has none.
std::size_t transparency_flag(Bytes file) {
  const std::size_t flags = number_at(file, 10);
  std::size_t block = 13 + ((flags & 0x80u) != 0 ? std::size_t{6} << (flags & 7u) : 0);
  while (number_at(file, block) == 0x21) {
    if (number_at(file, block + 1) == 0xf9) return block + 3;
    block += 2;
    while (number_at(file, block) != 0) block += number_at(file, block) + 1;
    ++block;
  }
  return file.size();
}

/// The file with nothing transparent in it: a GIF's transparent pixels keep the colour they have, as those of
/// other formats do.
std::string opaque(Bytes file) {
  std::string bytes(reinterpret_cast<const char*>(file.data()), file.size());
  if (!bytes.starts_with("GIF8")) return bytes;
  const std::size_t flag = transparency_flag(file);
  if (flag < bytes.size()) bytes[flag] = static_cast<char>(bytes[flag] & ~1);
  return bytes;
}

/// Hands a file out piece by piece. stb takes zeros for what is not there; here that is remembered.
struct Reader {
  std::string_view left;
  bool past_end = false;

  static int read(void* user, char* data, int size) {
    auto& self = *static_cast<Reader*>(user);
    const std::size_t count = std::min(self.left.size(), static_cast<std::size_t>(size));
    std::memcpy(data, self.left.data(), count);
    self.left.remove_prefix(count);
    if (count == 0) self.past_end = true;
    return static_cast<int>(count);
  }
  static void skip(void* user, int size) {
    auto& self = *static_cast<Reader*>(user);
    const auto count = static_cast<std::size_t>(std::max(size, 0));
    if (count > self.left.size()) self.past_end = true;
    self.left.remove_prefix(std::min(self.left.size(), count));
  }
  static int at_end(void* user) { return static_cast<Reader*>(user)->left.empty() ? 1 : 0; }
};

}  // namespace

std::optional<Image> decode_image(Bytes file) {
  int width = 0;
  int height = 0;
  int channels = 0;
  const std::string bytes = opaque(file);
  Reader reader{bytes};
  const stbi_io_callbacks callbacks{&Reader::read, &Reader::skip, &Reader::at_end};
  const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> decoded(
      stbi_load_from_callbacks(&callbacks, &reader, &width, &height, &channels, STBI_rgb), &stbi_image_free);
  if (!decoded || reader.past_end) return std::nullopt;
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
  if (!image) throw std::invalid_argument(path.string() + " is no PNG, JPEG, BMP or GIF, or not all of one");
  if (redraw == Redraw::Yes) hat.set_pixels(image->pixels);
  return *std::move(image);
}

}  // namespace cupola::hat
