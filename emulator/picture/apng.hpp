#pragma once

#include "emulator/picture/film.hpp"
#include "emulator/picture/led_look.hpp"

#include <cstddef>
#include <string>

namespace cupola::picture {

/// The bytes of an endlessly repeated APNG (an animated PNG: PNG third edition, W3C 2025, section 11.3.4) of
/// the whole film, at the same times as its GIF (gif.hpp): the matrix as panel_picture.hpp bakes it, in all
/// its colours and with see-through corners. Only what changed is written. Software that knows no APNG shows
/// the first picture. Throws std::invalid_argument for a side outside 64–2048.
std::string encode_apng(const Film& film, Look look = Look::AsSeen, std::size_t size_px = 256);

}  // namespace cupola::picture
