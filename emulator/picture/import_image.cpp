#include "emulator/picture/import_image.hpp"

#include <gif_lib.h>
#include <png.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

namespace cupola::picture {
namespace {

using hat::kSide;

constexpr std::size_t kMostBytes = std::size_t{16} << 20;
constexpr std::size_t kMostSide = 4096;
constexpr std::size_t kMostWork = std::size_t{256} << 20;  // pixels unpacked in all
constexpr std::uint32_t kBrowsersDelay = 100;              // ms, of a GIF that names less than 0.02 s

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument("image: " + what); }

/// Pixels of an image, row by row.
struct Canvas {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<hat::Color> pixels;
};

void check_size(std::size_t width, std::size_t height) {
  if (width == 0 || height == 0) refuse("it has no pixels");
  if (width > kMostSide || height > kMostSide)
    refuse(std::to_string(width) + " × " + std::to_string(height) + " pixels, at most " +
           std::to_string(kMostSide) + " a side");
}

double to_light(std::uint8_t value) {
  const double encoded = value / 255.0;
  return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

std::uint8_t to_srgb(double light) {
  const double encoded = light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(encoded, 0.0, 1.0)));
}

const std::array<double, 256>& light_table() {
  static const std::array<double, 256> table = [] {
    std::array<double, 256> values{};
    for (std::size_t i = 0; i < values.size(); ++i) values.at(i) = to_light(static_cast<std::uint8_t>(i));
    return values;
  }();
  return table;
}

/// The part of a canvas that becomes one picture.
struct Square {
  std::size_t left = 0;
  std::size_t top = 0;
  std::size_t side = 0;
};

/// How much of the pixel at `at` lies between `from` and `to`.
double overlap(std::size_t at, double from, double to) {
  const auto low = static_cast<double>(at);
  return std::max(0.0, std::min(low + 1, to) - std::max(low, from));
}

hat::Color average(const Canvas& canvas, const Square& square, std::size_t column, std::size_t row) {
  const double cell = static_cast<double>(square.side) / kSide;
  const double left = static_cast<double>(square.left) + static_cast<double>(column) * cell;
  const double top = static_cast<double>(square.top) + static_cast<double>(row) * cell;
  std::array<double, 3> light{};
  for (auto y = static_cast<std::size_t>(top); static_cast<double>(y) < top + cell && y < canvas.height;
       ++y) {
    const double high = overlap(y, top, top + cell);
    for (auto x = static_cast<std::size_t>(left); static_cast<double>(x) < left + cell && x < canvas.width;
         ++x) {
      const double part = high * overlap(x, left, left + cell);
      const hat::Color& color = canvas.pixels[y * canvas.width + x];
      light[0] += part * light_table().at(color.red);
      light[1] += part * light_table().at(color.green);
      light[2] += part * light_table().at(color.blue);
    }
  }
  const double area = cell * cell;
  return {to_srgb(light[0] / area), to_srgb(light[1] / area), to_srgb(light[2] / area)};
}

TimedPicture picture_of(const Canvas& canvas, const Square& square, std::uint32_t duration_ms) {
  TimedPicture picture{.colors = {}, .duration_ms = duration_ms};
  const std::size_t cell = square.side / kSide;
  for (std::size_t led = 0; led < picture.colors.size(); ++led) {
    const std::size_t column = led % kSide;
    const std::size_t row = led / kSide;
    if (square.side % kSide != 0) {
      picture.colors.at(led) = average(canvas, square, column, row);
      continue;
    }
    const std::size_t x = square.left + column * cell + cell / 2;
    const std::size_t y = square.top + row * cell + cell / 2;
    picture.colors.at(led) = canvas.pixels[y * canvas.width + x];
  }
  return picture;
}

Square middle_square(const Canvas& canvas) {
  const std::size_t side = std::min(canvas.width, canvas.height);
  return {(canvas.width - side) / 2, (canvas.height - side) / 2, side};
}

// ---- PNG

std::uint8_t over_black(png_byte value, png_byte alpha) {
  return static_cast<std::uint8_t>((value * alpha + 127) / 255);
}

