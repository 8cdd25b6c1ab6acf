#pragma once

#include "certificates/page/canvas.hpp"

#include <string_view>

namespace cupola::page {

/// The mission's patch from the bytes of a PNG; null for none. Throws std::invalid_argument for what is no
/// PNG.
Surface read_patch(std::string_view png);

/// The patch within a square box, its sides kept in proportion.
void draw_patch(cairo_t* context, cairo_surface_t* patch, const Box& box);

}  // namespace cupola::page
