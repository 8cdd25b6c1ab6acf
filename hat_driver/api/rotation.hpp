#pragma once

#include <cupola/hat/frame.hpp>

#include <array>
#include <cstddef>
#include <span>

namespace cupola::api {

using Pixels = std::array<hat::Color, hat::kPixelCount>;

/// Whether `degrees` is one of the four turns the LEDs can be read at: 0, 90, 180, 270.
bool is_rotation(int degrees);

/// Where the LED driver keeps the pixel (x, y) of a picture that is turned by `rotation` (0, 90, 180, 270).
std::size_t physical_index(std::size_t x, std::size_t y, int rotation);

/// The picture as the LEDs hold it, of pixels given upright; and the way back. Both cut to RGB565.
hat::Frame to_frame(std::span<const hat::Color, hat::kPixelCount> upright, int rotation);
Pixels from_frame(const hat::Frame& frame, int rotation);

/// Mirrored left to right, and top to bottom.
Pixels flipped_h(const Pixels& pixels);
Pixels flipped_v(const Pixels& pixels);

}  // namespace cupola::api
