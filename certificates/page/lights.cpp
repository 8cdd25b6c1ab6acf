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

bool is_dark(Ink light) { return light.red + light.green + light.blue <= 0; }

/// The lights of one colour share one path: a picture needs a few operators instead of hundreds.
using Groups = std::map<unsigned, std::vector<std::size_t>>;

void add_lights(cairo_t* context, const Box& grid, const std::vector<std::size_t>& lights, double radius) {
  const double pitch = grid.width / static_cast<double>(hat::kSide);
  for (const std::size_t light : lights) {
    const auto column = static_cast<double>(light % hat::kSide);
    const auto row = static_cast<double>(light / hat::kSide);
    add_circle(context, grid.x + (column + 0.5) * pitch, grid.y + (row + 0.5) * pitch, radius * pitch);
  }
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
  for (const Halo& halo : kHalos) {
    for (const auto& [rgb, lights] : groups) {
      const Ink light = ink(rgb);
      if (is_dark(light)) continue;
      add_lights(context, grid, lights, halo.radius);
      fill(context, light.with_alpha(halo.alpha));
    }
  }
  for (const auto& [rgb, lights] : groups) {
    const Ink light = ink(rgb);
    add_lights(context, grid, lights, is_dark(light) ? 0.30 : 0.42);
    fill(context, is_dark(light) ? kDarkLight : light);
    if (is_dark(light)) continue;
    add_lights(context, grid, lights, 0.22);
    fill(context, mix(light, kPaper, 0.35).with_alpha(0.6));
  }
}

}  // namespace cupola::page
