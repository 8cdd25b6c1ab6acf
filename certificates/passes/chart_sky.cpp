#include "certificates/passes/chart_sky.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace cupola::passes {
namespace {

using page::Box;

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kFaintestPlanet = 4;

bool overlap(const Box& a, const Box& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

bool in_disc(const Box& box) {
  const auto corner_in = [](double x, double y) {
    return std::hypot(x - kDiscX, y - kDiscY) < kDiscRadius - 2;
  };
  return corner_in(box.x, box.y) && corner_in(box.right(), box.y) && corner_in(box.x, box.bottom()) &&
         corner_in(box.right(), box.bottom());
}

double star_radius(double magnitude) { return 0.42 * std::pow(1.36, 5 - magnitude); }

/// From blue-white over white to orange, by the colour index B-V.
page::Ink star_tint(double colour) {
  const double warm = std::clamp((colour - 0.3) / 1.3, -0.4, 1.0);
  return warm < 0 ? page::mix(page::ink(0xffffff), page::ink(0xa9c4ff), -warm / 0.4)
                  : page::mix(page::ink(0xffffff), page::ink(0xffb070), warm);
}

/// Clips to the disc until the end of the scope.
class DiscClip {
 public:
  explicit DiscClip(cairo_t* context) : saved_{context} {
    page::add_circle(context, kDiscX, kDiscY, kDiscRadius);
    cairo_clip(context);
  }

 private:
  page::Saved saved_;
};

void draw_heights(const ChartPen& pen) {
  for (const double height : {30.0, 60.0}) {
    page::add_circle(pen.context, kDiscX, kDiscY, kDiscRadius * (90 - height) / 90);
    page::stroke(pen.context, pen.style.grid, 0.8);
  }
  for (int azimuth = 0; azimuth < 360; azimuth += 45) {
    const Spot inner = on_disc({azimuth * 1.0, 88}), outer = on_disc({azimuth * 1.0, 0});
    cairo_move_to(pen.context, inner.x, inner.y);
    cairo_line_to(pen.context, outer.x, outer.y);
    page::stroke(pen.context, pen.style.grid, 0.8);
  }
}

void draw_compass(const ChartPen& pen) {
  static constexpr std::array<const char*, 8> kPoints{"N", "NE", "E", "SE", "S", "SW", "W", "NW"};
  for (int azimuth = 0; azimuth < 360; azimuth += 10) {
    const Spot rim = on_disc({azimuth * 1.0, 0}),
               tick = on_disc({azimuth * 1.0, azimuth % 30 == 0 ? -2.4 : -1.3});
    cairo_move_to(pen.context, rim.x, rim.y);
    cairo_line_to(pen.context, tick.x, tick.y);
    page::stroke(pen.context, pen.style.rim, 0.8);
  }
  for (std::size_t i = 0; i < kPoints.size(); ++i) {
    const bool main = i % 2 == 0;
    const auto text = pen.typesetter.set(
        kPoints[i], {.face = page::Face::Sans, .size_pt = main ? 17.0 : 10.5, .weight = page::Weight::Bold});
    const Spot spot = on_disc({45.0 * static_cast<double>(i), main ? -6.2 : -5.2});
    text.draw(pen.context, spot.x, spot.y - text.height() / 2, page::Align::Centre,
              main ? pen.style.title : pen.style.faint);
  }
}

void draw_figures(const ChartPen& pen, const Heavens& heavens, const StarCatalogue& catalogue) {
  for (const Constellation& constellation : catalogue.constellations) {
    for (const auto& line : constellation.lines) {
      for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const SkyAngle a = heavens.of(line[i]), b = heavens.of(line[i + 1]);
        // Far below the horizon the projection spreads the nadir over the whole rim.
        if (std::min(a.elevation_deg, b.elevation_deg) < -25) continue;
        const Spot from = on_disc(a), to = on_disc(b);
        const double span = std::hypot(to.x - from.x, to.y - from.y);
        if (span < 1) continue;
        const double gap = std::min(3.2, span / 5);  // the lines leave the stars free
        const double dx = (to.x - from.x) / span * gap, dy = (to.y - from.y) / span * gap;
        cairo_move_to(pen.context, from.x + dx, from.y + dy);
        cairo_line_to(pen.context, to.x - dx, to.y - dy);
        page::stroke(pen.context, pen.style.line, 0.8);
      }
    }
  }
}

void draw_stars(const ChartPen& pen, const Heavens& heavens, const StarCatalogue& catalogue) {
  for (const Star& star : catalogue.stars) {
    const SkyAngle angle = heavens.of(star.place);
    if (angle.elevation_deg < 0) continue;
    const Spot spot = on_disc(angle);
    const double radius = star_radius(star.magnitude) * pen.style.star_size;
    if (star.magnitude < 2.8) pen.labels.take({spot.x - radius, spot.y - radius, 2 * radius, 2 * radius});
    page::add_circle(pen.context, spot.x, spot.y, radius);
    page::fill(pen.context, pen.style.tinted ? star_tint(star.colour) : pen.style.star);
  }
}

/// The lit part of the disc: half a circle towards the Sun, and half an ellipse for the terminator.
void draw_moon(const ChartPen& pen, const Moon& moon) {
  constexpr double kMoonRadius = 7;
  if (moon.angle.elevation_deg < 1) return;
  const Spot spot = on_disc(moon.angle);
  const double azimuth = moon.angle.azimuth_deg * kRadians, limb = moon.bright_limb_deg * kRadians;
  // Towards the zenith and towards a growing azimuth, on the page.
  const Spot up{std::sin(azimuth), std::cos(azimuth)}, right{-std::cos(azimuth), std::sin(azimuth)};
  const double dx = std::cos(limb) * up.x + std::sin(limb) * right.x;
  const double dy = std::cos(limb) * up.y + std::sin(limb) * right.y;
  {
    const page::Saved saved{pen.context};
    cairo_translate(pen.context, spot.x, spot.y);
    cairo_rotate(pen.context, std::atan2(dy, dx));
    page::add_circle(pen.context, 0, 0, kMoonRadius);
    page::fill_keep(pen.context, pen.style.tinted ? page::ink(0x33466a) : page::ink(0xb9c3d1));
    page::stroke(pen.context, pen.style.planet, 0.7);
    cairo_arc(pen.context, 0, 0, kMoonRadius, -std::numbers::pi / 2, std::numbers::pi / 2);
    cairo_scale(pen.context, std::max(std::abs(1 - 2 * moon.lit), 1e-3), 1);
    if (moon.lit > 0.5)
      cairo_arc(pen.context, 0, 0, kMoonRadius, std::numbers::pi / 2, 3 * std::numbers::pi / 2);
    else
      cairo_arc_negative(pen.context, 0, 0, kMoonRadius, std::numbers::pi / 2, -std::numbers::pi / 2);
    page::fill(pen.context, pen.style.tinted ? page::ink(0xfff6de) : page::kPaper);
  }
  pen.labels.take({spot.x - kMoonRadius, spot.y - kMoonRadius, 2 * kMoonRadius, 2 * kMoonRadius});
  write_beside(pen, spot, kMoonRadius + 2, "Moon",
               {.face = page::Face::Sans, .size_pt = 9, .weight = page::Weight::Bold}, pen.style.planet);
}

void draw_planets(const ChartPen& pen, const Heavens& heavens) {
  for (const Planet& planet : heavens.planets()) {
    if (planet.angle.elevation_deg < 1 || planet.magnitude > kFaintestPlanet) continue;
    const Spot spot = on_disc(planet.angle);
    const double radius = std::clamp(star_radius(planet.magnitude), 1.6, 3.6);
    page::add_circle(pen.context, spot.x, spot.y, radius);
    page::fill(pen.context, pen.style.planet);
    pen.labels.take({spot.x - radius, spot.y - radius, 2 * radius, 2 * radius});
    write_beside(pen, spot, radius + 2, planet.name,
                 {.face = page::Face::Sans, .size_pt = 9, .weight = page::Weight::Bold}, pen.style.planet);
  }
}

}  // namespace

