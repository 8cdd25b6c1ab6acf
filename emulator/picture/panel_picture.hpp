#pragma once

#include "emulator/picture/led_look.hpp"
#include "emulator/picture/panel_surface.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cupola::picture {

/// Bakes the LED matrix into one picture for a screen. As seen: a photograph of the real part in linear light
/// (white packages with milky windows on a dark board, hot dice, glow that falls on the neighbours and into
/// the lens, highlights that wash out). As coded: flat squares with round corners. The board is part of the
/// picture and its rounded corners are transparent, so it lies on any background. Needs about 25 bytes a
/// pixel.
class PanelBaker {
 public:
  using Colors = std::array<hat::Color, hat::kPixelCount>;

  /// `size_px`: the side of the square picture. Throws std::invalid_argument outside 64–2048.
  explicit PanelBaker(std::size_t size_px);

  const PanelLayout& layout() const { return surface_.layout; }

  /// Writes the picture of 64 colours as led_colors() gives them for the same look (turned or not) into
  /// `rgba`: size_px² × 4 bytes R, G, B, A from the top left, alpha straight. Throws std::invalid_argument if
  /// `rgba` has another size.
  void bake(const Colors& colors, Look look, std::span<std::uint8_t> rgba);

 private:
  using Plane = std::vector<float>;
  using Lights = std::array<float, hat::kPixelCount>;  ///< one channel of 64 LEDs, linear

  /// One round spot of halo light around every LED, as far as it reaches each way (it is a product of both).
  struct Spot {
    bool on_surface = false;  ///< falls on the surface, or into the lens
    Plane across;             ///< 8 columns of LEDs × size_px
    Plane down;               ///< 8 rows of LEDs × coarse rows
  };

  void spread(const Lights& lights);
  void bake_channel(std::size_t channel, const Lights& lights, const Lights& wash, std::uint8_t* rgba);
  void add_emission(std::size_t y, const Lights& lights, const Lights& wash);
  void bake_squares(const Colors& colors, std::span<std::uint8_t> rgba) const;

  PanelSurface surface_;
  std::vector<Spot> spots_;
  std::size_t coarse_rows_ = 0;
  std::array<Plane, 2> halos_;      ///< into the lens, on the surface: coarse rows × size_px, of one channel
  Plane row_;                       ///< the light of one row
  std::vector<std::uint8_t> tone_;  ///< light in small steps to sRGB, as a camera sees it
};

}  // namespace cupola::picture
