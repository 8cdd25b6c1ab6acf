#include "certificates/page/poster_draw.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <numbers>

namespace cupola::page {
namespace {

/// Eight by eight pixels of one picture within an image.
void put_pixels(cairo_surface_t* image, std::size_t left, std::size_t top, const PosterMark& mark) {
  unsigned char* data = cairo_image_surface_get_data(image);
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(image));
  for (std::size_t led = 0; led < mark.lights.size(); ++led) {
    const hat::Color color = mark.lights[led];
    const bool dark = color == hat::Color{};
    const std::uint32_t pixel =
        dark ? 0xff141d30u
             : 0xff000000u | std::uint32_t{color.red} << 16 | std::uint32_t{color.green} << 8 | color.blue;
    const std::size_t at = (top + led / hat::kSide) * stride + 4 * (left + led % hat::kSide);
    std::memcpy(data + at, &pixel, sizeof pixel);
  }
}

/// All pictures as one image: thousands of small ones in a PDF would take as many objects.
void draw_mosaic(cairo_t* context, const Box& room, const Tiles& tiles, std::span<const PosterMark> marks) {
  constexpr std::size_t kCell = hat::kSide + 1;
  const std::size_t rows = (marks.size() + tiles.columns - 1) / tiles.columns;
  const Surface image(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, static_cast<int>(tiles.columns * kCell),
                                                 static_cast<int>(rows * kCell)));
  require_ok(cairo_surface_status(image.get()), "draw the pictures");
  cairo_surface_flush(image.get());
  for (std::size_t i = 0; i < marks.size(); ++i) {
    put_pixels(image.get(), i % tiles.columns * kCell, i / tiles.columns * kCell, marks[i]);
  }
  cairo_surface_mark_dirty(image.get());
  const Box first = tiles.box_of(room, 0, marks.size());
  const Saved saved(context);
  cairo_translate(context, first.x, first.y);
  cairo_scale(context, tiles.pitch / kCell, tiles.row / kCell);
  paint(context, image.get());
}

void draw_matrix(cairo_t* context, const Box& box, const PosterMark& mark) {
  const double pitch = box.width / (hat::kSide + 0.6);
  add_rounded_box(context, box, box.width * 0.06);
  fill(context, ink(0x02050d));
  for (std::size_t led = 0; led < mark.lights.size(); ++led) {
    const hat::Color color = mark.lights[led];
    const std::size_t line = led / hat::kSide;
    const double x = box.x + (static_cast<double>(led % hat::kSide) + 0.8) * pitch;
    const double y = box.y + (static_cast<double>(line) + 0.8) * pitch;
    const Ink light = ink(unsigned{color.red} << 16 | unsigned{color.green} << 8 | color.blue);
    const bool dark = color == hat::Color{};
    if (!dark) {
      add_circle(context, x, y, pitch * 0.66);
      fill(context, light.with_alpha(0.16));
    }
    add_circle(context, x, y, pitch * (dark ? 0.26 : 0.41));
    fill(context, dark ? ink(0x172238) : light);
  }
}

}  // namespace

Ink light_of(const PosterMark& mark) {
  double red = 0;
  double green = 0;
  double blue = 0;
  for (const hat::Color& color : mark.lights) {
    red += color.red;
    green += color.green;
    blue += color.blue;
  }
  const double most = std::max({red, green, blue});
  if (most <= 0) return ink(0x8fb4e0);
  // A little white, or pure blue would not be seen on the sea.
  return mix({red / most, green / most, blue / most}, kPaper, 0.22);
}

void draw_marks(cairo_t* context, const MapFrame& frame, std::span<const PosterMark> marks, double radius) {
  struct Layer {
    double size;
    double alpha;
  };
  constexpr Layer kLayers[]{{2.6, 0.10}, {1.7, 0.22}, {1.0, 0.95}};
  // Lights of nearly the same colour share a path: a poster needs some hundred instead of many thousands.
  std::map<unsigned, std::vector<PagePoint>> groups;
  for (const PosterMark& mark : marks) {
    const Ink light = light_of(mark);
    const auto step = [](double value) { return static_cast<unsigned>(std::lround(value * 15)) * 17; };
    groups[step(light.red) << 16 | step(light.green) << 8 | step(light.blue)].push_back(
        frame.place(mark.position.longitude_deg, mark.position.latitude_deg));
  }
  const Saved saved(context);
  cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND);
  for (const Layer& layer : kLayers) {
    for (const auto& [rgb, places] : groups) {
      for (const PagePoint& place : places) {
        cairo_move_to(context, place.x, place.y);
        cairo_close_path(context);
      }
      stroke(context, ink(rgb, layer.alpha), 2 * radius * layer.size);
    }
  }
}

Box Tiles::box_of(const Box& room, std::size_t index, std::size_t count) const {
  const std::size_t rows = (count + columns - 1) / columns;
  const std::size_t own_row = index / columns;
  const double gap = pitch - side;
  const double left = room.middle_x() - (static_cast<double>(std::min(columns, count)) * pitch - gap) / 2;
  const double top = room.middle_y() - (static_cast<double>(rows) * row - gap) / 2;
  return {left + static_cast<double>(index % columns) * pitch, top + static_cast<double>(own_row) * row, side,
          side};
}

Tiles tiles_for(const Box& room, std::size_t count, double largest, double caption) {
  constexpr double kGap = 1.0 / 9;  // of the pitch: one pixel beside eight
  Tiles best;
  for (std::size_t rows = 1; rows <= std::max<std::size_t>(1, count); ++rows) {
    const std::size_t columns = (std::max<std::size_t>(1, count) + rows - 1) / rows;
    const double pitch =
        std::min({room.width / (static_cast<double>(columns) - kGap),
                  (room.height - caption * static_cast<double>(rows)) / (static_cast<double>(rows) - kGap),
                  largest / (1 - kGap)});
    if (pitch <= best.pitch) continue;
    best = {.columns = columns, .pitch = pitch, .row = pitch + caption, .side = pitch * (1 - kGap)};
  }
  return best;
}

void draw_tiles(cairo_t* context, const Box& room, const Tiles& tiles, std::span<const PosterMark> marks) {
  constexpr double kSmall = 40;  // points: below, nobody sees round lights
  if (marks.empty()) return;
  if (tiles.side < kSmall) {
    draw_mosaic(context, room, tiles, marks);
    return;
  }
  for (std::size_t i = 0; i < marks.size(); ++i)
    draw_matrix(context, tiles.box_of(room, i, marks.size()), marks[i]);
}

}  // namespace cupola::page
