#pragma once

#include "certificates/page/canvas.hpp"
#include "emulator/picture/film.hpp"

namespace cupola::page {

/// One picture as an eye sees it on the LEDs (picture::Look::AsSeen): round lights with a glow on a dark
/// board that fills the square `box`.
void draw_lights(cairo_t* context, const Box& box, const hat::Frame& frame, const hat::GammaTable& gamma);

}  // namespace cupola::page