Spot on_disc(const SkyAngle& angle) {
  const double r = kDiscRadius * (90 - angle.elevation_deg) / 90, azimuth = angle.azimuth_deg * kRadians;
  return {kDiscX - r * std::sin(azimuth), kDiscY - r * std::cos(azimuth)};
}

bool LabelBook::is_free(const Box& box) const {
  return in_disc(box) &&
         std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) { return overlap(box, other); });
}

bool LabelBook::claim(const Box& box) {
  if (!is_free(box)) return false;
  taken_.push_back(box);
  return true;
}

bool write_beside(const ChartPen& pen, const Spot& spot, double gap, std::string_view text,
                  const page::Type& type, page::Ink ink) {
  const auto set = pen.typesetter.set(text, type);
  const double w = set.width(), h = set.height() * 0.8, low = -h / 2;
  const std::array<Spot, 6> places{{{gap, low},
                                    {-gap - w, low},
                                    {-w / 2, -gap - h},
                                    {-w / 2, gap},
                                    {gap, -h - gap / 2},
                                    {-gap - w, gap / 2}}};
  for (const Spot& place : places) {
    const Box box{spot.x + place.x, spot.y + place.y, w, h};
    if (!pen.labels.claim(box)) continue;
    set.draw(pen.context, box.x, box.y - set.height() * 0.1, page::Align::Left, ink);
    return true;
  }
  return false;
}

