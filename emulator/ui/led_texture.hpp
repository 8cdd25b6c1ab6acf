#pragma once

#include "emulator/picture/led_look.hpp"

#include <cupola/hat/frame.hpp>

#include <imgui.h>

#include <optional>

struct SDL_Renderer;
struct SDL_Texture;

namespace cupola::ui {

/// The LED matrix as one picture on the graphics card: baked again only when something of it changed.
class LedTexture {
 public:
  /// The renderer is borrowed and must outlive this.
  explicit LedTexture(SDL_Renderer* renderer) : renderer_(renderer) {}
  LedTexture(const LedTexture&) = delete;
  LedTexture& operator=(const LedTexture&) = delete;
  ~LedTexture();

  /// The picture of `frame`, about `size_px` wide and high, for ImGui::Image; null if there is no memory for
  /// it.
  ImTextureID show(const hat::Frame& frame, const hat::GammaTable& gamma, picture::Look look, float size_px);

 private:
  struct Shown {
    hat::Frame frame;
    hat::GammaTable gamma;
    picture::Look look;
    std::size_t cell_px;
    friend bool operator==(const Shown&, const Shown&) = default;
  };
  void upload(const Shown& wanted);

  SDL_Renderer* renderer_;
  SDL_Texture* texture_ = nullptr;
  int side_px_ = 0;
  std::optional<Shown> shown_;
};

/// `frame` as it looks when the board is turned clockwise by `rotation_deg` (0, 90, 180, 270).
hat::Frame turned(const hat::Frame& frame, int rotation_deg);

}  // namespace cupola::ui
