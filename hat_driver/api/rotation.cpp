#include "hat_driver/api/rotation.hpp"

#include <algorithm>

namespace cupola::api {
namespace {

using hat::kPixelCount;
using hat::kSide;

using Upright = std::span<const hat::Color, kPixelCount>;
using Map = std::array<std::uint8_t, kPixelCount>;

constexpr std::array<Map, 4> make_maps() {
  std::array<Map, 4> maps{};
  for (std::size_t y = 0; y < kSide; ++y) {
    for (std::size_t x = 0; x < kSide; ++x) {
      const std::size_t at = y * kSide + x;
      maps[0][at] = static_cast<std::uint8_t>(at);
      maps[1][at] = static_cast<std::uint8_t>(x * kSide + (7 - y));
      maps[2][at] = static_cast<std::uint8_t>((7 - y) * kSide + (7 - x));
      maps[3][at] = static_cast<std::uint8_t>((7 - x) * kSide + y);
    }
  }
  return maps;
}

constexpr std::array<Map, 4> kMaps = make_maps();

const Map& map_of(int rotation) { return kMaps[static_cast<std::size_t>(rotation / 90) % 4]; }

// Upright pictures are what nearly every program draws. Without a table of places the compiler can take many
// pixels at once, on ARM always, on x86 from SSSE3 on (2006): a third of the time. So that one is asked for
// by name where it may be missing.
[[gnu::always_inline]] inline void convert_each(Upright pixels, hat::Frame& frame) {
  for (std::size_t i = 0; i < kPixelCount; ++i) frame.pixels[i] = hat::to_rgb565(pixels[i]);
}

#if defined(__x86_64__)
[[gnu::target("ssse3")]] void convert_many(Upright pixels, hat::Frame& frame) { convert_each(pixels, frame); }
#endif

void convert_upright(Upright pixels, hat::Frame& frame) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("ssse3")) return convert_many(pixels, frame);
#endif
  convert_each(pixels, frame);
}

}  // namespace

bool is_rotation(int degrees) { return degrees == 0 || degrees == 90 || degrees == 180 || degrees == 270; }

std::size_t physical_index(std::size_t x, std::size_t y, int rotation) {
  return map_of(rotation)[y * kSide + x];
}

hat::Frame to_frame(Upright upright, int rotation) {
  hat::Frame frame;
  if (rotation == 0) {
    convert_upright(upright, frame);
    return frame;
  }
  const Map& map = map_of(rotation);
  for (std::size_t i = 0; i < kPixelCount; ++i) frame.pixels[map[i]] = hat::to_rgb565(upright[i]);
  return frame;
}

Pixels from_frame(const hat::Frame& frame, int rotation) {
  Pixels pixels;
  const Map& map = map_of(rotation);
  for (std::size_t i = 0; i < kPixelCount; ++i) pixels[i] = hat::from_rgb565(frame.pixels[map[i]]);
  return pixels;
}

Pixels flipped_h(const Pixels& pixels) {
  Pixels flipped = pixels;
  for (auto row = flipped.begin(); row != flipped.end(); row += kSide) std::reverse(row, row + kSide);
  return flipped;
}

Pixels flipped_v(const Pixels& pixels) {
  Pixels flipped;
  for (std::size_t y = 0; y < kSide; ++y) {
    std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(y * kSide), kSide,
                flipped.begin() + static_cast<std::ptrdiff_t>((kSide - 1 - y) * kSide));
  }
  return flipped;
}

}  // namespace cupola::api
