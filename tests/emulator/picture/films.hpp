#pragma once

#include "emulator/picture/film.hpp"

#include <cstddef>
#include <cstdint>
#include <random>

namespace cupola::tests {

/// A picture of one colour.
inline hat::Frame plain_frame(std::uint16_t pixel) {
  hat::Frame frame;
  frame.pixels.fill(pixel);
  return frame;
}

/// A dark picture with one lit pixel.
inline hat::Frame dot_frame(std::size_t at, std::uint16_t pixel = 0xffff) {
  hat::Frame frame;
  frame.pixels.at(at) = pixel;
  return frame;
}

/// A legal film of up to 40 pictures, some of them nearly the same as the one before.
inline picture::Film random_film(std::mt19937& random) {
  const auto below = [&](std::uint32_t limit) { return static_cast<std::uint32_t>(random() % limit); };
  picture::Film film;
  picture::FilmFrame next;
  const std::uint32_t count = below(40);
  for (std::uint32_t i = 0; i < count; ++i) {
    next.time_ms += below(4) == 0 ? below(100'000) : below(300);
    const std::uint32_t changes = below(4) == 0 ? 64 : below(8);
    for (std::uint32_t each = 0; each < changes; ++each)
      next.frame.pixels.at(below(64)) = static_cast<std::uint16_t>(below(65'536));
    film.frames.push_back(next);
  }
  film.duration_ms = next.time_ms + below(1000);
  film.total_updates = count + (std::uint64_t{below(1000)} << 32);
  for (std::uint8_t& level : film.gamma) level = static_cast<std::uint8_t>(below(32));
  return film;
}

}  // namespace cupola::tests
