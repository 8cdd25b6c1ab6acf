#include "emulator/picture/gif.hpp"

#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <new>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace cupola::picture {
namespace {

using hat::kPixelCount;
using hat::kSide;

constexpr std::uint32_t kShortestCs = 2;
constexpr std::uint32_t kLongestCs = 0xffff;
constexpr hat::Color kBoard{14, 14, 16};
constexpr hat::Color kBody{40, 40, 43};

/// What a pixel of a cell shows; three shades of 64 colours and the board fit the 256 colours of a GIF
/// exactly.
enum Shade : std::uint8_t { Halo = 0, Edge = 1, Core = 2, Bare = 3 };
constexpr std::array<double, 3> kShadePart{0.16, 0.60, 1.0};

std::uint32_t to_cs(std::uint32_t time_ms) { return time_ms / 10 + (time_ms % 10 >= 5 ? 1 : 0); }

std::vector<Shade> cell_shades(Look look, std::size_t cell) {
  std::vector<Shade> shades(cell * cell, Bare);
  const double middle = static_cast<double>(cell) / 2;
  const double radius = 0.34 * static_cast<double>(cell);
  for (std::size_t y = 0; y < cell; ++y) {
    for (std::size_t x = 0; x < cell; ++x) {
      const double dx = std::abs(static_cast<double>(x) + 0.5 - middle);
      const double dy = std::abs(static_cast<double>(y) + 0.5 - middle);
      Shade& shade = shades[y * cell + x];
      if (look == Look::AsCoded) {
        if (std::max(dx, dy) < 0.94 * middle) shade = Core;
        continue;
      }
      const double outside = std::hypot(dx, dy) - radius;
      if (outside < -0.4)
        shade = Core;
      else if (outside < 0.6)
        shade = Edge;
      else if (outside < 0.12 * static_cast<double>(cell))
        shade = Halo;
    }
  }
  return shades;
}

GifByteType blend(std::uint8_t color, std::uint8_t board, double part) {
  return static_cast<GifByteType>(std::lround(part * color + (1 - part) * board));
}

/// The colours of one picture and where each LED's three shades begin among them.
struct Palette {
  std::array<GifColorType, 256> colors{};
  std::array<std::uint8_t, kPixelCount> first{};
  int size = 0;  ///< a power of two, as GIF wants it
};

Palette palette_of(const std::array<hat::Color, kPixelCount>& leds) {
  Palette palette;
  palette.colors[0] = {kBoard.red, kBoard.green, kBoard.blue};
  std::map<std::tuple<int, int, int>, std::uint8_t> known;
  for (std::size_t led = 0; led < kPixelCount; ++led) {
    const hat::Color color = leds.at(led);
    const auto next = static_cast<std::uint8_t>(1 + 3 * known.size());
    const auto [place, added] = known.try_emplace(std::tuple{color.red, color.green, color.blue}, next);
    palette.first.at(led) = place->second;
    if (!added) continue;
    for (std::size_t shade = 0; shade < kShadePart.size(); ++shade) {
      const double part = kShadePart.at(shade);
      palette.colors.at(next + shade) = {blend(color.red, kBoard.red, part),
                                         blend(color.green, kBoard.green, part),
                                         blend(color.blue, kBoard.blue, part)};
    }
  }
  palette.size = 1 << GifBitSize(static_cast<int>(1 + 3 * known.size()));
  return palette;
}

/// The smallest block of LEDs that holds every change between two pictures; the whole board if nothing
/// changed.
struct Block {
  std::size_t left = 0;
  std::size_t top = 0;
  std::size_t columns = kSide;
  std::size_t rows = kSide;
};

using Leds = std::array<hat::Color, kPixelCount>;

Block changed_block(const Leds& before, const Leds& now) {
  std::size_t left = kSide;
  std::size_t right = 0;
  std::size_t top = kSide;
  std::size_t bottom = 0;
  for (std::size_t led = 0; led < kPixelCount; ++led) {
    if (before.at(led) == now.at(led)) continue;
    left = std::min(left, led % kSide);
    right = std::max(right, led % kSide + 1);
    top = std::min(top, led / kSide);
    bottom = std::max(bottom, led / kSide + 1);
  }
  if (left >= right) return {0, 0, 1, 1};
  return {left, top, right - left, bottom - top};
}

struct CloseGif {
  void operator()(GifFileType* gif) const { EGifCloseFile(gif, nullptr); }
};

/// libgif writing into a string.
class GifWriter {
 public:
  GifWriter(Look look, std::size_t cell) : look_(look), cell_(cell), shades_(cell_shades(look, cell)) {
    int error = 0;
    gif_.reset(EGifOpen(&bytes_, &GifWriter::append, &error));
    if (!gif_) throw std::runtime_error(std::string{"gif: "} + GifErrorString(error));
    EGifSetGifVersion(gif_.get(), true);
    const int side = static_cast<int>(kSide * cell);
    expect(EGifPutScreenDesc(gif_.get(), side, side, 8, 0, nullptr));
    repeat_for_ever();
  }

