#pragma once

#include "emulator/picture/led_look.hpp"
#include "emulator/picture/panel_picture.hpp"

#include <cupola/hat/frame.hpp>

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

struct SDL_Renderer;
struct SDL_Texture;

namespace cupola::ui {

/// Many small LED matrices as one picture on the graphics card; each is baked again only when it changed.
class LedAtlas {
 public:
  /// The renderer is borrowed and must outlive this.
  explicit LedAtlas(SDL_Renderer* renderer) : renderer_(renderer) {}
  LedAtlas(const LedAtlas&) = delete;
  LedAtlas& operator=(const LedAtlas&) = delete;
  ~LedAtlas();

  /// Makes room for `slots` matrices of about `side_px`; what was baked is kept if that is the room there is.
  void fit(std::size_t slots, float side_px);

  /// Where a matrix lies in the picture; no texture without memory for it.
  struct Place {
    ImTextureID texture = nullptr;
    ImVec2 from;
    ImVec2 to;
  };
  /// The picture of `frame` as seen, in slot `slot` (below what fit() was told).
  Place show(std::size_t slot, const hat::Frame& frame, const hat::GammaTable& gamma);
  /// How many matrices were baked in all.
  std::size_t baked() const { return baked_; }

 private:
  using Colors = picture::PanelBaker::Colors;

  SDL_Renderer* renderer_;
  SDL_Texture* texture_ = nullptr;
  std::size_t side_px_ = 0;
  std::size_t columns_ = 0;
  std::size_t rows_ = 0;
  std::optional<picture::PanelBaker> baker_;
  std::vector<std::optional<Colors>> colors_;
  std::vector<std::uint8_t> rgba_;
  std::size_t baked_ = 0;
};

}  // namespace cupola::ui
