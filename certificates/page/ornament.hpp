#pragma once

#include "certificates/page/canvas.hpp"

namespace cupola::page {

/// The frame of the page: a navy rule, a braided guilloche band, a gold hairline.
void draw_frame(cairo_t* context, const Box& page);

/// A gold hairline with a star in its middle.
void draw_divider(cairo_t* context, double x, double y, double width);

/// The emblem: the Cupola's seven windows from inside, Earth's limb and stars behind them.
void draw_emblem(cairo_t* context, double x, double y, double radius);
/// The same in a few black lines.
void draw_emblem_outline(cairo_t* context, double x, double y, double radius);

}  // namespace cupola::page