Canvas decode_png(std::string_view bytes) {
  png_image header{};
  header.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&header, bytes.data(), bytes.size()) == 0)
    refuse(std::string{"the PNG is damaged: "} + header.message);
  const std::unique_ptr<png_image, decltype(&png_image_free)> owner{&header, &png_image_free};
  check_size(header.width, header.height);
  header.format = PNG_FORMAT_RGBA;
  std::vector<png_byte> rgba(std::size_t{4} * header.width * header.height);
  if (png_image_finish_read(&header, nullptr, rgba.data(), 0, nullptr) == 0)
    refuse(std::string{"the PNG is damaged: "} + header.message);
  Canvas canvas{header.width, header.height, {}};
  canvas.pixels.reserve(canvas.width * canvas.height);
  for (std::size_t i = 0; i < rgba.size(); i += 4) {
    const png_byte alpha = rgba[i + 3];
    canvas.pixels.push_back(
        {over_black(rgba[i], alpha), over_black(rgba[i + 1], alpha), over_black(rgba[i + 2], alpha)});
  }
  return canvas;
}

Animation import_png(std::string_view bytes) {
  const Canvas canvas = decode_png(bytes);
  Animation animation;
  if (canvas.height == kSide && canvas.width % kSide == 0 && canvas.width > kSide) {
    for (std::size_t left = 0; left < canvas.width; left += kSide)
      animation.pictures.push_back(picture_of(canvas, {left, 0, kSide}, TimedPicture{}.duration_ms));
    return animation;
  }
  animation.pictures.push_back(picture_of(canvas, middle_square(canvas), TimedPicture{}.duration_ms));
  return animation;
}

// ---- GIF

/// libgif reading from a view, picture by picture: a small file may hold pictures without end.
class GifReader {
 public:
  explicit GifReader(std::string_view bytes) : rest_(bytes) {
    int error = 0;
    gif_.reset(DGifOpen(&rest_, &GifReader::take, &error));
    if (!gif_) refuse_damage(error);
    canvas_.width = static_cast<std::size_t>(std::max(gif_->SWidth, 0));
    canvas_.height = static_cast<std::size_t>(std::max(gif_->SHeight, 0));
    check_size(canvas_.width, canvas_.height);
    canvas_.pixels.resize(canvas_.width * canvas_.height);
  }

  Animation read() {
    for (;;) {
      GifRecordType type = UNDEFINED_RECORD_TYPE;
      expect(DGifGetRecordType(gif_.get(), &type));
      if (type == TERMINATE_RECORD_TYPE) break;
      if (type == EXTENSION_RECORD_TYPE) read_extension();
      if (type == IMAGE_DESC_RECORD_TYPE) read_picture();
    }
    if (animation_.pictures.empty()) refuse("the GIF holds no picture");
    return std::move(animation_);
  }

 private:
  struct Close {
    void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
  };

  static int take(GifFileType* gif, GifByteType* into, int size) {
    auto& rest = *static_cast<std::string_view*>(gif->UserData);
    const std::size_t taken = std::min(rest.size(), static_cast<std::size_t>(std::max(size, 0)));
    if (taken > 0) std::memcpy(into, rest.data(), taken);
    rest.remove_prefix(taken);
    return static_cast<int>(taken);
  }

  [[noreturn]] static void refuse_damage(int error) {
    const char* const reason = GifErrorString(error);
    refuse(std::string{"the GIF is damaged: "} + (reason != nullptr ? reason : "it ends too early"));
  }
  void expect(int result) const {
    if (result == GIF_ERROR) refuse_damage(gif_->Error);
  }

  void read_extension() {
    int code = 0;
    GifByteType* block = nullptr;
    expect(DGifGetExtension(gif_.get(), &code, &block));
    while (block != nullptr) {
      if (code == GRAPHICS_EXT_FUNC_CODE) DGifExtensionToGCB(block[0], block + 1, &control_);
      if (code == APPLICATION_EXT_FUNC_CODE && block[0] == 3 && block[1] == 1)
        animation_.repeats = static_cast<std::uint32_t>(block[2] | (block[3] << 8));
      expect(DGifGetExtensionNext(gif_.get(), &block));
    }
  }

