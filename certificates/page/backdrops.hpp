#pragma once

#include "certificates/page/design.hpp"

// What lies below everything in each design.

namespace cupola::page {

/// Guilloche, corner stars: the ceremony of a banknote.
void draw_ceremony_backdrop(cairo_t* context, const Design& design, const Slots& slots, const Box& page);
/// Deep space with stars to the edge of the page.
void draw_night_backdrop(cairo_t* context, const Design& design, const Slots& slots, const Box& page);
/// Warm paper, a graduated neat line around the map, ruled cells.
void draw_chart_backdrop(cairo_t* context, const Design& design, const Slots& slots, const Box& page);
/// A dark wall on the left for the lights.
void draw_lights_backdrop(cairo_t* context, const Design& design, const Slots& slots, const Box& page);
/// A bright frame of coloured lights.
void draw_confetti_backdrop(cairo_t* context, const Design& design, const Slots& slots, const Box& page);
/// White, with two hairlines.
void draw_plain_backdrop(cairo_t* context, const Design& design, const Slots& slots, const Box& page);

}  // namespace cupola::page
