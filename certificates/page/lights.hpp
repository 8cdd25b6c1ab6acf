#pragma once

#include "certificates/page/canvas.hpp"
#include "emulator/picture/film.hpp"

#include <vector>

namespace cupola::page {

/// The colour an eye sees on an LED that holds `rgb565`: the driver's gamma table makes it one of 32 steps of light,
/// and paper shows light as sRGB does. Opacity 1; black if the LED is dark.
Ink seen_colour(std::uint16_t rgb565, const hat::GammaTable& gamma);

/// One picture as the LEDs showed it: round lights with a glow on a dark board that fills the square `box`.
void draw_lights(cairo_t* context, const Box& box, const hat::Frame& frame, const hat::GammaTable& gamma);

}  // namespace cupola::page
