#include "certificates/page/world_map.hpp"

#include "certificates/page/sky.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cupola::page {
namespace {

using std::numbers::pi;

/// Degrees east of the map's left edge, 0–360.
double east_of_edge(double longitude_deg) {
  const double turned = std::fmod(longitude_deg - MapFrame::kLeftEdgeDeg, 360.0);
  return turned < 0 ? turned + 360 : turned;
}

void add_ring(cairo_t* context, const MapFrame& frame, const geo::Ring& ring, double shift_deg) {
  bool first = true;
  for (const geo::MapPoint& point : ring) {
    const double x =
        frame.box().x + (point.longitude_deg + shift_deg - MapFrame::kLeftEdgeDeg) * frame.scale();
    const double y = frame.box().y + (frame.top_deg() - point.latitude_deg) * frame.scale();
    if (first) cairo_move_to(context, x, y);
    if (!first) cairo_line_to(context, x, y);
    first = false;
  }
  cairo_close_path(context);
}

/// The outlines twice: the part west of the left edge comes again at the right.
void add_land(cairo_t* context, const MapFrame& frame, const geo::Atlas& atlas) {
  for (const geo::Ring& ring : atlas.land()) {
    bool at_right = false;
    for (const geo::MapPoint& point : ring)
      at_right = at_right || point.longitude_deg < MapFrame::kLeftEdgeDeg;
    add_ring(context, frame, ring, 0);
    if (at_right) add_ring(context, frame, ring, 360);
  }
}

void draw_graticule(cairo_t* context, const MapFrame& frame, const MapLook& look) {
  const Box& box = frame.box();
  for (int longitude = -150; longitude < 190; longitude += 30) {
    const double x = frame.place(longitude, 0).x;
    cairo_move_to(context, x, box.y);
    cairo_line_to(context, x, box.bottom());
  }
  for (int latitude = -60; latitude <= 60; latitude += 30) {
    const double y = frame.place(0, latitude).y;
    if (y > box.bottom() || y < box.y) continue;
    cairo_move_to(context, box.x, y);
    cairo_line_to(context, box.right(), y);
  }
  stroke(context, look.graticule, 0.4);
  cairo_move_to(context, box.x, frame.place(0, 0).y);
  cairo_line_to(context, box.right(), frame.place(0, 0).y);
  stroke(context, mix(look.graticule, look.coast, 0.45), 0.5);
}

void draw_borders(cairo_t* context, const MapFrame& frame, const MapLook& look, const geo::Atlas& atlas) {
  for (const geo::Ring& line : atlas.borders()) {
    for (const double shift : {0.0, 360.0}) {
      for (const geo::MapPoint& point : line) {
        const double x =
            frame.box().x + (point.longitude_deg + shift - MapFrame::kLeftEdgeDeg) * frame.scale();
        const double y = frame.box().y + (frame.top_deg() - point.latitude_deg) * frame.scale();
        if (&point == &line.front()) cairo_move_to(context, x, y);
        if (&point != &line.front()) cairo_line_to(context, x, y);
      }
      if (line.front().longitude_deg >= MapFrame::kLeftEdgeDeg) break;
    }
  }
  stroke(context, look.border, 0.3);
}

/// The outline at every place where the map shows some of it; one that goes around a pole is closed there.
void add_darkness(cairo_t* context, const MapFrame& frame, const geo::Ring& ring, double pole_deg) {
  const double turned = ring.back().longitude_deg - ring.front().longitude_deg;
  const bool around_pole = std::abs(turned) > 180;
  for (const double shift : {-720.0, -360.0, 0.0, 360.0, 720.0}) {
    const auto at = [&](double longitude, double latitude) {
      return PagePoint{frame.box().x + (longitude + shift - MapFrame::kLeftEdgeDeg) * frame.scale(),
                       frame.box().y + (frame.top_deg() - latitude) * frame.scale()};
    };
    double least = 1e9;
    double most = -1e9;
    for (const geo::MapPoint& point : ring) {
      least = std::min(least, at(point.longitude_deg, 0).x);
      most = std::max(most, at(point.longitude_deg, 0).x);
    }
    if (most < frame.box().x || least > frame.box().right()) continue;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const PagePoint to = at(ring[i].longitude_deg, ring[i].latitude_deg);
      if (i == 0) cairo_move_to(context, to.x, to.y);
      if (i == 0) continue;
      // Far out on one side there is nothing to see of a line's corners.
      const bool last = i + 1 == ring.size();
      const double next = last ? to.x : at(ring[i + 1].longitude_deg, 0).x;
      const double before = at(ring[i - 1].longitude_deg, 0).x;
      const bool left = std::max({before, to.x, next}) < frame.box().x;
      const bool right = std::min({before, to.x, next}) > frame.box().right();
      if (last || !(left || right)) cairo_line_to(context, to.x, to.y);
    }
    if (around_pole) {
      const double whole = turned > 0 ? 360 : -360;
      const PagePoint end = at(ring.front().longitude_deg + whole, ring.front().latitude_deg);
      cairo_line_to(context, end.x, end.y);
      cairo_line_to(context, end.x, at(0, pole_deg).y);
      cairo_line_to(context, at(ring.front().longitude_deg, 0).x, at(0, pole_deg).y);
    }
    cairo_close_path(context);
  }
}

