#include "hat_driver/python/image.hpp"

#include "hat_driver/python/pixels.hpp"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_NO_STDIO
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_ONLY_GIF
#define STBI_MAX_DIMENSIONS 8192
#include <stb/stb_image.h>

#include <limits>
#include <memory>
#include <string_view>

namespace cupola::python {

pybind11::object read_image(const pybind11::bytes& file) {
  const auto data = static_cast<std::string_view>(file);
  if (data.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return pybind11::none();
  int width = 0;
  int height = 0;
  int channels = 0;
  const std::unique_ptr<stbi_uc, decltype(&stbi_image_free)> pixels(
      stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(data.data()), static_cast<int>(data.size()),
                            &width, &height, &channels, STBI_rgb),
      &stbi_image_free);
  if (!pixels) return pybind11::none();
  const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  pybind11::list list(count);
  for (std::size_t i = 0; i < count; ++i) {
    const stbi_uc* pixel = pixels.get() + 3 * i;
    list[i] = colour_list({pixel[0], pixel[1], pixel[2]});
  }
  return list;
}

}  // namespace cupola::python
