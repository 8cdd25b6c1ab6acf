#pragma once

#include "certificates/page/poster.hpp"
#include "certificates/page/world_map.hpp"

#include <span>

// What poster and time-lapse have in common.

namespace cupola::page {

/// The colour of a picture as one light: of its lit LEDs, at full brightness. A dark picture is pale blue.
Ink light_of(const PosterMark& mark);

/// A glowing dot for each run; `radius` in points.
void draw_marks(cairo_t* context, const MapFrame& frame, std::span<const PosterMark> marks, double radius);

/// Rows of equal squares that fill a box best.
struct Tiles {
  std::size_t columns = 1;
  double pitch = 0;  ///< from one square to the next, to the right
  double row = 0;    ///< and down
  double side = 0;
  Box box_of(const Box& room, std::size_t index, std::size_t count) const;
};
/// `caption`: the height left below each square.
Tiles tiles_for(const Box& room, std::size_t count, double largest, double caption = 0);

/// The pictures, large ones with their glow, small ones as sharp squares.
void draw_tiles(cairo_t* context, const Box& room, const Tiles& tiles, std::span<const PosterMark> marks);

}  // namespace cupola::page
