#include "certificates/page/content.hpp"
#include "certificates/page/poster.hpp"
#include "certificates/page/poster_draw.hpp"
#include "certificates/page/type.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace cupola::page {
namespace {

// An animated PNG: PNG third edition, W3C 2025, sections 5.3 and 11.3.4.

std::string big_endian(std::uint64_t value, int size) {
  std::string bytes;
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
    bytes += static_cast<char>((value >> shift) & 0xff);
  return bytes;
}

std::string chunk(const std::string& kind, const std::string& data) {
  const std::string summed = kind + data;
  const auto* bytes = reinterpret_cast<const Bytef*>(summed.data());
  return big_endian(data.size(), 4) + summed + big_endian(::crc32_z(0, bytes, summed.size()), 4);
}

std::string deflated(const std::string& plain) {
  uLongf size = compressBound(static_cast<uLong>(plain.size()));
  std::string packed(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(plain.data()),
                static_cast<uLong>(plain.size()), 6) != Z_OK)
    throw std::runtime_error("compress the time-lapse: zlib failed");
  packed.resize(size);
  return packed;
}

/// The rows of an image in which it differs from the one before; what is the same is see-through, so that
/// it takes no room.
class FrameWriter {
 public:
  using Put = std::function<void(std::string_view)>;
  FrameWriter(int width, int height, std::size_t frames, const Put& put)
      : width_(width), height_(height), before_(static_cast<std::size_t>(width * height)), put_(put) {
    put("\x89PNG\r\n\x1a\n");
    put(chunk("IHDR", size(width) + size(height) + std::string("\x08\x06\x00\x00\x00", 5)));
    put(chunk("acTL", big_endian(frames, 4) + big_endian(0, 4)));
  }

  void add(cairo_surface_t* image, int delay_ms) {
    cairo_surface_flush(image);
    int top = first_ ? 0 : height_;
    int bottom = first_ ? height_ : 0;
    for (int y = 0; y < height_ && !first_; ++y) {
      if (!differs(image, y)) continue;
      top = std::min(top, y);
      bottom = y + 1;
    }
    if (top >= bottom) top = 0, bottom = 1;
    put_(chunk("fcTL", big_endian(sequence_++, 4) + size(width_) + size(bottom - top) + size(0) + size(top) +
                           big_endian(static_cast<std::uint64_t>(delay_ms), 2) + big_endian(1000, 2) +
                           std::string("\x00\x01", 2)));
    const std::string data = deflated(pixels(image, top, bottom));
    put_(first_ ? chunk("IDAT", data) : chunk("fdAT", big_endian(sequence_++, 4) + data));
    first_ = false;
  }
  void finish() { put_(chunk("IEND", {})); }

 private:
  static std::string size(int value) { return big_endian(static_cast<std::uint64_t>(value), 4); }
  std::size_t index(int y) const { return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_); }
  static const unsigned char* row_of(cairo_surface_t* image, int y) {
    return cairo_image_surface_get_data(image) +
           static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(image);
  }

  static std::uint32_t pixel_of(cairo_surface_t* image, int x, int y) {
    std::uint32_t pixel = 0;
    std::memcpy(&pixel, row_of(image, y) + std::ptrdiff_t{4} * x, sizeof pixel);
    return pixel & 0xf8f8f8;  // nobody misses the rest, and it takes half the room
  }
  bool differs(cairo_surface_t* image, int y) const {
    for (int x = 0; x < width_; ++x)
      if (before_[index(y) + static_cast<std::size_t>(x)] != pixel_of(image, x, y)) return true;
    return false;
  }

  std::string pixels(cairo_surface_t* image, int top, int bottom) {
    std::string rows;
    rows.reserve(static_cast<std::size_t>(bottom - top) * (4 * static_cast<std::size_t>(width_) + 1));
    for (int y = top; y < bottom; ++y) {
      rows += '\0';  // no filter
      for (int x = 0; x < width_; ++x) {
        const std::uint32_t pixel = pixel_of(image, x, y);
        std::uint32_t& before = before_[index(y) + static_cast<std::size_t>(x)];
        const bool same = !first_ && before == pixel;
        before = pixel;
        rows += same ? std::string(4, '\0') : big_endian((std::uint64_t{pixel} << 8) | 0xff, 4);
      }
    }
    return rows;
  }

  int width_;
  int height_;
  bool first_ = true;
  std::uint32_t sequence_ = 0;
  std::vector<std::uint32_t> before_;
  const Put& put_;
};

