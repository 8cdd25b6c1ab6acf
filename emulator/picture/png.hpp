#pragma once

#include "emulator/picture/film.hpp"
#include "emulator/picture/led_look.hpp"

#include <cstddef>
#include <string>

namespace cupola::picture {

/// The bytes of a PNG file (8-bit RGB). Throws std::invalid_argument for an image without pixels or whose
/// pixels do not fit its size.
std::string encode_png(const Image& image);

/// The telling pictures of a film (highlights.hpp) side by side in one row.
/// A film in which nothing was lit gives one dark picture. Throws as render_frame() does.
Image film_strip(const Film& film, std::size_t most = 8, Look look = Look::AsSeen, std::size_t cell_px = 16);

}  // namespace cupola::picture
