#pragma once

#include "emulator/picture/led_look.hpp"
#include "emulator/picture/panel_picture.hpp"

#include <cupola/hat/frame.hpp>

#include <imgui.h>

#include <cstdint>
#include <optional>
#include <vector>

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

  /// The picture of `frame` for ImGui::Image, about `size_px` wide and high; null without memory for it.
  ImTextureID show(const hat::Frame& frame, const hat::GammaTable& gamma, picture::Look look, float size_px);
  /// The same in the size it has, for who needs it before its size in this picture of the window is known.
  ImTextureID show(const hat::Frame& frame, const hat::GammaTable& gamma, picture::Look look);
  /// Where the LEDs lie in it; nothing before the first.
  std::optional<picture::PanelLayout> layout() const;

 private:
  void resize(std::size_t size_px);

  SDL_Renderer* renderer_;
  SDL_Texture* texture_ = nullptr;
  SDL_Texture* retired_ = nullptr;  ///< of the size before: what is drawn now may still show it
  std::optional<picture::PanelBaker> baker_;
  std::optional<picture::PanelBaker::Colors> colors_;
  picture::Look look_ = picture::Look::AsSeen;
  std::vector<std::uint8_t> rgba_;
};

/// `frame` as it looks when the board is turned clockwise by `rotation_deg` (0, 90, 180, 270).
hat::Frame turned(const hat::Frame& frame, int rotation_deg);

}  // namespace cupola::ui
