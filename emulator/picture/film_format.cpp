#include "emulator/picture/film.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace cupola::picture {
namespace {

constexpr std::string_view kMagic = "CUPOFILM";
constexpr std::uint16_t kVersion = 1;
constexpr std::size_t kHeaderSize = 72;
constexpr std::size_t kCrcSize = 4;
constexpr std::uint8_t kWhole = 0;
constexpr std::uint8_t kChanges = 1;
constexpr std::size_t kWholeSize = 2 * hat::kPixelCount;
constexpr std::size_t kMaskSize = 8;
constexpr std::size_t kSmallestRecord = 2 + kMaskSize;
constexpr std::size_t kLargestRecord = 5 + 1 + kWholeSize;
constexpr std::size_t kMostPacked = std::size_t{64} << 20;
// Deflate never does better than 1032:1; whatever promises more is a bomb, refused before a byte is reserved.
constexpr std::size_t kMostDeflation = 1032;

[[noreturn]] void refuse(std::size_t byte, const std::string& what) {
  throw std::invalid_argument("film: byte " + std::to_string(byte) + ": " + what);
}

void put(std::string& out, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) out.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}

std::uint64_t get(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(bytes[at + i])) << (8 * i);
  return value;
}

std::uint32_t checksum(std::string_view bytes) {
  return static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

// ---- writing

void put_varint(std::string& out, std::uint32_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>((value & 0x7f) | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

void put_picture(std::string& out, const hat::Frame& before, const hat::Frame& now) {
  std::uint64_t mask = 0;
  std::string changes;
  for (std::size_t i = 0; i < hat::kPixelCount; ++i) {
    if (now.pixels[i] == before.pixels[i]) continue;
    mask |= std::uint64_t{1} << i;
    put(changes, now.pixels[i], 2);
  }
  if (kMaskSize + changes.size() < kWholeSize) {
    put(out, kChanges, 1);
    put(out, mask, kMaskSize);
    out += changes;
    return;
  }
  put(out, kWhole, 1);
  for (const std::uint16_t pixel : now.pixels) put(out, pixel, 2);
}

void check_film(const Film& film) {
  if (film.frames.size() > kMostFilmFrames)
    throw std::invalid_argument("film: at most " + std::to_string(kMostFilmFrames) + " pictures, got " +
                                std::to_string(film.frames.size()));
  std::uint32_t before = 0;
  for (const FilmFrame& each : film.frames) {
    if (each.time_ms < before)
      throw std::invalid_argument("film: times must not go back, got " + std::to_string(each.time_ms) +
                                  " ms after " + std::to_string(before) + " ms");
    before = each.time_ms;
  }
  if (before > film.duration_ms)
    throw std::invalid_argument("film: the last picture, at " + std::to_string(before) +
                                " ms, is after the end at " + std::to_string(film.duration_ms) + " ms");
  for (const std::uint8_t level : film.gamma)
    if (level > 31) throw std::invalid_argument("film: gamma levels are 0–31, got " + std::to_string(level));
}

std::string pack(const std::string& plain) {
  uLongf size = ::compressBound(plain.size());
  std::string packed(size, '\0');
  const int result =
      ::compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                  reinterpret_cast<const Bytef*>(plain.data()), plain.size(), Z_BEST_COMPRESSION);
  if (result != Z_OK)
    throw std::runtime_error("film: zlib cannot compress (code " + std::to_string(result) + ")");
  packed.resize(size);
  return packed;
}

// ---- reading

struct Header {
  std::size_t frame_count = 0;
  std::size_t plain_size = 0;
  std::size_t packed_size = 0;
};

void check_sizes(const Header& header, std::string_view bytes) {
  if (header.frame_count > kMostFilmFrames)
    refuse(12, std::to_string(header.frame_count) + " pictures, at most " + std::to_string(kMostFilmFrames));
  if (header.plain_size < header.frame_count * kSmallestRecord ||
      header.plain_size > header.frame_count * kLargestRecord)
    refuse(20, std::to_string(header.plain_size) + " bytes cannot hold " +
                   std::to_string(header.frame_count) + " pictures of " + std::to_string(kSmallestRecord) +
                   "–" + std::to_string(kLargestRecord) + " bytes");
  if (header.packed_size > kMostPacked)
    refuse(64, std::to_string(header.packed_size) + " packed bytes, at most " + std::to_string(kMostPacked));
  if (header.plain_size > header.packed_size * kMostDeflation)
    refuse(20, std::to_string(header.plain_size) + " bytes cannot come out of " +
                   std::to_string(header.packed_size) + " packed ones");
  const std::size_t expected = kHeaderSize + header.packed_size + kCrcSize;
  if (bytes.size() < expected)
    refuse(bytes.size(), "the file ends here, " + std::to_string(expected) + " bytes were promised");
  if (bytes.size() > expected) refuse(expected, "the film ends here, but more bytes follow");
}

Header read_header(std::string_view bytes, Film& film) {
  if (bytes.substr(0, kMagic.size()) != kMagic) refuse(0, "not a film: it must begin with CUPOFILM");
  if (bytes.size() < kHeaderSize + kCrcSize)
    refuse(bytes.size(),
           "the file ends here, the smallest film has " + std::to_string(kHeaderSize + kCrcSize) + " bytes");
  const std::uint64_t version = get(bytes, 8, 2);
  if (version != kVersion) refuse(8, "unknown version " + std::to_string(version) + ", this reads version 1");
  if (get(bytes, 10, 2) != 0) refuse(10, "reserved, must be 0");
  if (get(bytes, 68, 4) != 0) refuse(68, "reserved, must be 0");
  film.duration_ms = static_cast<std::uint32_t>(get(bytes, 16, 4));
  film.total_updates = get(bytes, 24, 8);
  for (std::size_t i = 0; i < film.gamma.size(); ++i) {
    film.gamma[i] = static_cast<std::uint8_t>(bytes[32 + i]);
    if (film.gamma[i] > 31) refuse(32 + i, "gamma level " + std::to_string(film.gamma[i]) + ", must be 0–31");
  }
  const Header header{.frame_count = static_cast<std::size_t>(get(bytes, 12, 4)),
                      .plain_size = static_cast<std::size_t>(get(bytes, 20, 4)),
                      .packed_size = static_cast<std::size_t>(get(bytes, 64, 4))};
  check_sizes(header, bytes);
  const std::size_t crc_at = bytes.size() - kCrcSize;
  if (get(bytes, crc_at, kCrcSize) != checksum(bytes.substr(0, crc_at)))
    refuse(crc_at, "the checksum does not match, the film was damaged");
  return header;
}

std::string unpack(std::string_view packed, std::size_t plain_size) {
  std::string plain(plain_size, '\0');
  uLongf got = plain_size;
  uLong used = packed.size();
  // zlib wants somewhere to write even if nothing comes out.
  char nothing = 0;
  char* const out = plain.empty() ? &nothing : plain.data();
  const int result = ::uncompress2(reinterpret_cast<Bytef*>(out), &got,
                                   reinterpret_cast<const Bytef*>(packed.data()), &used);
  if (result != Z_OK) refuse(kHeaderSize, "the packed pictures are not whole zlib data of the promised size");
  if (got != plain_size)
    refuse(20, std::to_string(plain_size) + " bytes promised, " + std::to_string(got) + " came");
  if (used != packed.size())
    refuse(kHeaderSize + used, "the packed pictures end here, but more bytes follow");
  return plain;
}

/// Walks over the unpacked picture records; every error counts bytes from their start.
class Records {
 public:
  explicit Records(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t take(std::size_t size) {
    if (bytes_.size() - at_ < size) fail("the pictures end in the middle of one");
    const std::uint64_t value = get(bytes_, at_, size);
    at_ += size;
    return value;
  }

  std::uint32_t take_varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      const std::uint64_t byte = take(1);
      value |= (byte & 0x7f) << shift;
      if ((byte & 0x80) != 0) continue;
      if (value > std::numeric_limits<std::uint32_t>::max()) break;
      return static_cast<std::uint32_t>(value);
    }
    fail("a time step needs more than 32 bits");
  }

  void take_picture(hat::Frame& frame) {
    const std::uint64_t kind = take(1);
    if (kind > kChanges) fail("unknown kind of picture " + std::to_string(kind));
    const std::uint64_t mask = kind == kWhole ? ~std::uint64_t{0} : take(kMaskSize);
    for (std::size_t i = 0; i < hat::kPixelCount; ++i)
      if (((mask >> i) & 1) != 0) frame.pixels[i] = static_cast<std::uint16_t>(take(2));
  }

  void expect_end() {
    if (at_ != bytes_.size()) fail("the last picture ends here, but more bytes follow");
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw std::invalid_argument("film: byte " + std::to_string(at_) + " of the unpacked pictures: " + what);
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

void read_pictures(std::string_view plain, std::size_t count, Film& film) {
  Records records{plain};
  FilmFrame next;
  film.frames.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t step_ms = records.take_varint();
    if (step_ms > film.duration_ms - next.time_ms)
      records.fail("the picture comes after the end of the film at " + std::to_string(film.duration_ms) +
                   " ms");
    next.time_ms += step_ms;
    records.take_picture(next.frame);
    film.frames.push_back(next);
  }
  records.expect_end();
}

}  // namespace

std::string encode_film(const Film& film) {
  check_film(film);
  std::string plain;
  FilmFrame before;
  for (const FilmFrame& each : film.frames) {
    put_varint(plain, each.time_ms - before.time_ms);
    put_picture(plain, before.frame, each.frame);
    before = each;
  }
  const std::string packed = pack(plain);
  if (packed.size() > kMostPacked)
    throw std::invalid_argument("film: at most " + std::to_string(kMostPacked) + " packed bytes, got " +
                                std::to_string(packed.size()));
  std::string out{kMagic};
  put(out, kVersion, 2);
  put(out, 0, 2);
  put(out, film.frames.size(), 4);
  put(out, film.duration_ms, 4);
  put(out, plain.size(), 4);
  put(out, film.total_updates, 8);
  for (const std::uint8_t level : film.gamma) put(out, level, 1);
  put(out, packed.size(), 4);
  put(out, 0, 4);
  out += packed;
  put(out, checksum(out), kCrcSize);
  return out;
}

Film decode_film(std::string_view bytes) {
  Film film;
  const Header header = read_header(bytes, film);
  const std::string plain = unpack(bytes.substr(kHeaderSize, header.packed_size), header.plain_size);
  read_pictures(plain, header.frame_count, film);
  return film;
}

}  // namespace cupola::picture
