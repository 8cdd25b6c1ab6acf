#pragma once

#include <cupola/hat/frame.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace cupola::picture {

/// How LEDs are drawn.
enum class Look {
  AsCoded,  ///< the colours the program asked for, as far as RGB565 keeps them; white is 255, 255, 255
  AsSeen,   ///< the light of the real LEDs: five bits through the gamma table, so channels below 48 stay dark
};

/// An RGB image, row by row from the top.
struct Image {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<hat::Color> pixels;  ///< width × height
  friend bool operator==(const Image&, const Image&) = default;
};

/// The 64 colours (sRGB) that a picture has on a screen, in the picture's order. Black is an LED that is off.
/// `gamma` only counts as seen; levels above 31 are taken as 31.
std::array<hat::Color, hat::kPixelCount> led_colors(const hat::Frame& frame, Look look,
                                                    const hat::GammaTable& gamma = hat::kDefaultGamma);

struct RenderOptions {
  Look look = Look::AsSeen;
  std::size_t cell_px = 24;  ///< 4–128 for each of the 8 × 8 LEDs
  hat::GammaTable gamma = hat::kDefaultGamma;
};

/// One picture as a square of 8 × cell_px: flat squares as coded; as seen round lights that glow over the
/// grey bodies of the LEDs that are off. Throws std::invalid_argument for a cell outside 4–128.
Image render_frame(const hat::Frame& frame, const RenderOptions& options);

}  // namespace cupola::picture