constexpr int kFrameWidth = 960;
constexpr Box kMap{0, 0, kFrameWidth, kFrameWidth * 131.0 / 360};
constexpr Box kBand{16, kMap.height + 14, kFrameWidth - 32, 150};
constexpr int kFrameHeight = 527;
constexpr Box kPictures{kBand.x + 250, kBand.y, kBand.width - 250, kBand.height};

/// Draws the world with its lights so far, and the pictures of the moment.
class Scene {
 public:
  explicit Scene(const Flight& flight)
      : flight_(flight), world_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, kFrameWidth, kFrameHeight)) {
    const geo::Atlas atlas = geo::Atlas::built_in();
    const Context context(cairo_create(world_.get()));
    set_ink(context.get(), design_.palette.paper);
    cairo_paint(context.get());
    design_.map.corner = 0.5;
    draw_base_map(context.get(), frame_, design_.map, {atlas, false});
  }

  /// Lights the runs `from` to `to` for good and shows their pictures.
  void show(cairo_surface_t* image, std::size_t from, std::size_t to) {
    const std::span<const PosterMark> marks = std::span(flight_.marks).subspan(from, to - from);
    {
      const Context context(cairo_create(world_.get()));
      draw_marks(context.get(), frame_, marks, 1.6);
    }
    const Context context(cairo_create(image));
    cairo_set_source_surface(context.get(), world_.get(), 0, 0);
    cairo_paint(context.get());
    const PosterMark& last = marks.back();
    const PagePoint here = frame_.place(last.position.longitude_deg, last.position.latitude_deg);
    add_circle(context.get(), here.x, here.y, 7);
    stroke(context.get(), design_.map.marker, 2);
    draw_tiles(context.get(), kPictures, tiles_for(kPictures, marks.size(), kPictures.height), marks);
    draw_words(context.get(), last, to);
  }

 private:
  void draw_words(cairo_t* context, const PosterMark& last, std::size_t count) const {
    const auto line = [&](const std::string& text, double size, Weight weight, double y, Ink ink) {
      typesetter_
          .fit(text, {.face = Face::Sans, .size_pt = size, .weight = weight},
               {.width = 236, .height = 40, .smallest_single = 9})
          .draw(context, kBand.x, kBand.y + y, Align::Left, ink);
    };
    const std::string moment = moment_words(last.start);
    line(list_words({flight_.mission_name}), 17, Weight::Regular, 4, design_.palette.accent);
    line(moment.substr(0, 10), 15, Weight::Regular, 46, design_.palette.text);
    line(moment.substr(11, 8) + " UTC", 25, Weight::Bold, 64, design_.palette.heading);
    line(std::to_string(count) + " / " + std::to_string(flight_.marks.size()), 15, Weight::Regular, 106,
         design_.palette.quiet);
  }

  const Flight& flight_;
  Design design_ = *find_design("night");
  MapFrame frame_{kMap};
  Typesetter typesetter_;
  Surface world_;
};

}  // namespace

void write_time_lapse(const Flight& flight, const std::function<void(std::string_view)>& put) {
  constexpr std::size_t kMostFrames = 160;
  constexpr int kWhole_ms = 24'000;
  constexpr int kLast_ms = 3000;
  if (flight.marks.empty()) throw std::invalid_argument("a time-lapse needs at least one run, got none");
  const std::size_t count = flight.marks.size();
  const std::size_t frames = std::min(count, kMostFrames);
  const int delay_ms = std::clamp(kWhole_ms / static_cast<int>(frames), 90, 700);
  Scene scene(flight);
  FrameWriter writer(kFrameWidth, kFrameHeight, frames, put);
  const Surface image(cairo_image_surface_create(CAIRO_FORMAT_RGB24, kFrameWidth, kFrameHeight));
  for (std::size_t i = 0; i < frames; ++i) {
    scene.show(image.get(), count * i / frames, count * (i + 1) / frames);
    writer.add(image.get(), i + 1 == frames ? kLast_ms : delay_ms);
  }
  writer.finish();
}

}  // namespace cupola::page
