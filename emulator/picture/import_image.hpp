#pragma once

#include "emulator/picture/timed_picture.hpp"

#include <string_view>

namespace cupola::picture {

/// The pictures of a PNG or of an (animated) GIF, 8 × 8 each. A multiple of 8 × 8 gives the middle of every
/// square, any other size the average light of it, of the largest square in the middle; what is transparent
/// is dark. A PNG eight pixels high and a multiple of eight wide is a strip of pictures side by side. A GIF
/// without a time for a picture shows it for 0.1 s, as browsers do. Throws std::invalid_argument that says
/// what is wrong: another format, damage, more than 16 MiB, more than 4096 pixels a side, more than
/// kMostPictures, more work than 256 million pixels.
Animation import_image(std::string_view bytes);

}  // namespace cupola::picture
