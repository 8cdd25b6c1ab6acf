#pragma once

#include "emulator/picture/film.hpp"

#include <cstddef>
#include <vector>

namespace cupola::picture {

/// The pictures that tell a film best: indices into `film.frames`, rising, all different from each other,
/// none blank to the eye (as seen, with the film's gamma table), at most `most`; if the eye saw nothing at
/// all, none blank as coded. Pictures shown for less than 0.3 s in all whose LEDs differ from the background
/// in fewer than eight places (the edges of a scrolled message) only count if there are no others. Of the
/// rest always the first and the last new one; in between one for each equal stretch of time: the one shown
/// longest there, of equals the one with most detail. With `most` 1: the one shown longest in all. Empty if
/// nothing was ever lit.
std::vector<std::size_t> highlights(const Film& film, std::size_t most);

}  // namespace cupola::picture