/// Slanted hairlines over the whole box; the clip says where they show.
void draw_hatching(cairo_t* context, const Box& box, Ink ink) {
  constexpr double kSpacing = 3.2;
  const int lines = static_cast<int>(std::ceil((box.right() - box.x + box.height) / kSpacing));
  for (int i = 0; i < lines; ++i) {
    const double x = box.x - box.height + i * kSpacing;
    cairo_move_to(context, x, box.bottom());
    cairo_line_to(context, x + box.height, box.y);
  }
  stroke(context, ink, 0.25);
}

/// `every`: 2 leaves out every other point within a piece.
void trace(cairo_t* context, const std::vector<std::vector<PagePoint>>& pieces, std::size_t every = 1) {
  for (const std::vector<PagePoint>& piece : pieces) {
    for (std::size_t i = 0; i < piece.size(); ++i) {
      if (i == 0) cairo_move_to(context, piece[i].x, piece[i].y);
      if (i > 0 && (i % every == 0 || i + 1 == piece.size())) cairo_line_to(context, piece[i].x, piece[i].y);
    }
  }
}

/// A small arrow head every `spacing` points: which way the station flew.
void draw_arrows(cairo_t* context, const std::vector<std::vector<PagePoint>>& pieces, Ink ink) {
  constexpr double kSpacing = 62;
  double since = kSpacing / 2;
  for (const std::vector<PagePoint>& piece : pieces) {
    for (std::size_t i = 1; i < piece.size(); ++i) {
      const double dx = piece[i].x - piece[i - 1].x;
      const double dy = piece[i].y - piece[i - 1].y;
      since += std::hypot(dx, dy);
      if (since < kSpacing) continue;
      since = 0;
      const Saved saved(context);
      cairo_translate(context, piece[i].x, piece[i].y);
      cairo_rotate(context, std::atan2(dy, dx));
      cairo_move_to(context, 3.4, 0);
      cairo_line_to(context, -2.6, -2.7);
      cairo_line_to(context, -1.2, 0);
      cairo_line_to(context, -2.6, 2.7);
      cairo_close_path(context);
      fill(context, ink);
    }
  }
}

/// A pin whose point stands on the place.
void draw_marker(cairo_t* context, const MapLook& look, PagePoint place) {
  constexpr double kHead = 7;
  constexpr double kHeight = 20.5;
  const Saved saved(context);
  cairo_translate(context, place.x, place.y);
  const double y = -kHeight + kHead;
  cairo_new_sub_path(context);
  cairo_arc(context, 0, y, kHead, pi * 0.88, pi * 2.12);
  cairo_curve_to(context, kHead * 0.62, y + kHead * 1.15, 1.2, -3.5, 0, 0);
  cairo_curve_to(context, -1.2, -3.5, -kHead * 0.62, y + kHead * 1.15, -kHead * std::cos(pi * 0.12),
                 y + kHead * std::sin(pi * 0.12));
  cairo_close_path(context);
  stroke_keep(context, look.halo.with_alpha(1), 2.2);
  fill(context, look.marker);
  add_circle(context, 0, y, 2.7);
  fill(context, kPaper);
}

}  // namespace

