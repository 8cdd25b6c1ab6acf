#pragma once

#include "emulator/picture/film.hpp"
#include "emulator/picture/led_look.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cupola::picture {

/// One picture of a GIF: what is shown from `start_cs` on, in hundredths of a second, until the next one
/// starts.
struct GifStep {
  std::uint32_t start_cs = 0;
  std::size_t frame = kDark;  ///< index into the film's frames

  static constexpr std::size_t kDark = ~std::size_t{0};  ///< all LEDs off: before the first picture
  friend bool operator==(const GifStep&, const GifStep&) = default;
};

/// The film's times in a GIF's hundredths. Viewers slow down pictures shorter than 0.02 s, so of those within
/// 0.02 s the last one wins; no time is lost or added up. The first step starts at 0.
std::vector<GifStep> gif_steps(const Film& film);

/// When the last step ends, in hundredths of a second: the film's length, and at least 0.02 s after its
/// start.
std::uint32_t gif_length_cs(const Film& film);

/// The bytes of an endlessly repeated GIF of the whole film in its true timing: round lights as seen, squares
/// as coded, on a dark board. Throws std::invalid_argument for a cell outside 4–64.
std::string encode_gif(const Film& film, Look look = Look::AsSeen, std::size_t cell_px = 20);

}  // namespace cupola::picture
