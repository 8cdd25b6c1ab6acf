#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace cupola::picture {

/// Where the 64 LEDs lie in a square picture of the matrix: whole cells, and a margin of board around them.
struct PanelLayout {
  std::size_t size_px = 0;    ///< the picture's side
  std::size_t cell_px = 0;    ///< the side of one LED's square
  std::size_t margin_px = 0;  ///< left of and above the first LED

  /// The LED (8 × row + column) whose square holds the point, in pixels of the picture; none in the margin.
  std::optional<std::size_t> led_at(double x, double y) const;
};

/// Throws std::invalid_argument for a side outside 64–2048.
PanelLayout panel_layout(std::size_t size_px);

/// What of the panel never changes, worked out once for a size. Light is linear, 1 is what a screen shows as
/// white; every plane has size_px² values, every tile cell_px².
struct PanelSurface {
  PanelLayout layout;
  std::array<std::vector<float>, 3> unlit;  ///< red, green, blue of the board and its dark LEDs in a room
  std::vector<float> white;         ///< how much of the light that falls on it a place gives back, 0–1
  std::vector<std::uint8_t> alpha;  ///< 255 on the board, 0 outside of its rounded corners
  std::vector<float> emission;      ///< a tile: how an LED's own light leaves its window and its body
  std::vector<float> wash;          ///< a tile: the part of it so bright that its colour washes out
  std::vector<float> square;        ///< a tile: the flat square of an LED as coded, 1 inside
};

PanelSurface panel_surface(std::size_t size_px);

}  // namespace cupola::picture
