#include "certificates/page/backdrops.hpp"

#include "certificates/page/ornament.hpp"
#include "certificates/page/world_map.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace cupola::page {
namespace {

using std::numbers::pi;

void paint_paper(cairo_t* context, const Design& design, const Box& page) {
  add_box(context, page);
  fill(context, design.palette.paper);
}

/// The same stars on every page: a small linear congruential generator (Numerical Recipes).
class Dice {
 public:
  double next() {
    state_ = state_ * 1664525u + 1013904223u;
    return (state_ >> 8) / 16777216.0;
  }

 private:
  std::uint32_t state_ = 2018;
};

/// The bars of a chart's neat line: dark and light by turns, every `step` degrees.
void draw_bars(cairo_t* context, const MapFrame& frame, Ink dark, double step) {
  constexpr double kBar = 3;
  const Box& box = frame.box();
  const auto bar = [&](int number, const Box& where) {
    if (number % 2 == 0) add_box(context, where);
  };
  const double across = step * frame.scale();
  for (int i = 0; i * step < 360; ++i) {
    const double x = box.x + i * across;
    bar(i, {x, box.y - 2 * kBar, across, kBar});
    bar(i, {x, box.bottom() + kBar, across, kBar});
  }
  for (int i = -12; i < 12; ++i) {
    const double above = frame.place(0, i * step + step).y;
    const double top = std::max(box.y, above);
    const double bottom = std::min(box.bottom(), above + across);
    if (bottom <= top) continue;
    bar(i + 12, {box.x - 2 * kBar, top, kBar, bottom - top});
    bar(i + 12, {box.right() + kBar, top, kBar, bottom - top});
  }
  fill(context, dark);
  add_box(context, box.inset(-kBar));
  add_box(context, box.inset(-2 * kBar));
  stroke(context, dark, 0.5);
  add_box(context, box.inset(-2 * kBar - 2.5));
  stroke(context, dark, 1.1);
}

}  // namespace

void draw_ceremony_backdrop(cairo_t* context, const Design& design, const Slots&, const Box& page) {
  paint_paper(context, design, page);
  draw_frame(context, page);
}

void draw_night_backdrop(cairo_t* context, const Design& design, const Slots& slots, const Box& page) {
  paint_paper(context, design, page);
  const Box& globe = slots.globe.width > 0 ? slots.globe : slots.patch;
  const Pattern glow(cairo_pattern_create_radial(globe.middle_x(), globe.middle_y(), globe.width * 0.4,
                                                 globe.middle_x(), globe.middle_y(), globe.width * 1.5));
  cairo_pattern_add_color_stop_rgb(glow.get(), 0, 0.10, 0.20, 0.42);
  cairo_pattern_add_color_stop_rgb(glow.get(), 1, design.palette.paper.red, design.palette.paper.green,
                                   design.palette.paper.blue);
  add_box(context, page);
  cairo_set_source(context, glow.get());
  cairo_fill(context);
  Dice dice;
  for (int i = 0; i < 190; ++i) {
    const double x = dice.next() * page.width;
    const double y = dice.next() * page.height;
    const double size = 0.25 + 0.75 * std::pow(dice.next(), 5);
    add_circle(context, x, y, size);
    fill(context, kPaper.with_alpha(0.18 + 0.42 * dice.next()));
  }
}

void draw_chart_backdrop(cairo_t* context, const Design& design, const Slots& slots, const Box& page) {
  constexpr double kMargin = 26;
  paint_paper(context, design, page);
  add_box(context, page.inset(kMargin));
  stroke(context, design.palette.heading, 1.6);
  add_box(context, page.inset(kMargin + 3.5));
  stroke(context, design.palette.heading, 0.4);
  draw_bars(context, MapFrame(slots.map), design.palette.heading, 10);
  const double gap = slots.facts.x - 10;
  cairo_move_to(context, gap, slots.lights.y);
  cairo_line_to(context, gap, slots.fine.y - 10);
  stroke(context, design.palette.quiet, 0.4);
}

void draw_lights_backdrop(cairo_t* context, const Design& design, const Slots& slots, const Box& page) {
  paint_paper(context, design, page);
  add_box(context, {0, 0, slots.lights.right() + slots.lights.x, page.height});
  fill(context, design.lights.board);
  add_box(context, {slots.title.x, slots.title.y - 14, 46, 5});
  fill(context, design.palette.accent);
}

void draw_confetti_backdrop(cairo_t* context, const Design& design, const Slots&, const Box& page) {
  constexpr std::array<unsigned, 7> kColours{0xe5233d, 0xff8a00, 0xffcb1f, 0x2fb457,
                                             0x1fa8d8, 0x3d5bd9, 0xa23fc9};
  constexpr double kPitch = 15;
  paint_paper(context, design, page);
  const Box ring = page.inset(26);
  const int across = static_cast<int>(std::lround(ring.width / kPitch));
  const int down = static_cast<int>(std::lround(ring.height / kPitch));
  int number = 0;
  const auto dot = [&](double x, double y) {
    const Ink colour = ink(kColours.at(static_cast<std::size_t>(number++) % kColours.size()));
    add_circle(context, x, y, 6.3);
    fill(context, colour.with_alpha(0.16));
    add_circle(context, x, y, 4.6);
    fill(context, colour);
    add_circle(context, x - 1.2, y - 1.3, 1.3);
    fill(context, kPaper.with_alpha(0.55));
  };
  for (int i = 0; i < across; ++i) dot(ring.x + ring.width * i / across, ring.y);
  for (int i = 0; i < down; ++i) dot(ring.right(), ring.y + ring.height * i / down);
  for (int i = across; i > 0; --i) dot(ring.x + ring.width * i / across, ring.bottom());
  for (int i = down; i > 0; --i) dot(ring.x, ring.y + ring.height * i / down);
}

void draw_plain_backdrop(cairo_t* context, const Design& design, const Slots&, const Box& page) {
  paint_paper(context, design, page);
  add_box(context, page.inset(28));
  stroke(context, design.palette.heading, 1.2);
  add_box(context, page.inset(32));
  stroke(context, design.palette.heading, 0.4);
}

}  // namespace cupola::page