  void read_picture() {
    expect(DGifGetImageDesc(gif_.get()));
    const GifImageDesc& place = gif_->Image;
    if (place.Width <= 0 || place.Height <= 0 || place.Left < 0 || place.Top < 0 ||
        place.Left + place.Width > gif_->SWidth || place.Top + place.Height > gif_->SHeight)
      refuse("the GIF is damaged: a picture lies outside of it");
    work_ += canvas_.pixels.size();
    if (work_ > kMostWork || animation_.pictures.size() == kMostPictures)
      refuse("more pictures than can be meant, at most " + std::to_string(kMostPictures));
    const std::vector<hat::Color> before =
        control_.DisposalMode == DISPOSE_PREVIOUS ? canvas_.pixels : std::vector<hat::Color>{};
    draw(place);
    const auto delay_ms = static_cast<std::uint32_t>(std::max(control_.DelayTime, 0)) * 10;
    animation_.pictures.push_back(
        picture_of(canvas_, middle_square(canvas_), delay_ms < 20 ? kBrowsersDelay : delay_ms));
    if (control_.DisposalMode == DISPOSE_PREVIOUS) canvas_.pixels = before;
    if (control_.DisposalMode == DISPOSE_BACKGROUND) clear(place);
    control_ = {0, false, 0, NO_TRANSPARENT_COLOR};
  }

  std::size_t index_of(int x, int y) const {
    return static_cast<std::size_t>(y) * canvas_.width + static_cast<std::size_t>(x);
  }

  void draw(const GifImageDesc& place) {
    const ColorMapObject* const colors = place.ColorMap != nullptr ? place.ColorMap : gif_->SColorMap;
    if (colors == nullptr) refuse("the GIF is damaged: a picture has no colours");
    std::vector<GifPixelType> line(static_cast<std::size_t>(place.Width));
    for (int row = 0; row < place.Height; ++row) {
      expect(DGifGetLine(gif_.get(), line.data(), place.Width));
      const int y = place.Top + (place.Interlace ? interlaced(row, place.Height) : row);
      hat::Color* const to = &canvas_.pixels[index_of(place.Left, y)];
      for (std::size_t x = 0; x < line.size(); ++x) {
        if (line[x] == control_.TransparentColor || line[x] >= colors->ColorCount) continue;
        const GifColorType& color = colors->Colors[line[x]];
        to[x] = {color.Red, color.Green, color.Blue};
      }
    }
  }

  /// Which row comes as number `row` of an interlaced picture (GIF89a, appendix E).
  static int interlaced(int row, int height) {
    constexpr std::array<int, 4> kFirst{0, 4, 2, 1};
    constexpr std::array<int, 4> kStep{8, 8, 4, 2};
    for (std::size_t pass = 0; pass < kFirst.size(); ++pass) {
      const int count = height > kFirst.at(pass) ? (height - kFirst.at(pass) - 1) / kStep.at(pass) + 1 : 0;
      if (row < count) return kFirst.at(pass) + row * kStep.at(pass);
      row -= count;
    }
    return 0;
  }

  void clear(const GifImageDesc& place) {
    for (int y = place.Top; y < place.Top + place.Height; ++y)
      std::fill_n(&canvas_.pixels[index_of(place.Left, y)], place.Width, hat::Color{});
  }

  std::string_view rest_;
  std::unique_ptr<GifFileType, Close> gif_;
  Canvas canvas_;
  GraphicsControlBlock control_{0, false, 0, NO_TRANSPARENT_COLOR};
  Animation animation_;
  std::size_t work_ = 0;
};

}  // namespace

Animation import_image(std::string_view bytes) {
  if (bytes.size() > kMostBytes) refuse("larger than 16 MiB");
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return import_png(bytes);
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return GifReader{bytes}.read();
  refuse("neither a PNG nor a GIF");
}

}  // namespace cupola::picture