PagePoint MapFrame::place(double longitude_deg, double latitude_deg) const {
  return {box_.x + east_of_edge(longitude_deg) * scale_, box_.y + (top_ - latitude_deg) * scale_};
}

std::vector<std::vector<PagePoint>> MapFrame::pieces(const std::vector<orbit::Geodetic>& path) const {
  std::vector<std::vector<PagePoint>> result;
  for (const orbit::Geodetic& point : path) {
    const PagePoint now = place(point.longitude_deg, point.latitude_deg);
    if (result.empty()) {
      result.push_back({now});
      continue;
    }
    const PagePoint last = result.back().back();
    if (std::abs(now.x - last.x) <= box_.width / 2) {
      result.back().push_back(now);
      continue;
    }
    // The short way leads over an edge: out there, in on the other side, at the same height.
    const bool eastward = now.x < last.x;
    const double out = eastward ? box_.right() : box_.x;
    const double in = eastward ? box_.x : box_.right();
    const double whole = std::abs(out - last.x) + std::abs(now.x - in);
    const double y = whole > 0 ? last.y + (now.y - last.y) * std::abs(out - last.x) / whole : now.y;
    result.back().push_back({out, y});
    result.push_back({{in, y}, now});
  }
  return result;
}

void draw_base_map(cairo_t* context, const MapFrame& frame, const MapLook& look, const BaseMap& map) {
  const Saved saved(context);
  add_rounded_box(context, frame.box(), look.corner);
  fill_keep(context, look.sea);
  clip(context);
  draw_graticule(context, frame, look);
  cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
  add_land(context, frame, map.atlas);
  fill_keep(context, look.land);
  stroke(context, look.coast, 0.35);
  if (map.borders) draw_borders(context, frame, look, map.atlas);
}

void draw_night(cairo_t* context, const MapFrame& frame, const MapLook& look, geo::MapPoint sun) {
  const int points = frame.box().width > 1000 ? 180 : 54;  // enough that nobody sees corners
  const Saved saved(context);
  add_rounded_box(context, frame.box(), look.corner);
  clip(context);
  // The dark pole is the one away from the Sun.
  const double pole = sun.latitude_deg > 0 ? -90 : 90;
  for (const double altitude : kNightSteps) {
    add_darkness(context, frame, darkness(sun, altitude, points), pole);
    if (look.night_look == NightLook::Hatch) {
      clip(context);
      draw_hatching(context, frame.box(), look.night);
      return;
    }
    fill(context, look.night);
  }
}

void draw_track(cairo_t* context, const MapFrame& frame, const MapLook& look, const Track& track) {
  const Saved saved(context);
  {
    const Saved clipped(context);
    add_rounded_box(context, frame.box(), look.corner);
    clip(context);
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
    const auto orbit = frame.pieces(track.orbit_path);
    trace(context, orbit, 2);  // nobody sees the corners of a halo
    stroke(context, look.halo, 3);
    trace(context, orbit);
    stroke(context, look.orbit, 1.3);
    draw_arrows(context, orbit, look.orbit);
  }
  draw_marker(context, look, frame.place(track.position.longitude_deg, track.position.latitude_deg));
  // Above the marker's point: half a minute is only 3 points long.
  add_box(context, frame.box());
  clip(context);
  cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND);
  trace(context, frame.pieces(track.flown_path));
  stroke_keep(context, look.halo.with_alpha(1), 4.8);
  stroke(context, look.flown, 3.2);
}

}  // namespace cupola::page
