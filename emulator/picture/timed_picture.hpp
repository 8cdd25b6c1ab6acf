#pragma once

#include <cupola/hat/frame.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace cupola::picture {

/// One picture of an animation as people draw it: full colours (the LEDs keep fewer), and how long it is
/// shown.
struct TimedPicture {
  std::array<hat::Color, hat::kPixelCount> colors{};  ///< row by row from the top left
  std::uint32_t duration_ms = 500;
  friend bool operator==(const TimedPicture&, const TimedPicture&) = default;
};

/// Pictures in their order, and how often all of them are shown.
struct Animation {
  std::vector<TimedPicture> pictures;
  std::uint32_t repeats = 1;  ///< 0: for ever
  friend bool operator==(const Animation&, const Animation&) = default;
};

inline constexpr std::size_t kMostPictures = 1000;  ///< of an animation read from anywhere

}  // namespace cupola::picture
