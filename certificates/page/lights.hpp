#pragma once

#include "certificates/page/canvas.hpp"
#include "certificates/page/design.hpp"
#include "emulator/picture/film.hpp"

namespace cupola::page {

/// One picture as an eye sees it on the LEDs (picture::Look::AsSeen), in the matrix's own position: round
/// lights on a board that fills the square `box`, with a glow where the look and the size are for it.
void draw_lights(cairo_t* context, const Box& box, const LightsLook& look, const hat::Frame& frame,
                 const hat::GammaTable& gamma);

}  // namespace cupola::page
