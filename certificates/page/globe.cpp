#include "certificates/page/globe.hpp"

#include "certificates/page/sky.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cupola::page {
namespace {

using orbit::Vec3;
using std::numbers::pi;

Vec3 unit_vector(double latitude_deg, double longitude_deg) {
  const double latitude = latitude_deg * pi / 180;
  const double longitude = longitude_deg * pi / 180;
  return {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude),
          std::sin(latitude)};
}

/// Douglas-Peucker between two kept points, degrees of longitude and latitude taken as plane.
void keep_corners(const geo::Ring& ring, std::size_t from, std::size_t to, double tolerance,
                  std::vector<bool>& kept) {
  const geo::MapPoint& a = ring.at(from);
  const geo::MapPoint& b = ring.at(to);
  const double shrink = std::cos((a.latitude_deg + b.latitude_deg) * pi / 360);
  const double dx = (b.longitude_deg - a.longitude_deg) * shrink;
  const double dy = b.latitude_deg - a.latitude_deg;
  const double length = std::hypot(dx, dy);
  double farthest = 0;
  std::size_t corner = from;
  for (std::size_t i = from + 1; i < to; ++i) {
    const double px = (ring[i].longitude_deg - a.longitude_deg) * shrink;
    const double py = ring[i].latitude_deg - a.latitude_deg;
    const double off = length > 0 ? std::abs(px * dy - py * dx) / length : std::hypot(px, py);
    if (off <= farthest) continue;
    farthest = off;
    corner = i;
  }
  if (farthest <= tolerance) return;
  kept.at(corner) = true;
  keep_corners(ring, from, corner, tolerance, kept);
  keep_corners(ring, corner, to, tolerance, kept);
}

/// Square degrees, by the shoelace.
double area(const geo::Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const geo::MapPoint& a = ring[i];
    const geo::MapPoint& b = ring[(i + 1) % ring.size()];
    sum += a.longitude_deg * b.latitude_deg - b.longitude_deg * a.latitude_deg;
  }
  return std::abs(sum) / 2;
}

/// Looks down on a place: turns the Earth so that it lies in the middle of a disc.
class Eye {
 public:
  Eye(double latitude_deg, double longitude_deg, const Box& box)
      : up_(unit_vector(latitude_deg, longitude_deg)),
        east_(unit_vector(0, longitude_deg + 90)),
        north_(unit_vector(latitude_deg + 90, longitude_deg)),
        box_(box) {}

  struct Seen {
    double x = 0;
    double y = 0;
    bool in_front = false;
  };
  /// What lies behind the limb is moved out to it, so that an outline stays one.
  Seen look(const Vec3& place) const {
    double x = orbit::dot(place, east_);
    double y = orbit::dot(place, north_);
    const bool in_front = orbit::dot(place, up_) >= 0;
    if (!in_front) {
      const double far = std::max(1e-9, std::hypot(x, y));
      x /= far;
      y /= far;
    }
    return {box_.middle_x() + x * box_.width / 2, box_.middle_y() - y * box_.width / 2, in_front};
  }

 private:
  Vec3 up_;
  Vec3 east_;
  Vec3 north_;
  Box box_;
};

void add_outline(cairo_t* context, const Eye& eye, const std::vector<Vec3>& ring, double least_step) {
  std::vector<Eye::Seen> seen;
  seen.reserve(ring.size());
  bool any = false;
  for (const Vec3& place : ring) {
    seen.push_back(eye.look(place));
    any = any || seen.back().in_front;
  }
  if (!any) return;
  const Eye::Seen* last = nullptr;
  for (const Eye::Seen& point : seen) {
    // Along the limb, and where foreshortening heaps points up, few of them are enough.
    if (last != nullptr && std::hypot(point.x - last->x, point.y - last->y) < least_step) continue;
    if (last == nullptr) cairo_move_to(context, point.x, point.y);
    if (last != nullptr) cairo_line_to(context, point.x, point.y);
    last = &point;
  }
  cairo_close_path(context);
}

void draw_land(cairo_t* context, const Eye& eye, const MapLook& look, const GlobeLand& land) {
  cairo_set_fill_rule(context, CAIRO_FILL_RULE_EVEN_ODD);
  for (const auto& ring : land.rings()) add_outline(context, eye, ring, 0.7);
  fill(context, look.globe_land);
  cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING);
}

