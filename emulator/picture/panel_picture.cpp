#include "emulator/picture/panel_picture.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cupola::picture {
namespace {

using hat::kPixelCount;
using hat::kSide;

// Halos are smooth: a few rows a cell are enough, the rest lies between two of them.
constexpr std::size_t kCoarseRowsPerCell = 6;
constexpr float kToneSteps = 4096;  // per unit of light
constexpr float kMostLight = 4;     // beyond, a channel is white

/// The halos of one LED, widths in cells. The narrow ones are light that leaves the package sideways and
/// falls on its neighbours, the wide ones the haze of a lens.
struct SpotShape {
  bool on_surface = false;
  double width = 0;
  double strength = 0;
};
constexpr std::array<SpotShape, 4> kSpots{{
    {.on_surface = true, .width = 0.42, .strength = 0.24},
    {.on_surface = true, .width = 1.00, .strength = 0.050},
    {.on_surface = false, .width = 0.60, .strength = 0.017},
    {.on_surface = false, .width = 1.80, .strength = 0.0026},
}};

double srgb_to_light(std::uint8_t value) {
  const double encoded = value / 255.0;
  return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

std::uint8_t light_to_srgb(double light) {
  const double encoded = light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(encoded, 0.0, 1.0)));
}

/// What a camera makes of light: the more there is, the less each bit adds.
std::vector<std::uint8_t> tone_table() {
  std::vector<std::uint8_t> tone(static_cast<std::size_t>(kMostLight * kToneSteps) + 1);
  const double most = 1 - std::exp(-static_cast<double>(kMostLight));
  for (std::size_t i = 0; i < tone.size(); ++i)
    tone[i] = light_to_srgb((1 - std::exp(-static_cast<double>(i) / static_cast<double>(kToneSteps))) / most);
  return tone;
}

/// A bell around each of eight LEDs, at `count` points `step` cells apart of which the first lies at `first`
/// cells from the middle of the first LED.
std::vector<float> bells(std::size_t count, double first, double step, double width, double strength) {
  std::vector<float> values(kSide * count);
  for (std::size_t led = 0; led < kSide; ++led) {
    for (std::size_t i = 0; i < count; ++i) {
      const double away = first + static_cast<double>(i) * step - static_cast<double>(led);
      const double value = strength * std::exp(-away * away / (2 * width * width));
      values[led * count + i] = value < 1e-5 ? 0.0F : static_cast<float>(value);
    }
  }
  return values;
}

void add_scaled(float* to, const float* from, float factor, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) to[i] += factor * from[i];
}

std::uint8_t over(std::uint8_t below, std::uint8_t above, float part) {
  return static_cast<std::uint8_t>(
      std::lround(static_cast<float>(below) + part * static_cast<float>(above - below)));
}

}  // namespace

PanelBaker::PanelBaker(std::size_t size_px)
    : surface_(panel_surface(size_px)), row_(size_px), tone_(tone_table()) {
  const auto cell = static_cast<double>(layout().cell_px);
  const double first = (0.5 - static_cast<double>(layout().margin_px)) / cell - 0.5;
  const double coarse_step = 1.0 / kCoarseRowsPerCell;
  coarse_rows_ =
      static_cast<std::size_t>(std::ceil(static_cast<double>(size_px) / cell * kCoarseRowsPerCell)) + 2;
  for (const SpotShape& shape : kSpots)
    spots_.push_back({.on_surface = shape.on_surface,
                      .across = bells(size_px, first, 1 / cell, shape.width, shape.strength),
                      .down = bells(coarse_rows_, first, coarse_step, shape.width, 1)});
  for (Plane& halo : halos_) halo.resize(coarse_rows_ * size_px);
}

void PanelBaker::spread(const Lights& lights) {
  const std::size_t size = layout().size_px;
  for (Plane& halo : halos_) std::fill(halo.begin(), halo.end(), 0.0F);
  for (const Spot& spot : spots_) {
    Plane& halo = halos_.at(spot.on_surface ? 1 : 0);
    for (std::size_t y = 0; y < kSide; ++y) {
      std::fill(row_.begin(), row_.end(), 0.0F);
      bool lit = false;
      for (std::size_t x = 0; x < kSide; ++x) {
        const float light = lights.at(kSide * y + x);
        if (light == 0) continue;
        add_scaled(row_.data(), &spot.across[x * size], light, size);
        lit = true;
      }
      for (std::size_t coarse = 0; lit && coarse < coarse_rows_; ++coarse)
        if (const float part = spot.down[y * coarse_rows_ + coarse]; part != 0)
          add_scaled(&halo[coarse * size], row_.data(), part, size);
    }
  }
}

