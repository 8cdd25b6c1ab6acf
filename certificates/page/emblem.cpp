#include "certificates/page/ornament.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace cupola::page {
namespace {

using std::numbers::pi;

// All in units of the emblem's radius, origin in its middle, y down.

struct Point {
  double x = 0;
  double y = 0;
};

/// The corners of a side window: its short edge towards the round window in the middle.
std::array<Point, 4> window_corners(int index) {
  constexpr double kInner = 0.385;
  constexpr double kOuter = 0.80;
  constexpr double kGap = 0.045;
  const double middle = index * pi / 3;
  const Point along{std::cos(middle), std::sin(middle)};
  const Point across{-along.y, along.x};
  const auto corner = [&](double radius, double side) {
    const double half = side * (radius * std::tan(pi / 6) - kGap);
    return Point{along.x * radius + across.x * half, along.y * radius + across.y * half};
  };
  return {corner(kInner, -1), corner(kOuter, -1), corner(kOuter, 1), corner(kInner, 1)};
}

/// A polygon whose corners are rounded by curves that start and end `cut` away from them.
void add_soft_polygon(cairo_t* context, const std::array<Point, 4>& corners, double cut) {
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Point& corner = corners.at(i);
    const auto towards = [&](const Point& other) {
      const double length = std::hypot(other.x - corner.x, other.y - corner.y);
      return Point{corner.x + (other.x - corner.x) * cut / length,
                   corner.y + (other.y - corner.y) * cut / length};
    };
    const Point from = towards(corners.at((i + 3) % 4));
    const Point to = towards(corners.at((i + 1) % 4));
    if (i == 0) cairo_move_to(context, from.x, from.y);
    if (i > 0) cairo_line_to(context, from.x, from.y);
    cairo_curve_to(context, corner.x, corner.y, corner.x, corner.y, to.x, to.y);
  }
  cairo_close_path(context);
}

void add_windows(cairo_t* context) {
  add_circle(context, 0, 0, 0.315);
  for (int i = 0; i < 6; ++i) add_soft_polygon(context, window_corners(i), 0.075);
}

struct Stop {
  double offset;
  Ink ink;
};

template <std::size_t N>
void add_stops(cairo_pattern_t* pattern, const std::array<Stop, N>& stops) {
  for (const Stop& stop : stops) {
    cairo_pattern_add_color_stop_rgba(pattern, stop.offset, stop.ink.red, stop.ink.green, stop.ink.blue,
                                      stop.ink.alpha);
  }
}

constexpr Point kEarth{-0.42, 1.50};
constexpr double kEarthRadius = 1.46;

void draw_space(cairo_t* context) {
  add_circle(context, 0, 0, 1);
  fill(context, ink(0x071330));
  constexpr std::array<std::array<double, 3>, 13> kStars{{{-0.55, -0.30, 0.045},
                                                          {-0.30, -0.62, 0.030},
                                                          {0.05, -0.52, 0.055},
                                                          {0.34, -0.60, 0.028},
                                                          {0.58, -0.26, 0.040},
                                                          {-0.10, -0.18, 0.040},
                                                          {0.14, -0.10, 0.022},
                                                          {-0.12, -0.72, 0.020},
                                                          {0.20, -0.70, 0.022},
                                                          {-0.66, -0.12, 0.022},
                                                          {0.50, -0.46, 0.022},
                                                          {-0.46, -0.48, 0.020},
                                                          {0.70, -0.05, 0.022}}};
  for (const auto& [x, y, radius] : kStars) {
    add_star(context, x, y, radius);
    fill(context, kPaper);
  }
}

void draw_earth(cairo_t* context) {
  const Pattern air(
      cairo_pattern_create_radial(kEarth.x, kEarth.y, kEarthRadius, kEarth.x, kEarth.y, kEarthRadius + 0.17));
  add_stops(air.get(), std::array{Stop{0, ink(0xbfe6ff, 1)}, Stop{0.18, ink(0x6db9ee, 0.75)},
                                  Stop{0.5, ink(0x2f7fd0, 0.28)}, Stop{1, ink(0x2f7fd0, 0)}});
  add_circle(context, kEarth.x, kEarth.y, kEarthRadius + 0.17);
  cairo_set_source(context, air.get());
  cairo_fill(context);
  const Pattern ocean(
      cairo_pattern_create_radial(kEarth.x, kEarth.y, kEarthRadius * 0.4, kEarth.x, kEarth.y, kEarthRadius));
  add_stops(ocean.get(), std::array{Stop{0, ink(0x0f4c94)}, Stop{0.6, ink(0x2173bd)},
                                    Stop{0.93, ink(0x5fb0e4)}, Stop{1, ink(0xe8f7ff)}});
  add_circle(context, kEarth.x, kEarth.y, kEarthRadius);
  cairo_set_source(context, ocean.get());
  cairo_fill(context);
}