void draw_shade(cairo_t* context, const Eye& eye, const Box& box, const MapLook& look, geo::MapPoint sun) {
  for (const double altitude : {0.0, -9.0}) {
    std::vector<Vec3> outline;
    for (const geo::MapPoint& point : darkness(sun, altitude, 60)) {
      outline.push_back(unit_vector(point.latitude_deg, point.longitude_deg));
    }
    add_outline(context, eye, outline, 0.2);
    if (look.night_look == NightLook::Hatch) {
      const Saved saved(context);
      cairo_clip(context);
      for (double x = box.x - box.height; x < box.right(); x += 3.2) {
        cairo_move_to(context, x, box.bottom());
        cairo_line_to(context, x + box.height, box.y);
      }
      stroke(context, look.globe_night, 0.25);
      return;
    }
    fill(context, look.globe_night);
  }
}

void draw_orbit(cairo_t* context, const Eye& eye, const MapLook& look,
                const std::vector<orbit::Geodetic>& path) {
  bool drawing = false;
  for (const orbit::Geodetic& place : path) {
    const Eye::Seen point = eye.look(unit_vector(place.latitude_deg, place.longitude_deg));
    if (point.in_front && drawing) cairo_line_to(context, point.x, point.y);
    if (point.in_front && !drawing) cairo_move_to(context, point.x, point.y);
    drawing = point.in_front;
  }
  stroke_keep(context, look.halo, 2.2);
  stroke(context, look.orbit, 0.9);
}

}  // namespace

GlobeLand::GlobeLand(const geo::Atlas& atlas) {
  constexpr double kToleranceDeg = 0.75;
  constexpr double kLeastArea = 1.5;
  for (const geo::Ring& ring : atlas.land()) {
    if (ring.size() < 4 || area(ring) < kLeastArea) continue;
    std::vector<bool> kept(ring.size(), false);
    const std::size_t half = ring.size() / 2;
    kept.front() = kept.at(half) = kept.back() = true;
    keep_corners(ring, 0, half, kToleranceDeg, kept);
    keep_corners(ring, half, ring.size() - 1, kToleranceDeg, kept);
    std::vector<Vec3> places;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      if (kept[i]) places.push_back(unit_vector(ring[i].latitude_deg, ring[i].longitude_deg));
    }
    rings_.push_back(std::move(places));
  }
}

void draw_globe_base(cairo_t* context, const Box& box, const MapLook& look) {
  const double radius = box.width / 2;
  if (look.air.alpha > 0) {
    const Pattern air(cairo_pattern_create_radial(box.middle_x(), box.middle_y(), radius, box.middle_x(),
                                                  box.middle_y(), radius * 1.1));
    cairo_pattern_add_color_stop_rgba(air.get(), 0, look.air.red, look.air.green, look.air.blue,
                                      look.air.alpha);
    cairo_pattern_add_color_stop_rgba(air.get(), 1, look.air.red, look.air.green, look.air.blue, 0);
    add_circle(context, box.middle_x(), box.middle_y(), radius * 1.1);
    cairo_set_source(context, air.get());
    cairo_fill(context);
  }
  add_circle(context, box.middle_x(), box.middle_y(), radius);
  fill(context, look.globe_sea);
}

void draw_globe(cairo_t* context, const Box& box, const MapLook& look, const GlobeLand& land,
                const GlobeView& view) {
  const Eye eye(view.below.latitude_deg, view.below.longitude_deg, box);
  {
    const Saved saved(context);
    add_circle(context, box.middle_x(), box.middle_y(), box.width / 2);
    cairo_clip(context);
    draw_land(context, eye, look, land);
    draw_shade(context, eye, box, look, view.sun);
    draw_orbit(context, eye, look, view.orbit_path);
  }
  add_circle(context, box.middle_x(), box.middle_y(), box.width / 2);
  stroke(context, look.coast, 0.6);
  add_circle(context, box.middle_x(), box.middle_y(), 3.2);
  fill(context, look.halo.with_alpha(1));
  add_circle(context, box.middle_x(), box.middle_y(), 2.3);
  fill(context, look.marker);
}

}  // namespace cupola::page