void draw_disc(const ChartPen& pen) {
  {
    const page::Pattern sky{cairo_pattern_create_radial(kDiscX, kDiscY, 0, kDiscX, kDiscY, kDiscRadius)};
    const auto stop = [&](double at, page::Ink ink) {
      cairo_pattern_add_color_stop_rgb(sky.get(), at, ink.red, ink.green, ink.blue);
    };
    stop(0, pen.style.sky_zenith);
    stop(0.7, page::mix(pen.style.sky_zenith, pen.style.sky_horizon, 0.35));
    stop(1, pen.style.sky_horizon);
    page::add_circle(pen.context, kDiscX, kDiscY, kDiscRadius);
    cairo_set_source(pen.context, sky.get());
    cairo_fill(pen.context);
  }
  {
    const DiscClip clip{pen.context};
    draw_heights(pen);
  }
  page::add_circle(pen.context, kDiscX, kDiscY, kDiscRadius);
  page::stroke(pen.context, pen.style.rim, 1.6);
  draw_compass(pen);
}

void draw_heavens(const ChartPen& pen, const Heavens& heavens, const StarCatalogue& catalogue) {
  const DiscClip clip{pen.context};
  draw_figures(pen, heavens, catalogue);
  draw_stars(pen, heavens, catalogue);
  draw_moon(pen, heavens.moon());
  draw_planets(pen, heavens);
}

void draw_names(const ChartPen& pen, const Heavens& heavens, const StarCatalogue& catalogue) {
  for (const Star& star : catalogue.stars) {
    if (star.name.empty()) continue;
    const SkyAngle angle = heavens.of(star.place);
    if (angle.elevation_deg < 3) continue;
    write_beside(pen, on_disc(angle), star_radius(star.magnitude) + 2, star.name,
                 {.face = page::Face::Sans, .size_pt = 7.5}, pen.style.star_name);
  }
  for (const int rank : {1, 2, 3}) {
    for (const Constellation& constellation : catalogue.constellations) {
      const SkyAngle angle = heavens.of(constellation.label);
      if (constellation.rank != rank || angle.elevation_deg < 6) continue;
      const page::Type type{
          .face = page::Face::Serif, .size_pt = rank == 1 ? 9.0 : 8.0, .slant = page::Slant::Italic};
      const Spot spot = on_disc(angle);
      const auto set = pen.typesetter.set(constellation.name, type);
      const Box middle{spot.x - set.width() / 2, spot.y - set.height() / 2, set.width(), set.height()};
      if (pen.labels.claim(middle))
        set.draw(pen.context, middle.x, middle.y, page::Align::Left, pen.style.name);
      else
        write_beside(pen, spot, 10, constellation.name, type, pen.style.name);
    }
  }
}

}  // namespace cupola::passes
