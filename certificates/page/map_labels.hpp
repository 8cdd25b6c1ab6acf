#pragma once

#include "certificates/page/certificate.hpp"
#include "certificates/page/type.hpp"
#include "certificates/page/words.hpp"
#include "certificates/page/world_map.hpp"

namespace cupola::page {

/// Names a few places near the track, none over another, over the marker or over the map's edge.
void draw_map_labels(cairo_t* context, const Typesetter& typesetter, const Words& words,
                     const MapFrame& frame, const MapLook& look, const Certificate& certificate);

}  // namespace cupola::page
