#include "emulator/ui/led_atlas.hpp"

#include <SDL.h>

#include <algorithm>
#include <cmath>

namespace cupola::ui {
namespace {

constexpr float kSmallest_px = 64;
constexpr float kLargest_px = 640;
/// All matrices together have about so many pixels at most; larger ones are drawn stretched.
constexpr float kMostPixels = 2.5e6F;
/// Around each, so that a stretched one does not borrow from its neighbour.
constexpr std::size_t kGutter_px = 2;

}  // namespace

LedAtlas::~LedAtlas() {
  if (texture_ != nullptr) SDL_DestroyTexture(texture_);
}

void LedAtlas::fit(std::size_t slots, float side_px) {
  const float most = std::sqrt(kMostPixels / static_cast<float>(std::max<std::size_t>(slots, 1)));
  const auto side = static_cast<std::size_t>(std::clamp(std::min(side_px, most), kSmallest_px, kLargest_px));
  if (texture_ != nullptr && side == side_px_ && slots <= colors_.size()) return;
  if (texture_ != nullptr) SDL_DestroyTexture(texture_);
  side_px_ = side;
  columns_ =
      static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(std::max<std::size_t>(slots, 1)))));
  rows_ = (slots + columns_ - 1) / columns_;
  colors_.assign(columns_ * rows_, std::nullopt);
  const std::size_t cell = side_px_ + kGutter_px;
  texture_ = SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ABGR8888, SDL_TEXTUREACCESS_STATIC,
                               static_cast<int>(columns_ * cell), static_cast<int>(rows_ * cell));
  if (texture_ == nullptr) return;
  SDL_SetTextureScaleMode(texture_, SDL_ScaleModeLinear);
  SDL_SetTextureBlendMode(texture_, SDL_BLENDMODE_BLEND);
  if (!baker_ || baker_->layout().size_px != side_px_) baker_.emplace(side_px_);
  rgba_.resize(side_px_ * side_px_ * 4);
}

LedAtlas::Place LedAtlas::show(std::size_t slot, const hat::Frame& frame, const hat::GammaTable& gamma) {
  if (texture_ == nullptr || slot >= colors_.size()) return {};
  const std::size_t cell = side_px_ + kGutter_px;
  const SDL_Rect place{static_cast<int>(slot % columns_ * cell), static_cast<int>(slot / columns_ * cell),
                       static_cast<int>(side_px_), static_cast<int>(side_px_)};
  const Colors colors = picture::led_colors(frame, picture::Look::AsSeen, gamma);
  if (colors_[slot] != colors) {
    baker_->bake(colors, picture::Look::AsSeen, rgba_);
    SDL_UpdateTexture(texture_, &place, rgba_.data(), place.w * 4);
    colors_[slot] = colors;
    ++baked_;
  }
  const auto width = static_cast<float>(columns_ * cell);
  const auto height = static_cast<float>(rows_ * cell);
  return {
      .texture = texture_,
      .from = {static_cast<float>(place.x) / width, static_cast<float>(place.y) / height},
      .to = {static_cast<float>(place.x + place.w) / width, static_cast<float>(place.y + place.h) / height}};
}

}  // namespace cupola::ui
