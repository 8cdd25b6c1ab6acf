#include "emulator/ui/led_texture.hpp"

#include <SDL.h>

#include <algorithm>
#include <cstdint>

namespace cupola::ui {
namespace {

constexpr float kSmallestCell_px = 4;
constexpr float kLargestCell_px = 64;

}  // namespace

LedTexture::~LedTexture() {
  if (texture_ != nullptr) SDL_DestroyTexture(texture_);
}

ImTextureID LedTexture::show(const hat::Frame& frame, const hat::GammaTable& gamma, picture::Look look,
                             float size_px) {
  const float cell = std::clamp(size_px / hat::kSide, kSmallestCell_px, kLargestCell_px);
  const Shown wanted{frame, gamma, look, static_cast<std::size_t>(cell)};
  if (shown_ != wanted) upload(wanted);
  return texture_;
}

void LedTexture::upload(const Shown& wanted) {
  const picture::Image image = picture::render_frame(
      wanted.frame, {.look = wanted.look, .cell_px = wanted.cell_px, .gamma = wanted.gamma});
  const int side_px = static_cast<int>(image.width);
  if (side_px != side_px_) {
    if (texture_ != nullptr) SDL_DestroyTexture(texture_);
    texture_ =
        SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_RGB24, SDL_TEXTUREACCESS_STATIC, side_px, side_px);
    if (texture_ != nullptr) SDL_SetTextureScaleMode(texture_, SDL_ScaleModeLinear);
    side_px_ = texture_ != nullptr ? side_px : 0;
  }
  if (texture_ == nullptr) return;
  static_assert(sizeof(hat::Color) == 3, "pixels are uploaded as they are");
  SDL_UpdateTexture(texture_, nullptr, image.pixels.data(), side_px * 3);
  shown_ = wanted;
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
