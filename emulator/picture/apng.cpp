#include "emulator/picture/apng.hpp"

#include "emulator/picture/gif.hpp"
#include "emulator/picture/panel_picture.hpp"

#include <png.h>
#include <zlib.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace cupola::picture {
namespace {

constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
constexpr std::uint32_t kLongestCs = 0xffff;

std::string big_endian(std::uint32_t value, int size) {
  std::string bytes;
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
    bytes += static_cast<char>((value >> shift) & 0xff);
  return bytes;
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = (value << 8) | static_cast<std::uint8_t>(bytes[at + i]);
  return value;
}

/// Length, kind and data with their checksum (PNG, section 5.3).
void put_chunk(std::string& out, std::string_view kind, std::string_view data) {
  out += big_endian(static_cast<std::uint32_t>(data.size()), 4);
  const std::size_t summed = out.size();
  out += kind;
  out += data;
  const auto* const bytes = reinterpret_cast<const Bytef*>(out.data() + summed);
  out += big_endian(static_cast<std::uint32_t>(::crc32_z(0, bytes, out.size() - summed)), 4);
}

/// A block of RGBA pixels of a larger picture.
struct Block {
  std::size_t left = 0;
  std::size_t top = 0;
  std::size_t width = 0;
  std::size_t height = 0;
};

/// The smallest block that holds every difference; one pixel if there is none.
Block changed_block(const std::vector<std::uint8_t>& before, const std::vector<std::uint8_t>& now,
                    std::size_t size) {
  std::size_t left = size;
  std::size_t right = 0;
  std::size_t top = size;
  std::size_t bottom = 0;
  for (std::size_t y = 0; y < size; ++y) {
    const auto row = static_cast<std::ptrdiff_t>(4 * y * size);
    const auto length = static_cast<std::ptrdiff_t>(4 * size);
    const auto from = now.begin() + row;
    const auto first = std::mismatch(from, from + length, before.begin() + row).first - from;
    if (first == length) continue;
    std::ptrdiff_t last = length - 1;
    while (from[last] == before[static_cast<std::size_t>(row + last)]) --last;
    left = std::min(left, static_cast<std::size_t>(first) / 4);
    right = std::max(right, static_cast<std::size_t>(last) / 4 + 1);
    top = std::min(top, y);
    bottom = y + 1;
  }
  if (left >= right) return {0, 0, 1, 1};
  return {left, top, right - left, bottom - top};
}

/// The zlib data in which libpng packs a block: what its IDAT chunks hold.
std::string packed(const std::vector<std::uint8_t>& rgba, std::size_t size, const Block& block) {
  png_image header{};
  header.version = PNG_IMAGE_VERSION;
  header.width = static_cast<png_uint_32>(block.width);
  header.height = static_cast<png_uint_32>(block.height);
  header.format = PNG_FORMAT_RGBA;
  const std::uint8_t* const first = &rgba[4 * (block.top * size + block.left)];
  const auto stride = static_cast<png_int_32>(4 * size);
  png_alloc_size_t bytes = 0;
  std::string file;
  const auto write = [&](void* into) {
    if (png_image_write_to_memory(&header, into, &bytes, 0, first, stride, nullptr) == 0)
      throw std::runtime_error(std::string{"apng: "} + header.message);
  };
  write(nullptr);
  file.resize(bytes);
  write(file.data());
  std::string data;
  for (std::size_t at = kSignature.size(); at + 12 <= bytes; at += 12 + number_at(file, at))
    if (file.compare(at + 4, 4, "IDAT") == 0) data.append(file, at + 8, number_at(file, at));
  return data;
}

class ApngWriter {
 public:
  ApngWriter(Look look, std::size_t size) : look_(look), baker_(size), now_(4 * size * size) {}

  void show(const hat::Frame& frame, const hat::GammaTable& gamma, std::uint32_t delay_cs) {
    const std::vector<std::uint8_t> before = now_;
    baker_.bake(led_colors(frame, look_, gamma), look_, now_);
    const std::size_t size = baker_.layout().size_px;
    Block block = frames_ == 0 ? Block{0, 0, size, size} : changed_block(before, now_, size);
    for (; delay_cs > kLongestCs; delay_cs -= kLongestCs) {
      put_frame(block, kLongestCs);
      block = {0, 0, 1, 1};
    }
    put_frame(block, delay_cs);
  }

  std::string finish() {
    const auto size = static_cast<std::uint32_t>(baker_.layout().size_px);
    std::string out{kSignature};
    // Eight bits a channel, red, green, blue and alpha, not interlaced.
    put_chunk(out, "IHDR",
              big_endian(size, 4) + big_endian(size, 4) + std::string{"\x08\x06\x00\x00\x00", 5});
    put_chunk(out, "sRGB", std::string(1, '\0'));
    put_chunk(out, "acTL", big_endian(frames_, 4) + big_endian(0, 4));
    out += body_;
    put_chunk(out, "IEND", {});
    return out;
  }

 private:
  void put_frame(const Block& block, std::uint32_t delay_cs) {
    const auto number = [](std::size_t value) { return big_endian(static_cast<std::uint32_t>(value), 4); };
    // In hundredths of a second; the picture stays, the next one is laid over it as it is.
    put_chunk(body_, "fcTL",
              big_endian(sequence_++, 4) + number(block.width) + number(block.height) + number(block.left) +
                  number(block.top) + big_endian(delay_cs, 2) + big_endian(100, 2) + std::string(2, '\0'));
    const std::string data = packed(now_, baker_.layout().size_px, block);
    if (frames_++ == 0)
      put_chunk(body_, "IDAT", data);
    else
      put_chunk(body_, "fdAT", big_endian(sequence_++, 4) + data);
  }

  Look look_;
  PanelBaker baker_;
  std::vector<std::uint8_t> now_;
  std::string body_;
  std::uint32_t frames_ = 0;
  std::uint32_t sequence_ = 0;
};

}  // namespace

std::string encode_apng(const Film& film, Look look, std::size_t size_px) {
  ApngWriter writer{look, size_px};
  const std::vector<GifStep> steps = gif_steps(film);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const hat::Frame frame =
        steps[i].frame == GifStep::kDark ? hat::Frame{} : film.frames.at(steps[i].frame).frame;
    const std::uint32_t end = i + 1 < steps.size() ? steps[i + 1].start_cs : gif_length_cs(film);
    writer.show(frame, film.gamma, end - steps[i].start_cs);
  }
  return writer.finish();
}

}  // namespace cupola::picture