void PanelBaker::add_emission(std::size_t y, const Lights& lights, const Lights& wash) {
  const auto [size, cell, margin] = layout();
  if (y < margin || y >= margin + kSide * cell) return;
  const std::size_t line = (y - margin) % cell * cell;
  const std::size_t first_led = (y - margin) / cell * kSide;
  for (std::size_t x = 0; x < kSide; ++x) {
    float* const to = &row_[margin + x * cell];
    if (const float light = lights.at(first_led + x); light != 0)
      add_scaled(to, &surface_.emission[line], light, cell);
    if (const float light = wash.at(first_led + x); light != 0)
      add_scaled(to, &surface_.wash[line], light, cell);
  }
}

void PanelBaker::bake_channel(std::size_t channel, const Lights& lights, const Lights& wash,
                              std::uint8_t* rgba) {
  const std::size_t size = layout().size_px;
  const Plane& unlit = surface_.unlit.at(channel);
  spread(lights);
  for (std::size_t y = 0; y < size; ++y) {
    const float coarse = static_cast<float>(y) * kCoarseRowsPerCell / static_cast<float>(layout().cell_px);
    const auto above = static_cast<std::size_t>(coarse);
    const float part = coarse - static_cast<float>(above);
    const float* const lens = &halos_[0][above * size];
    const float* const glow = &halos_[1][above * size];
    const float* const white = &surface_.white[y * size];
    const float* const bare = &unlit[y * size];
    for (std::size_t x = 0; x < size; ++x) {
      const float falling = glow[x] + part * (glow[x + size] - glow[x]);
      row_[x] = bare[x] + white[x] * falling + lens[x] + part * (lens[x + size] - lens[x]);
    }
    add_emission(y, lights, wash);
    std::uint8_t* const to = rgba + 4 * y * size + channel;
    for (std::size_t x = 0; x < size; ++x)
      to[4 * x] =
          tone_[static_cast<std::size_t>(static_cast<int>(std::min(row_[x], kMostLight) * kToneSteps))];
  }
}

void PanelBaker::bake_squares(const Colors& colors, std::span<std::uint8_t> rgba) const {
  constexpr hat::Color kBoard{30, 32, 38};
  const auto [size, cell, margin] = layout();
  for (std::size_t i = 0; i < size * size; ++i) {
    rgba[4 * i] = kBoard.red;
    rgba[4 * i + 1] = kBoard.green;
    rgba[4 * i + 2] = kBoard.blue;
  }
  for (std::size_t y = 0; y < kSide * cell; ++y) {
    for (std::size_t x = 0; x < kSide * cell; ++x) {
      const float part = surface_.square[y % cell * cell + x % cell];
      const hat::Color& color = colors.at(y / cell * kSide + x / cell);
      std::uint8_t* const to = &rgba[4 * ((y + margin) * size + x + margin)];
      to[0] = over(to[0], color.red, part);
      to[1] = over(to[1], color.green, part);
      to[2] = over(to[2], color.blue, part);
    }
  }
}

void PanelBaker::bake(const Colors& colors, Look look, std::span<std::uint8_t> rgba) {
  const std::size_t size = layout().size_px;
  if (rgba.size() != 4 * size * size)
    throw std::invalid_argument("a picture of " + std::to_string(size) + " × " + std::to_string(size) +
                                " pixels needs " + std::to_string(4 * size * size) + " bytes, got " +
                                std::to_string(rgba.size()));
  for (std::size_t i = 0; i < size * size; ++i) rgba[4 * i + 3] = surface_.alpha[i];
  if (look == Look::AsCoded) return bake_squares(colors, rgba);
  std::array<Lights, 3> lights{};
  for (std::size_t led = 0; led < kPixelCount; ++led) {
    const hat::Color& color = colors.at(led);
    lights[0].at(led) = static_cast<float>(srgb_to_light(color.red));
    lights[1].at(led) = static_cast<float>(srgb_to_light(color.green));
    lights[2].at(led) = static_cast<float>(srgb_to_light(color.blue));
  }
  for (std::size_t channel = 0; channel < 3; ++channel) {
    // Where the die is brightest, a camera's channels spill over into each other.
    Lights wash{};
    for (std::size_t led = 0; led < kPixelCount; ++led)
      wash.at(led) = 0.5F * (lights.at((channel + 1) % 3).at(led) + lights.at((channel + 2) % 3).at(led));
    bake_channel(channel, lights.at(channel), wash, rgba.data());
  }
}

}  // namespace cupola::picture
