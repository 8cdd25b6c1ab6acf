#include "emulator/picture/led_look.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace cupola::picture {
namespace {

using hat::kPixelCount;
using hat::kSide;

struct Light {
  double red = 0;
  double green = 0;
  double blue = 0;
};

constexpr hat::Color kGap{18, 18, 20};
constexpr double kBoardLight = 0.004;
constexpr double kBodyLight = 0.022;

// Low bits are filled with the high ones, so that white is white on a screen.
hat::Color coded_color(std::uint16_t pixel) {
  const unsigned red = pixel >> 11;
  const unsigned green = (pixel >> 5) & 0x3f;
  const unsigned blue = pixel & 0x1f;
  return {static_cast<std::uint8_t>((red << 3) | (red >> 2)),
          static_cast<std::uint8_t>((green << 2) | (green >> 4)),
          static_cast<std::uint8_t>((blue << 3) | (blue >> 2))};
}

// The driver dims by pulse width, so light is linear in the level. Green loses its sixth bit on the way.
Light emitted_light(std::uint16_t pixel, const hat::GammaTable& gamma) {
  const auto light = [&](unsigned value) { return std::min<int>(gamma.at(value), 31) / 31.0; };
  return {light(pixel >> 11), light((pixel >> 6) & 0x1fU), light(pixel & 0x1fU)};
}

std::uint8_t to_srgb(double linear) {
  const double clamped = std::clamp(linear, 0.0, 1.0);
  const double encoded = clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * std::pow(clamped, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(255 * encoded));
}

hat::Color to_srgb(const Light& light) {
  return {to_srgb(light.red), to_srgb(light.green), to_srgb(light.blue)};
}

Image render_squares(const hat::Frame& frame, std::size_t cell) {
  const auto colors = led_colors(frame, Look::AsCoded);
  const std::size_t side = kSide * cell;
  const std::size_t gap = std::max<std::size_t>(1, cell / 16);
  Image image{side, side, std::vector<hat::Color>(side * side, kGap)};
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < side; ++x) {
      const bool inside =
          x % cell >= gap && x % cell < cell - gap && y % cell >= gap && y % cell < cell - gap;
      if (inside) image.pixels[y * side + x] = colors.at(kSide * (y / cell) + x / cell);
    }
  }
  return image;
}

// How much light of an LED reaches a point `distance` cells from its middle: the lens, and a halo around it.
double reach(double distance) {
  const double lens = std::clamp((0.36 - distance) / 0.10, 0.0, 1.0);
  return 1.1 * lens + 0.30 * std::exp(-distance / 0.22) + 0.02 * std::exp(-distance / 0.8);
}

/// reach() for every pixel of the 5 × 5 cells around an LED; beyond, nothing is visible any more.
std::vector<double> glow_kernel(std::size_t cell) {
  const std::size_t side = 5 * cell;
  std::vector<double> kernel(side * side);
  const double middle = static_cast<double>(side) / 2;
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < side; ++x) {
      const double dx = static_cast<double>(x) + 0.5 - middle;
      const double dy = static_cast<double>(y) + 0.5 - middle;
      kernel[y * side + x] = reach(std::hypot(dx, dy) / static_cast<double>(cell));
    }
  }
  return kernel;
}

void add_glow(std::vector<Light>& canvas, std::size_t cell, std::size_t led, const Light& light,
              const std::vector<double>& kernel) {
  const std::size_t side = kSide * cell;
  const std::size_t left = (led % kSide) * cell;
  const std::size_t top = (led / kSide) * cell;
  // The kernel starts two cells left of and above the LED's own; what lies outside the board is cut off.
  for (std::size_t y = std::max(top, 2 * cell) - 2 * cell; y < std::min(top + 3 * cell, side); ++y) {
    for (std::size_t x = std::max(left, 2 * cell) - 2 * cell; x < std::min(left + 3 * cell, side); ++x) {
      const double part = kernel[(y + 2 * cell - top) * 5 * cell + (x + 2 * cell - left)];
      Light& at = canvas[y * side + x];
      at.red += part * light.red;
      at.green += part * light.green;
      at.blue += part * light.blue;
    }
  }
}

/// The unlit board: black, with the square grey bodies of the LEDs.
std::vector<Light> bare_board(std::size_t cell) {
  const std::size_t side = kSide * cell;
  const std::size_t edge = cell / 5;
  std::vector<Light> canvas(side * side);
  for (std::size_t y = 0; y < side; ++y) {
    for (std::size_t x = 0; x < side; ++x) {
      const bool body =
          x % cell >= edge && x % cell < cell - edge && y % cell >= edge && y % cell < cell - edge;
      const double light = body ? kBodyLight : kBoardLight;
      canvas[y * side + x] = {light, light, light};
    }
  }
  return canvas;
}

Image render_lights(const hat::Frame& frame, const RenderOptions& options) {
  const std::vector<double> kernel = glow_kernel(options.cell_px);
  std::vector<Light> canvas = bare_board(options.cell_px);
  for (std::size_t led = 0; led < kPixelCount; ++led)
    if (frame.pixels.at(led) != 0)
      add_glow(canvas, options.cell_px, led, emitted_light(frame.pixels.at(led), options.gamma), kernel);
  const std::size_t side = kSide * options.cell_px;
  Image image{side, side, std::vector<hat::Color>(canvas.size())};
  std::transform(canvas.begin(), canvas.end(), image.pixels.begin(),
                 [](const Light& light) { return to_srgb(light); });
  return image;
}

}  // namespace

std::array<hat::Color, kPixelCount> led_colors(const hat::Frame& frame, Look look,
                                               const hat::GammaTable& gamma) {
  std::array<hat::Color, kPixelCount> colors{};
  std::transform(frame.pixels.begin(), frame.pixels.end(), colors.begin(), [&](std::uint16_t pixel) {
    return look == Look::AsCoded ? coded_color(pixel) : to_srgb(emitted_light(pixel, gamma));
  });
  return colors;
}

Image render_frame(const hat::Frame& frame, const RenderOptions& options) {
  if (options.cell_px < 4 || options.cell_px > 128)
    throw std::invalid_argument("cell_px must be 4–128, got " + std::to_string(options.cell_px));
  return options.look == Look::AsCoded ? render_squares(frame, options.cell_px)
                                       : render_lights(frame, options);
}

}  // namespace cupola::picture
