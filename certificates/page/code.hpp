#pragma once

#include "certificates/page/canvas.hpp"

#include <string_view>

namespace cupola::page {

/// A QR code (ISO/IEC 18004, level M, quiet zone of four modules included) of `text` in a square box, dark on
/// white. Throws std::invalid_argument if the text is empty or too long for any (2331 bytes).
void draw_code(cairo_t* context, const Box& box, std::string_view text);

}  // namespace cupola::page
