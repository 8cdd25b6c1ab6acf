#pragma once

#include "certificates/geo/atlas.hpp"
#include "certificates/page/certificate.hpp"
#include "certificates/page/type.hpp"
#include "certificates/page/world_map.hpp"

namespace cupola::page {

/// A4 landscape in points.
inline constexpr Box kPage{0, 0, 841.8898, 595.2756};

/// Draws what is the same on every certificate: paper, frame, emblem, map.
void draw_base(cairo_t* context, const geo::Atlas& atlas);

/// Draws what is this certificate's own, above the base.
void draw_certificate(cairo_t* context, const Typesetter& typesetter, const Certificate& certificate);

}  // namespace cupola::page
