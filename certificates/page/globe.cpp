#include "certificates/page/globe.hpp"

#include "certificates/page/sky.hpp"
#include "certificates/page/world_map.hpp"

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

/// Square degrees, by the shoelace; counter-clockwise is positive.
double signed_area(const geo::Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const geo::MapPoint& a = ring[i];
    const geo::MapPoint& b = ring[(i + 1) % ring.size()];
    sum += a.longitude_deg * b.latitude_deg - b.longitude_deg * a.latitude_deg;
  }
  return sum / 2;
}

/// Even-odd crossings of a ray to the east.
bool holds(const geo::Ring& ring, const geo::MapPoint& place) {
  bool inside = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const geo::MapPoint& a = ring[i];
    const geo::MapPoint& b = ring[(i + 1) % ring.size()];
    if ((a.latitude_deg > place.latitude_deg) == (b.latitude_deg > place.latitude_deg)) continue;
    const double share = (place.latitude_deg - a.latitude_deg) / (b.latitude_deg - a.latitude_deg);
    if (place.longitude_deg < a.longitude_deg + share * (b.longitude_deg - a.longitude_deg)) inside = !inside;
  }
  return inside;
}

/// The ring with only the corners that show, counter-clockwise.
GlobeLand::Outline outline_of(const geo::Ring& ring, double tolerance_deg) {
  std::vector<bool> kept(ring.size(), false);
  const std::size_t half = ring.size() / 2;
  kept.front() = kept.at(half) = kept.back() = true;
  keep_corners(ring, 0, half, tolerance_deg, kept);
  keep_corners(ring, half, ring.size() - 1, tolerance_deg, kept);
  GlobeLand::Outline outline;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    if (kept[i]) outline.push_back(unit_vector(ring[i].latitude_deg, ring[i].longitude_deg));
  }
  if (signed_area(ring) < 0) std::reverse(outline.begin(), outline.end());
  return outline;
}

/// Looks down on a place: turns the Earth so that it lies in the middle of a disc.
class Eye {
 public:
  Eye(double latitude_deg, double longitude_deg, const Box& box)
      : up_(unit_vector(latitude_deg, longitude_deg)),
        east_(unit_vector(0, longitude_deg + 90)),
        north_(unit_vector(latitude_deg + 90, longitude_deg)),
        box_(box) {}

  /// On the disc: 1 is its radius, x to the right, y up, z towards the eye.
  Vec3 look(const Vec3& place) const {
    return {orbit::dot(place, east_), orbit::dot(place, north_), orbit::dot(place, up_)};
  }
  PagePoint on_page(const Vec3& seen) const {
    return {box_.middle_x() + seen.x * box_.width / 2, box_.middle_y() - seen.y * box_.width / 2};
  }
  const Box& box() const { return box_; }

 private:
  Vec3 up_;
  Vec3 east_;
  Vec3 north_;
  Box box_;
};

/// A piece of an outline in front, between the limb and the limb.
struct Piece {
  std::vector<Vec3> points;
  double in = 0;  ///< the angle on the disc where it comes over the limb
  double out = 0;
  bool used = false;
};

double limb_angle(const Vec3& front, const Vec3& behind) {
  const double share = front.z / (front.z - behind.z);
  return std::atan2(front.y + share * (behind.y - front.y), front.x + share * (behind.x - front.x));
}

/// The pieces of an outline; one without `in` and `out` if all of it is in front, none if nothing is.
std::vector<Piece> pieces_of(const std::vector<Vec3>& outline) {
  std::vector<Piece> pieces;
  const std::size_t count = outline.size();
  std::size_t first = count;
  for (std::size_t i = 0; i < count && first == count; ++i) {
    if (outline[i].z < 0) first = i;
  }
  if (first == count) return {{outline, 0, 0, false}};
  for (std::size_t step = 1; step <= count; ++step) {
    const Vec3& last = outline[(first + step - 1) % count];
    const Vec3& now = outline[(first + step) % count];
    if (now.z >= 0 && last.z < 0) pieces.push_back({{}, limb_angle(now, last), 0, false});
    if (now.z >= 0) pieces.back().points.push_back(now);
    if (now.z < 0 && last.z >= 0) pieces.back().out = limb_angle(last, now);
  }
  return pieces;
}

