#include "emulator/picture/panel_surface.hpp"

#include <cupola/hat/frame.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cupola::picture {
namespace {

using hat::kSide;

// All lengths are in cells: the LEDs of the real matrix stand 1 apart, in packages of white plastic with a
// milky window over the three dice.
constexpr double kMargin = 0.34;
constexpr double kCorner = 0.30;
constexpr double kBody = 0.405;
constexpr double kBodyCorner = 0.055;
constexpr double kWindow = 0.300;
constexpr double kWindowCorner = 0.130;
constexpr double kSquare = 0.44;
constexpr double kSquareCorner = 0.09;

/// How far a point lies outside a square with round corners around the origin; negative inside.
double outside(double x, double y, double half, double corner) {
  const double dx = std::abs(x) - half + corner;
  const double dy = std::abs(y) - half + corner;
  return std::hypot(std::max(dx, 0.0), std::max(dy, 0.0)) + std::min(std::max(dx, dy), 0.0) - corner;
}

/// 1 inside, 0 outside, over one pixel of soft edge.
double inside(double distance, double pixel) { return std::clamp(0.5 - distance / pixel, 0.0, 1.0); }

double bump(double distance, double width) { return std::exp(-distance * distance / (2 * width * width)); }

double mix(double a, double b, double part) { return a + (b - a) * part; }

struct Shade {
  double red = 0;
  double green = 0;
  double blue = 0;
};

constexpr Shade kBoard{0.0052, 0.0068, 0.0078};
constexpr double kBoardWhite = 0.055;

/// A point of a cell, from its middle.
struct Place {
  double x = 0;
  double y = 0;
  double pixel = 0;  ///< the size of one
  double radius() const { return std::hypot(x, y); }
};

/// Light from the die: hot where it sits, even in the milky window, a little through the white body.
double emitted(const Place& at) {
  const double window = outside(at.x, at.y, kWindow, kWindowCorner);
  const double body = outside(at.x, at.y, kBody, kBodyCorner);
  const double milk = 0.95 + 1.0 * bump(at.radius(), 0.19) + 2.4 * bump(at.radius(), 0.08);
  const double rim = 0.24 * std::exp(-std::max(window, 0.0) / 0.07);
  return mix(rim * inside(body, at.pixel), milk, inside(window, 1.6 * at.pixel));
}

double washed_out(const Place& at) {
  return 0.035 * bump(at.radius(), 0.19) + 0.30 * bump(at.radius(), 0.085);
}

/// How much a place gives back of the light that falls on it.
double whiteness(const Place& at) {
  const double body = inside(outside(at.x, at.y, kBody, kBodyCorner), at.pixel);
  const double window = inside(outside(at.x, at.y, kWindow, kWindowCorner), at.pixel);
  return mix(mix(kBoardWhite, 0.80, body), 0.30, window);
}

Shade mix(const Shade& a, const Shade& b, double part) {
  return {mix(a.red, b.red, part), mix(a.green, b.green, part), mix(a.blue, b.blue, part)};
}

Shade times(const Shade& shade, double factor) {
  return {shade.red * factor, shade.green * factor, shade.blue * factor};
}

/// An unlit LED on the board in soft light from the upper left.
Shade unlit(const Place& at) {
  constexpr Shade kPlastic{0.0580, 0.0575, 0.0550};
  constexpr Shade kMilk{0.0345, 0.0340, 0.0315};
  const double body = outside(at.x, at.y, kBody, kBodyCorner);
  const double window = outside(at.x, at.y, kWindow, kWindowCorner);
  const double shadow = 0.55 * inside(outside(at.x - 0.03, at.y - 0.045, kBody, 0.10), 0.16);
  const double edge = bump(body + 0.025, 0.022) * -(at.x + at.y) / kBody * 0.30;
  const double hollow = bump(window + 0.02, 0.035) * (at.x + at.y) / kWindow * 0.22;
  const double die = 1 - 0.16 * inside(outside(at.x, at.y, 0.075, 0.02), 2 * at.pixel);
  const Shade board = times(kBoard, 1 - shadow);
  const Shade package =
      mix(times(kPlastic, 1 + edge), times(kMilk, (1 + hollow) * die), inside(window, 1.5 * at.pixel));
  return mix(board, package, inside(body, at.pixel));
}

double middle_of(std::size_t pixel) { return static_cast<double>(pixel) + 0.5; }

template <class Value>
std::vector<float> tile(const PanelLayout& layout, Value value) {
  const auto cell = static_cast<double>(layout.cell_px);
  std::vector<float> values(layout.cell_px * layout.cell_px);
  for (std::size_t y = 0; y < layout.cell_px; ++y)
    for (std::size_t x = 0; x < layout.cell_px; ++x)
      values[y * layout.cell_px + x] =
          static_cast<float>(value(Place{middle_of(x) / cell - 0.5, middle_of(y) / cell - 0.5, 1 / cell}));
  return values;
}

/// The tiles of the unlit panel; in the margin there is nothing but board.
struct Tiles {
  std::array<std::vector<float>, 3> unlit;
  std::vector<float> white;
};

Tiles unlit_tiles(const PanelLayout& layout) {
  return {.unlit = {tile(layout, [](const Place& at) { return unlit(at).red; }),
                    tile(layout, [](const Place& at) { return unlit(at).green; }),
                    tile(layout, [](const Place& at) { return unlit(at).blue; })},
          .white = tile(layout, whiteness)};
}

void fill_pixel(PanelSurface& surface, const Tiles& tiles, std::size_t x, std::size_t y) {
  const auto [size, cell, margin] = surface.layout;
  const double half = static_cast<double>(size) / 2;
  const double across = (middle_of(x) - half) / static_cast<double>(cell);
  const double down = (middle_of(y) - half) / static_cast<double>(cell);
  const double board = outside(across, down, half / static_cast<double>(cell), kCorner);
  // The light of the room falls off towards the lower right; the edge of the board catches some of it.
  const double room = 1.0 - 0.022 * (across + down);
  const double lip = 0.012 * bump(board + 0.035, 0.022) * std::clamp(0.55 - 0.11 * (across + down), 0.1, 1.5);
  const std::size_t i = y * size + x;
  const std::size_t end = margin + kSide * cell;
  const bool on_matrix = x >= margin && x < end && y >= margin && y < end;
  const std::size_t at = on_matrix ? (y - margin) % cell * cell + (x - margin) % cell : 0;
  const std::array<double, 3> bare{kBoard.red, kBoard.green, kBoard.blue};
  for (std::size_t c = 0; c < bare.size(); ++c) {
    const double light = on_matrix ? static_cast<double>(tiles.unlit.at(c)[at]) : bare.at(c);
    surface.unlit.at(c)[i] = static_cast<float>(light * room + lip);
  }
  surface.white[i] = on_matrix ? tiles.white[at] : static_cast<float>(kBoardWhite);
  surface.alpha[i] =
      static_cast<std::uint8_t>(std::lround(255 * inside(board, 1 / static_cast<double>(cell))));
}

}  // namespace

