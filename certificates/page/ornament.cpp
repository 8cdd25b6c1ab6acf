#include "certificates/page/ornament.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace cupola::page {
namespace {

using std::numbers::pi;

constexpr double kBand = 11;  ///< width of the guilloche band

/// One strand of the braid along a straight side: a sine about the middle line, drawn in small steps.
struct Strand {
  double length = 0;
  int waves = 1;
  double amplitude = 0;
  double phase = 0;
};

void add_strand(cairo_t* context, const Strand& strand) {
  const int steps = strand.waves * 12;
  for (int i = 0; i <= steps; ++i) {
    const double share = static_cast<double>(i) / steps;
    const double y = strand.amplitude * std::sin(share * strand.waves * 2 * pi + strand.phase);
    if (i == 0) cairo_move_to(context, 0, y);
    if (i > 0) cairo_line_to(context, share * strand.length, y);
  }
}

/// The braid of one side, in a frame where the side runs along x from 0.
void draw_braid(cairo_t* context, double length) {
  constexpr int kStrands = 6;
  const int waves = static_cast<int>(std::lround(length / 22));
  for (int i = 0; i < kStrands; ++i) {
    add_strand(context, {length, waves, kBand / 2 - 1.2, i * 2 * pi / kStrands});
  }
  stroke(context, mix(kPaper, kDusk, 0.55), 0.28);
  for (const double phase : {0.0, pi}) add_strand(context, {length, waves * 2, kBand / 5, phase});
  stroke(context, mix(kPaper, kGold, 0.8), 0.28);
}

void draw_corner(cairo_t* context, double x, double y) {
  const double half = kBand / 2;
  add_box(context, {x - half, y - half, kBand, kBand});
  fill(context, kNight);
  add_star(context, x, y, half * 0.86);
  fill(context, mix(kPaper, kGold, 0.45));
}

}  // namespace

void draw_frame(cairo_t* context, const Box& page) {
  const Box outer = page.inset(20);
  const Box middle = outer.inset(kBand / 2 + 1.6);
  const std::array<std::array<double, 4>, 4> sides{{{middle.x, middle.y, 0, middle.width},
                                                    {middle.right(), middle.y, pi / 2, middle.height},
                                                    {middle.right(), middle.bottom(), pi, middle.width},
                                                    {middle.x, middle.bottom(), -pi / 2, middle.height}}};
  for (const auto& [x, y, turn, length] : sides) {
    const Saved saved(context);
    cairo_translate(context, x, y);
    cairo_rotate(context, turn);
    cairo_translate(context, kBand / 2, 0);
    draw_braid(context, length - kBand);
  }
  for (const double x : {middle.x, middle.right()}) {
    for (const double y : {middle.y, middle.bottom()}) draw_corner(context, x, y);
  }
  add_box(context, outer);
  stroke(context, kNight, 1.3);
  add_box(context, outer.inset(kBand + 3.2));
  stroke(context, kNight, 0.5);
}

void draw_divider(cairo_t* context, double x, double y, double width) {
  for (const double side : {-1.0, 1.0}) {
    cairo_move_to(context, x + side * 9, y);
    cairo_line_to(context, x + side * width / 2, y);
  }
  stroke(context, kGold, 0.6);
  add_star(context, x, y, 4.5);
  fill(context, kGold);
}

}  // namespace cupola::page
