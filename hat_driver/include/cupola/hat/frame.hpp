#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace cupola::hat {

inline constexpr std::size_t kSide = 8;
inline constexpr std::size_t kPixelCount = kSide * kSide;

/// A colour as programs name it: 0–255 per channel.
struct Color {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  friend bool operator==(const Color&, const Color&) = default;
};

/// RGB565 as the LED driver stores it: the low bits are cut off, not rounded.
constexpr std::uint16_t to_rgb565(Color color) {
  return static_cast<std::uint16_t>(((color.red >> 3) << 11) | ((color.green >> 2) << 5) | (color.blue >> 3));
}

/// What `get_pixels` gives back: the lost low bits are zero, not replicated (255,255,255 → 248,252,248).
constexpr Color from_rgb565(std::uint16_t value) {
  return {static_cast<std::uint8_t>((value >> 11) << 3),
          static_cast<std::uint8_t>(((value >> 5) & 0x3f) << 2),
          static_cast<std::uint8_t>((value & 0x1f) << 3)};
}

/// What the 64 LEDs hold: RGB565, physical order (never rotated), row by row from the top, x from the left.
struct Frame {
  std::array<std::uint16_t, kPixelCount> pixels{};
  friend bool operator==(const Frame&, const Frame&) = default;
};

/// Maps the top five bits of a channel to the LED driver's 0–31.
using GammaTable = std::array<std::uint8_t, 32>;

inline constexpr GammaTable kDefaultGamma{0, 0, 0,  0,  0,  0,  1,  1,  2,  2,  3,  3,  4,  5,  6,  7,
                                          8, 9, 10, 11, 12, 14, 15, 17, 18, 20, 21, 23, 25, 27, 29, 31};
inline constexpr GammaTable kLowLightGamma{0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2,  2,
                                           3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 10, 10};

}  // namespace cupola::hat