/// Streaks of cloud that follow the curve of the Earth.
void draw_clouds(cairo_t* context) {
  constexpr std::array<std::array<double, 4>, 12> kClouds{{{1.36, -1.30, -1.06, 0.014},
                                                           {1.33, -1.22, -1.00, 0.020},
                                                           {1.30, -1.46, -1.24, 0.014},
                                                           {1.25, -1.06, -0.82, 0.022},
                                                           {1.23, -0.98, -0.86, 0.034},
                                                           {1.17, -1.32, -1.10, 0.026},
                                                           {1.14, -1.26, -1.16, 0.040},
                                                           {1.07, -1.52, -1.26, 0.022},
                                                           {1.03, -1.08, -0.86, 0.030},
                                                           {0.99, -1.02, -0.92, 0.046},
                                                           {0.90, -1.40, -1.16, 0.028},
                                                           {0.87, -0.98, -0.72, 0.022}}};
  cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND);
  for (const auto& [radius, from, to, width] : kClouds) {
    cairo_new_sub_path(context);
    cairo_arc(context, kEarth.x, kEarth.y, radius, from, to);
    stroke(context, kPaper.with_alpha(0.38), width);
  }
}

/// The Sun about to rise where the limb meets the right-hand window.
void draw_dawn(cairo_t* context) {
  constexpr Point kSun{0.52, 0.385};
  const Pattern glow(cairo_pattern_create_radial(kSun.x, kSun.y, 0, kSun.x, kSun.y, 0.42));
  add_stops(glow.get(), std::array{Stop{0, ink(0xfff3d0, 1)}, Stop{0.12, ink(0xffd27a, 0.95)},
                                   Stop{0.4, ink(0xf5a53a, 0.40)}, Stop{1, ink(0xf5a53a, 0)}});
  add_circle(context, kSun.x, kSun.y, 0.42);
  cairo_set_source(context, glow.get());
  cairo_fill(context);
}

void draw_ring(cairo_t* context) {
  add_circle(context, 0, 0, 1);
  fill(context, kNight);
  add_circle(context, 0, 0, 0.965);
  stroke(context, mix(kGold, kPaper, 0.25), 0.014);
  add_circle(context, 0, 0, 0.90);
  fill_keep(context, ink(0xe9eef4));
  stroke(context, mix(kGold, kPaper, 0.25), 0.014);
  for (int i = 0; i < 48; ++i) {
    const double angle = i * pi / 24;
    add_circle(context, 0.932 * std::cos(angle), 0.932 * std::sin(angle), i % 8 == 4 ? 0.014 : 0.006);
  }
  fill(context, mix(kGold, kPaper, 0.45));
}

}  // namespace

void draw_emblem(cairo_t* context, double x, double y, double radius) {
  const Saved saved(context);
  cairo_translate(context, x, y);
  cairo_scale(context, radius, radius);
  draw_ring(context);
  {
    const Saved clipped(context);
    add_windows(context);
    cairo_clip(context);
    draw_space(context);
    draw_earth(context);
    draw_clouds(context);
    draw_dawn(context);
  }
  add_windows(context);
  stroke(context, kNight, 0.022);
}

void draw_emblem_outline(cairo_t* context, double x, double y, double radius) {
  const Saved saved(context);
  cairo_translate(context, x, y);
  cairo_scale(context, radius, radius);
  add_circle(context, 0, 0, 0.98);
  add_circle(context, 0, 0, 0.90);
  stroke(context, ink(0x000000), 0.02);
  {
    const Saved clipped(context);
    add_windows(context);
    cairo_clip(context);
    add_circle(context, kEarth.x, kEarth.y, kEarthRadius);
    fill_keep(context, ink(0xe4e4e4));
    stroke(context, ink(0x000000), 0.02);
  }
  add_windows(context);
  stroke(context, ink(0x000000), 0.026);
}

}  // namespace cupola::page