std::optional<std::size_t> PanelLayout::led_at(double x, double y) const {
  const auto side = static_cast<double>(kSide * cell_px);
  const double across = x - static_cast<double>(margin_px);
  const double down = y - static_cast<double>(margin_px);
  // Written so that NaN is nowhere.
  if (!(across >= 0 && across < side && down >= 0 && down < side)) return std::nullopt;
  const auto cell = static_cast<double>(cell_px);
  return kSide * static_cast<std::size_t>(down / cell) + static_cast<std::size_t>(across / cell);
}

PanelLayout panel_layout(std::size_t size_px) {
  if (size_px < 64 || size_px > 2048)
    throw std::invalid_argument("size_px must be 64–2048, got " + std::to_string(size_px));
  const auto cell =
      static_cast<std::size_t>(static_cast<double>(size_px) / (static_cast<double>(kSide) + 2 * kMargin));
  return {.size_px = size_px, .cell_px = cell, .margin_px = (size_px - kSide * cell) / 2};
}

PanelSurface panel_surface(std::size_t size_px) {
  PanelSurface surface;
  surface.layout = panel_layout(size_px);
  const Tiles tiles = unlit_tiles(surface.layout);
  for (auto& plane : surface.unlit) plane.resize(size_px * size_px);
  surface.white.resize(size_px * size_px);
  surface.alpha.resize(size_px * size_px);
  for (std::size_t y = 0; y < size_px; ++y)
    for (std::size_t x = 0; x < size_px; ++x) fill_pixel(surface, tiles, x, y);
  surface.emission = tile(surface.layout, emitted);
  surface.wash = tile(surface.layout, washed_out);
  surface.square = tile(surface.layout, [](const Place& at) {
    return inside(outside(at.x, at.y, kSquare, kSquareCorner), at.pixel);
  });
  return surface;
}

}  // namespace cupola::picture
