#include "certificates/page/map_labels.hpp"

#include "certificates/page/tagged_page.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace cupola::page {
namespace {

bool overlap(const Box& a, const Box& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

bool within(const Box& inner, const Box& outer) {
  return inner.x >= outer.x && inner.right() <= outer.right() && inner.y >= outer.y &&
         inner.bottom() <= outer.bottom();
}

/// Where a label of this size may stand at a dot: right, left, above or below it, the first that is free.
std::optional<Box> free_spot(PagePoint dot, const SetText& text, const Box& map,
                             const std::vector<Box>& taken) {
  constexpr double kGap = 3.2;
  const double width = text.width();
  const double height = text.height();
  for (const Box& spot : {Box{dot.x + kGap, dot.y - height / 2, width, height},
                          Box{dot.x - kGap - width, dot.y - height / 2, width, height},
                          Box{dot.x - width / 2, dot.y - height - 1.5, width, height},
                          Box{dot.x - width / 2, dot.y + 1.5, width, height}}) {
    const bool is_free =
        std::none_of(taken.begin(), taken.end(), [&](const Box& box) { return overlap(box, spot); });
    if (is_free && within(spot, map.inset(2))) return spot;
  }
  return std::nullopt;
}

/// The station's line as small boxes, so that no name is struck through.
void add_track(std::vector<Box>& taken, const MapFrame& frame, const std::vector<orbit::Geodetic>& path) {
  constexpr double kHalf = 1.6;
  for (const auto& piece : frame.pieces(path)) {
    for (std::size_t i = 1; i < piece.size(); ++i) {
      for (const double share : {0.0, 0.33, 0.67}) {
        const double x = piece[i - 1].x + (piece[i].x - piece[i - 1].x) * share;
        const double y = piece[i - 1].y + (piece[i].y - piece[i - 1].y) * share;
        taken.push_back({x - kHalf, y - kHalf, 2 * kHalf, 2 * kHalf});
      }
    }
  }
}

}  // namespace

void draw_map_labels(cairo_t* context, const Typesetter& typesetter, const Words& words,
                     const MapFrame& frame, const MapLook& look, const Certificate& certificate) {
  constexpr std::size_t kMost = 8;
  constexpr std::size_t kTried = 20;
  const PagePoint marker = frame.place(certificate.position.longitude_deg, certificate.position.latitude_deg);
  std::vector<Box> taken{{marker.x - 9, marker.y - 23, 18, 27}};
  add_track(taken, frame, certificate.orbit_path);
  const double size = std::clamp(frame.scale() * 3.6, 5.0, 6.4);
  std::size_t drawn = 0;
  std::size_t tried = 0;
  for (const TrackPlace& near : places_near(certificate.orbit_path, certificate.position)) {
    if (drawn == kMost || ++tried > kTried) break;
    const PagePoint dot = frame.place(near.place->at.longitude_deg, near.place->at.latitude_deg);
    const Box dot_box{dot.x - 2, dot.y - 2, 4, 4};
    if (!within(dot_box, frame.box().inset(3)) || overlap(dot_box, taken.front())) continue;
    const SetText text = typesetter.set(words.city(near.place->zone), {.face = Face::Sans, .size_pt = size});
    const auto spot = free_spot(dot, text, frame.box(), taken);
    if (!spot) continue;
    {
      const Decoration decoration(context);
      add_circle(context, dot.x, dot.y, 1.1);
      fill(context, look.label);
    }
    text.draw(context, spot->x, spot->y, Align::Left, look.label);
    taken.push_back(*spot);
    taken.push_back(dot_box);
    ++drawn;
  }
}

}  // namespace cupola::page