void add_piece(cairo_t* context, const Eye& eye, const Piece& piece, bool first) {
  constexpr double kLeastStep = 1.1;  // points: more would not be seen
  PagePoint last{-1e9, -1e9};
  for (const Vec3& seen : piece.points) {
    const PagePoint point = eye.on_page(seen);
    if (std::hypot(point.x - last.x, point.y - last.y) < kLeastStep) continue;
    if (first) cairo_move_to(context, point.x, point.y);
    if (!first) cairo_line_to(context, point.x, point.y);
    first = false;
    last = point;
  }
}

/// The part of a region that is in front: where its outline goes behind the limb, the limb is its edge as far
/// as the next place where it comes up again, with the region on the left.
void add_region(cairo_t* context, const Eye& eye, const std::vector<Vec3>& outline) {
  std::vector<Vec3> seen;
  seen.reserve(outline.size());
  bool in_front = false;
  for (const Vec3& place : outline) {
    seen.push_back(eye.look(place));
    in_front = in_front || seen.back().z >= 0;
  }
  if (!in_front) return;
  std::vector<Piece> pieces = pieces_of(seen);
  const bool whole = pieces.size() == 1 && pieces.front().in == pieces.front().out;
  for (Piece& start : pieces) {
    if (start.used) continue;
    Piece* piece = &start;
    do {
      piece->used = true;
      add_piece(context, eye, *piece, piece == &start);
      if (whole) break;
      const auto ahead = [&](const Piece& other) {
        const double turn = std::fmod(other.in - piece->out, 2 * pi);
        return turn < 0 ? turn + 2 * pi : turn;
      };
      Piece* next = &*std::min_element(pieces.begin(), pieces.end(),
                                       [&](const Piece& a, const Piece& b) { return ahead(a) < ahead(b); });
      cairo_arc_negative(context, eye.box().middle_x(), eye.box().middle_y(), eye.box().width / 2,
                         -piece->out, -next->in);
      piece = next;
    } while (!piece->used);
    cairo_close_path(context);
  }
}

void draw_land(cairo_t* context, const Eye& eye, const MapLook& look, const GlobeLand& land) {
  for (const auto& outline : land.land()) add_region(context, eye, outline);
  fill(context, look.globe_land);
  for (const auto& outline : land.lakes()) add_region(context, eye, outline);
  fill(context, look.globe_sea);
}

void draw_shade(cairo_t* context, const Eye& eye, const MapLook& look, geo::MapPoint sun) {
  const Box& box = eye.box();
  for (const double altitude : {0.0, -9.0}) {
    std::vector<Vec3> outline;
    for (const geo::MapPoint& point : darkness(sun, altitude, 60)) {
      outline.push_back(unit_vector(point.latitude_deg, point.longitude_deg));
    }
    add_region(context, eye, outline);
    if (look.night_look == NightLook::Hatch) {
      const Saved saved(context);
      clip(context);
      constexpr double kStep = 3.2;
      const int lines = static_cast<int>((box.width + box.height) / kStep) + 1;
      for (int line = 0; line < lines; ++line) {
        const double x = box.x - box.height + kStep * line;
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
    const Vec3 seen = eye.look(unit_vector(place.latitude_deg, place.longitude_deg));
    const PagePoint point = eye.on_page(seen);
    if (seen.z >= 0 && drawing) cairo_line_to(context, point.x, point.y);
    if (seen.z >= 0 && !drawing) cairo_move_to(context, point.x, point.y);
    drawing = seen.z >= 0;
  }
  stroke_keep(context, look.halo, 2.2);
  stroke(context, look.orbit, 0.9);
}

}  // namespace

GlobeLand::GlobeLand(const geo::Atlas& atlas, double radius) {
  const double tolerance_deg = std::clamp(60 / radius, 0.3, 2.0);
  const double least_area = 4 * tolerance_deg * tolerance_deg;
  std::vector<const geo::Ring*> large;
  for (const geo::Ring& ring : atlas.land()) {
    if (std::abs(signed_area(ring)) >= least_area) large.push_back(&ring);
  }
  for (const geo::Ring* ring : large) {
    const bool is_lake = std::any_of(large.begin(), large.end(), [&](const geo::Ring* other) {
      return other != ring && holds(*other, ring->front());
    });
    (is_lake ? lakes_ : land_).push_back(outline_of(*ring, tolerance_deg));
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
    clip(context);
    draw_land(context, eye, look, land);
    draw_shade(context, eye, look, view.sun);
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
