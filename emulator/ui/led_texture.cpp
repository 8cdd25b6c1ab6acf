#include "emulator/ui/led_texture.hpp"

#include <SDL.h>

#include <algorithm>

namespace cupola::ui {
namespace {

constexpr float kSmallest_px = 64;
constexpr float kLargest_px = 1024;

}  // namespace

LedTexture::~LedTexture() {
  for (SDL_Texture* const texture : {texture_, retired_}) {
    if (texture != nullptr) SDL_DestroyTexture(texture);
  }
}

void LedTexture::resize(std::size_t size_px) {
  if (retired_ != nullptr) SDL_DestroyTexture(retired_);
  retired_ = texture_;
  const int side_px = static_cast<int>(size_px);
  texture_ =
      SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ABGR8888, SDL_TEXTUREACCESS_STATIC, side_px, side_px);
  baker_.reset();
  colors_.reset();
  if (texture_ == nullptr) return;
  SDL_SetTextureScaleMode(texture_, SDL_ScaleModeLinear);
  SDL_SetTextureBlendMode(texture_, SDL_BLENDMODE_BLEND);
  baker_.emplace(size_px);
  rgba_.resize(size_px * size_px * 4);
}

ImTextureID LedTexture::show(const hat::Frame& frame, const hat::GammaTable& gamma, picture::Look look,
                             float size_px) {
  const auto side_px = static_cast<std::size_t>(std::clamp(size_px, kSmallest_px, kLargest_px));
  if (!baker_ || baker_->layout().size_px != side_px) resize(side_px);
  const picture::PanelBaker::Colors colors = picture::led_colors(frame, look, gamma);
  if (!baker_ || (colors_ == colors && look_ == look)) return texture_;
  baker_->bake(colors, look, rgba_);
  SDL_UpdateTexture(texture_, nullptr, rgba_.data(), static_cast<int>(side_px) * 4);
  colors_ = colors;
  look_ = look;
  return texture_;
}

ImTextureID LedTexture::show(const hat::Frame& frame, const hat::GammaTable& gamma, picture::Look look) {
  constexpr std::size_t kFirst_px = 256;
  return show(frame, gamma, look, static_cast<float>(baker_ ? baker_->layout().size_px : kFirst_px));
}

std::optional<picture::PanelLayout> LedTexture::layout() const {
  if (!baker_) return std::nullopt;
  return baker_->layout();
}

hat::Frame turned(const hat::Frame& frame, int rotation_deg) {
  hat::Frame result = frame;
  for (int quarter = 0; quarter < rotation_deg / 90; ++quarter) {
    const hat::Frame before = result;
    for (std::size_t y = 0; y < hat::kSide; ++y) {
      for (std::size_t x = 0; x < hat::kSide; ++x) {
        result.pixels[x * hat::kSide + (hat::kSide - 1 - y)] = before.pixels[y * hat::kSide + x];
      }
    }
  }
  return result;
}

}  // namespace cupola::ui