  void show(const hat::Frame& frame, const hat::GammaTable& gamma, std::uint32_t delay_cs) {
    Leds leds = led_colors(frame, look_, gamma);
    if (look_ == Look::AsSeen) std::replace(leds.begin(), leds.end(), hat::Color{}, kBody);
    const Block block = started_ ? changed_block(leds_, leds) : Block{};
    leds_ = leds;
    started_ = true;
    for (; delay_cs > kLongestCs; delay_cs -= kLongestCs) write(block, kLongestCs);
    write(block, delay_cs);
  }

  std::string finish() {
    gif_.reset();
    return std::move(bytes_);
  }

 private:
  static int append(GifFileType* gif, const GifByteType* data, int size) {
    static_cast<std::string*>(gif->UserData)
        ->append(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
    return size;
  }

  void expect(int result) const {
    if (result != GIF_OK) throw std::runtime_error(std::string{"gif: "} + GifErrorString(gif_->Error));
  }

  void repeat_for_ever() {
    const std::array<GifByteType, 3> loop{1, 0, 0};
    expect(EGifPutExtensionLeader(gif_.get(), APPLICATION_EXT_FUNC_CODE));
    expect(EGifPutExtensionBlock(gif_.get(), 11, "NETSCAPE2.0"));
    expect(EGifPutExtensionBlock(gif_.get(), 3, loop.data()));
    expect(EGifPutExtensionTrailer(gif_.get()));
  }

  void write(const Block& block, std::uint32_t delay_cs) {
    const GraphicsControlBlock control{DISPOSE_DO_NOT, false, static_cast<int>(delay_cs),
                                       NO_TRANSPARENT_COLOR};
    std::array<GifByteType, 4> extension{};
    EGifGCBToExtension(&control, extension.data());
    expect(EGifPutExtension(gif_.get(), GRAPHICS_EXT_FUNC_CODE, 4, extension.data()));

    const Palette palette = palette_of(leds_);
    const std::unique_ptr<ColorMapObject, decltype(&GifFreeMapObject)> colors{
        GifMakeMapObject(palette.size, palette.colors.data()), &GifFreeMapObject};
    if (!colors) throw std::bad_alloc{};
    const auto px = [&](std::size_t cells) { return static_cast<int>(cells * cell_); };
    expect(EGifPutImageDesc(gif_.get(), px(block.left), px(block.top), px(block.columns), px(block.rows),
                            false, colors.get()));
    for (std::size_t y = 0; y < block.rows * cell_; ++y) write_line(block, palette, y);
  }

  void write_line(const Block& block, const Palette& palette, std::size_t y) {
    std::vector<GifPixelType> line(block.columns * cell_);
    for (std::size_t x = 0; x < line.size(); ++x) {
      const Shade shade = shades_[(y % cell_) * cell_ + x % cell_];
      const std::size_t led = kSide * (block.top + y / cell_) + block.left + x / cell_;
      line[x] = static_cast<GifPixelType>(shade == Bare ? 0 : palette.first.at(led) + shade);
    }
    expect(EGifPutLine(gif_.get(), line.data(), static_cast<int>(line.size())));
  }

  std::string bytes_;
  Look look_;
  std::size_t cell_;
  std::vector<Shade> shades_;
  std::unique_ptr<GifFileType, CloseGif> gif_;
  Leds leds_{};
  bool started_ = false;
};

}  // namespace

std::vector<GifStep> gif_steps(const Film& film) {
  std::vector<GifStep> steps{GifStep{}};
  for (std::size_t i = 0; i < film.frames.size(); ++i) {
    const std::uint32_t start = to_cs(film.frames[i].time_ms);
    if (start - steps.back().start_cs < kShortestCs) {
      steps.back().frame = i;
    } else {
      steps.push_back({start, i});
    }
  }
  return steps;
}

std::uint32_t gif_length_cs(const Film& film) {
  return std::max(to_cs(film.duration_ms), gif_steps(film).back().start_cs + kShortestCs);
}

std::string encode_gif(const Film& film, Look look, std::size_t cell_px) {
  if (cell_px < 4 || cell_px > 64)
    throw std::invalid_argument("cell_px must be 4–64, got " + std::to_string(cell_px));
  GifWriter writer{look, cell_px};
  const std::vector<GifStep> steps = gif_steps(film);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::uint32_t end = i + 1 < steps.size() ? steps[i + 1].start_cs : gif_length_cs(film);
    const bool dark = steps[i].frame == GifStep::kDark;
    writer.show(dark ? hat::Frame{} : film.frames[steps[i].frame].frame, film.gamma, end - steps[i].start_cs);
  }
  return writer.finish();
}

}  // namespace cupola::picture
