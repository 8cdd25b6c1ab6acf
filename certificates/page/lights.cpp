#include "certificates/page/lights.hpp"

#include "emulator/picture/led_look.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <vector>

namespace cupola::page {
namespace {

/// A layer of light: its radius as a share of the distance between lights, and how much it covers.
struct Layer {
  double radius;
  double alpha;
};
constexpr std::array kGlow{Layer{0.95, 0.05}, Layer{0.80, 0.07}, Layer{0.66, 0.10}, Layer{0.54, 0.16}};
constexpr std::array kSmoothGlow{Layer{1.00, 0.02}, Layer{0.93, 0.025}, Layer{0.86, 0.03},
                                 Layer{0.79, 0.04}, Layer{0.72, 0.05},  Layer{0.66, 0.06},
                                 Layer{0.60, 0.07}, Layer{0.54, 0.09},  Layer{0.48, 0.14}};
constexpr std::array kShine{Layer{0.32, 0.28}, Layer{0.22, 0.34}, Layer{0.12, 0.45}};

/// The lights of one colour share one path: a picture needs a few operators instead of hundreds.
using Groups = std::map<unsigned, std::vector<std::size_t>>;

/// Dots of a round pen: a tenth of what circles take in a PDF.
void dot_lights(cairo_t* context, const Box& grid, const std::vector<std::size_t>& lights, Ink ink,
                double radius) {
  const double pitch = grid.width / static_cast<double>(hat::kSide);
  for (const std::size_t light : lights) {
    const std::size_t column = light % hat::kSide;
    const std::size_t row = light / hat::kSide;
    cairo_move_to(context, grid.x + (static_cast<double>(column) + 0.5) * pitch,
                  grid.y + (static_cast<double>(row) + 0.5) * pitch);
    cairo_close_path(context);
  }
  stroke(context, ink, 2 * radius * pitch);
}

}  // namespace

namespace {

/// Dots alone with a rim: what a black-and-white printer can show, the brighter the larger.
void draw_flat(cairo_t* context, const Box& box, const LightsLook& look,
               const std::array<hat::Color, hat::kPixelCount>& seen) {
  const double pitch = box.width / static_cast<double>(hat::kSide);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const hat::Color color = seen.at(i);
    const std::size_t row = i / hat::kSide;
    const double x = box.x + (static_cast<double>(i % hat::kSide) + 0.5) * pitch;
    const double y = box.y + (static_cast<double>(row) + 0.5) * pitch;
    const bool dark = color == hat::Color{};
    const double luma = (0.299 * color.red + 0.587 * color.green + 0.114 * color.blue) / 255;
    add_circle(context, x, y, pitch * (dark ? 0.09 : 0.24 + 0.22 * luma));
    if (dark) fill(context, look.dark);
    if (dark) continue;
    fill_keep(context, ink(unsigned{color.red} << 16 | unsigned{color.green} << 8 | color.blue));
    stroke(context, ink(0), box.width * 0.004);
  }
}

}  // namespace

void draw_lights(cairo_t* context, const Box& box, const LightsLook& look, const hat::Frame& frame,
                 const hat::GammaTable& gamma) {
  constexpr double kGlowFrom = 60;     // points: below, nobody would see it
  constexpr double kSmoothFrom = 230;  // points: from here on, one would see its steps
  const auto seen = picture::led_colors(frame, picture::Look::AsSeen, gamma);
  const Saved saved(context);
  if (!look.glow) {
    draw_flat(context, box, look, seen);
    return;
  }
  add_rounded_box(context, box, box.width * look.corner);
  fill_keep(context, look.board);
  const auto glow = box.width < kGlowFrom     ? std::span<const Layer>()
                    : box.width < kSmoothFrom ? std::span<const Layer>(kGlow)
                                              : std::span<const Layer>(kSmoothGlow);
  // Only the glow leaves the board.
  if (!glow.empty()) clip(context);
  cairo_new_path(context);
  const Box grid = box.inset(box.width * 0.055);
  Groups groups;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    groups[unsigned{seen.at(i).red} << 16 | unsigned{seen.at(i).green} << 8 | seen.at(i).blue].push_back(i);
  }
  cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND);
  for (const Layer& layer : glow) {
    for (const auto& [rgb, lights] : groups) {
      if (rgb == 0) continue;
      dot_lights(context, grid, lights, ink(rgb, layer.alpha), layer.radius);
    }
  }
  for (const auto& [rgb, lights] : groups) {
    dot_lights(context, grid, lights, rgb == 0 ? look.dark : ink(rgb), rgb == 0 ? 0.30 : 0.42);
    if (rgb == 0 || glow.empty()) continue;
    for (const Layer& layer : kShine) {
      const Ink colour = ink(rgb);
      const double bright = std::max({colour.red, colour.green, colour.blue});
      dot_lights(context, grid, lights, mix(colour, kPaper, 0.55 * bright).with_alpha(layer.alpha),
                 layer.radius);
    }
  }
}

}  // namespace cupola::page
