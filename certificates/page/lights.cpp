#include "certificates/page/lights.hpp"

#include "emulator/picture/led_look.hpp"

#include <array>
#include <map>
#include <vector>

namespace cupola::page {
namespace {

constexpr Ink kDarkLight = ink(0x1d2942);

/// A layer of the glow: its radius as a share of the distance between lights, and how much it covers.
struct Halo {
  double radius;
  double alpha;
};
constexpr std::array kHalos{Halo{0.95, 0.05}, Halo{0.80, 0.07}, Halo{0.66, 0.10}, Halo{0.54, 0.16}};

/// The lights of one colour share one path: a picture needs a few operators instead of hundreds.
using Groups = std::map<unsigned, std::vector<std::size_t>>;

/// Dots of a round pen: a tenth of what circles take in a PDF.
void dot_lights(cairo_t* context, const Box& grid, const std::vector<std::size_t>& lights, double radius) {
  const double pitch = grid.width / static_cast<double>(hat::kSide);
  for (const std::size_t light : lights) {
    const std::size_t column = light % hat::kSide;
    const std::size_t row = light / hat::kSide;
    cairo_move_to(context, grid.x + (static_cast<double>(column) + 0.5) * pitch,
                  grid.y + (static_cast<double>(row) + 0.5) * pitch);
    cairo_close_path(context);
  }
  cairo_set_line_width(context, 2 * radius * pitch);
  cairo_stroke(context);
}

}  // namespace

void draw_lights(cairo_t* context, const Box& box, const hat::Frame& frame, const hat::GammaTable& gamma) {
  const Saved saved(context);
  add_rounded_box(context, box, box.width * 0.05);
  fill_keep(context, kBoard);
  cairo_clip(context);
  const Box grid = box.inset(box.width * 0.055);
  Groups groups;
  const auto seen = picture::led_colors(frame, picture::Look::AsSeen, gamma);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    groups[unsigned{seen.at(i).red} << 16 | unsigned{seen.at(i).green} << 8 | seen.at(i).blue].push_back(i);
  }
  cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND);
  for (const Halo& halo : kHalos) {
    for (const auto& [rgb, lights] : groups) {
      set_ink(context, ink(rgb, halo.alpha));
      if (rgb != 0) dot_lights(context, grid, lights, halo.radius);
    }
  }
  for (const auto& [rgb, lights] : groups) {
    set_ink(context, rgb == 0 ? kDarkLight : ink(rgb));
    dot_lights(context, grid, lights, rgb == 0 ? 0.30 : 0.42);
    if (rgb == 0) continue;
    set_ink(context, mix(ink(rgb), kPaper, 0.35).with_alpha(0.6));
    dot_lights(context, grid, lights, 0.22);
  }
}

}  // namespace cupola::page
