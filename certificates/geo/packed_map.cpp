#include "certificates/geo/packed_map.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

namespace cupola::geo {
namespace {

constexpr std::string_view kMagic = "CUPOLGEO";
constexpr unsigned char kVersion = 1;
constexpr std::size_t kHeaderSize = 13;  // magic, version, checksum
constexpr std::uint64_t kMostUnits = 10000;
constexpr std::size_t kLeastRing = 3;
constexpr std::size_t kLeastLine = 2;

class Reader {
 public:
  Reader(std::span<const unsigned char> bytes, std::size_t position) : bytes_(bytes), position_(position) {}

  [[noreturn]] void fail(const char* what) const {
    throw std::invalid_argument("map data, byte " + std::to_string(position_) + ": " + what);
  }

  bool at_end() const { return position_ == bytes_.size(); }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
      if (at_end()) fail("cut short");
      const unsigned char byte = bytes_[position_++];
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if ((byte & 0x80) == 0) return value;
    }
    fail("number of more than 35 bits");
  }

  /// How many things follow, each of which takes at least `least_bytes`.
  std::size_t count(std::size_t least_bytes) {
    const std::uint64_t value = number();
    if (value > (bytes_.size() - position_) / least_bytes) fail("count beyond the end of the data");
    return static_cast<std::size_t>(value);
  }

  std::int64_t signed_number() {
    const std::uint64_t value = number();
    const auto half = static_cast<std::int64_t>(value >> 1);
    return (value & 1) == 0 ? half : -half - 1;
  }

  std::string text() {
    const std::size_t size = count(1);
    const auto part = bytes_.subspan(position_, size);
    position_ += size;
    return {part.begin(), part.end()};
  }

  std::uint16_t code() {
    const std::uint64_t value = number();
    if (value > 999) fail("country code above 999");
    return static_cast<std::uint16_t>(value);
  }

  std::int32_t units() {
    const std::uint64_t value = number();
    if (value == 0 || value > kMostUnits) fail("units per degree must be 1-10000");
    return static_cast<std::int32_t>(value);
  }

 private:
  std::span<const unsigned char> bytes_;
  std::size_t position_;
};

std::vector<GridRing> read_lines(Reader& reader, std::int32_t units, std::size_t least_points) {
  std::vector<GridRing> lines(reader.count(1 + 2 * least_points));
  std::int64_t x = 0;
  std::int64_t y = 0;
  for (GridRing& line : lines) {
    const std::size_t points = reader.count(2);
    if (points < least_points) reader.fail("outline of too few points");
    line.reserve(points);
    for (std::size_t i = 0; i < points; ++i) {
      x += reader.signed_number();
      y += reader.signed_number();
      if (std::abs(x) > 180LL * units || std::abs(y) > 90LL * units) reader.fail("point outside the world");
      line.push_back({static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)});
    }
  }
  return lines;
}

std::vector<Ring> to_degrees(const std::vector<GridRing>& lines, std::int32_t units) {
  std::vector<Ring> result(lines.size());
  std::transform(lines.begin(), lines.end(), result.begin(), [units](const GridRing& line) {
    Ring ring(line.size());
    std::transform(line.begin(), line.end(), ring.begin(), [units](GridPoint point) {
      return MapPoint{static_cast<double>(point.x) / units, static_cast<double>(point.y) / units};
    });
    return ring;
  });
  return result;
}

std::vector<Area> read_areas(Reader& reader, std::int32_t units) {
  constexpr std::size_t kLeastArea = 5;  // three empty texts, code 0, no rings
  std::vector<Area> areas(reader.count(kLeastArea));
  for (Area& area : areas) {
    area.phrase = reader.text();
    area.alpha2 = reader.text();
    area.alpha3 = reader.text();
    area.numeric = reader.code();
    area.rings = read_lines(reader, units, kLeastRing);
  }
  if (areas.empty()) reader.fail("no area at all");
  return areas;
}

void check_header(std::span<const unsigned char> packed) {
  if (packed.size() < kHeaderSize) throw std::invalid_argument("map data: shorter than its header");
  if (!std::equal(kMagic.begin(), kMagic.end(), packed.begin(), [](char expected, unsigned char found) {
        return static_cast<unsigned char>(expected) == found;
      })) {
    throw std::invalid_argument("map data: does not begin with CUPOLGEO");
  }
  const unsigned char version = packed[kMagic.size()];
  if (version != kVersion) {
    throw std::invalid_argument("map data: version " + std::to_string(version) + ", this reader knows 1");
  }
  std::uint32_t seal = 0;
  for (std::size_t i = kHeaderSize; i-- > kHeaderSize - 4;) seal = seal << 8 | packed[i];
  if (seal != adler32(packed.subspan(kHeaderSize)))
    throw std::invalid_argument("map data: checksum does not match");
}

}  // namespace

std::uint32_t adler32(std::span<const unsigned char> bytes) {
  constexpr std::uint32_t kModulus = 65521;
  constexpr std::size_t kBlock = 5552;  // the longest run after which the sums still fit 32 bits
  std::uint32_t low = 1;
  std::uint32_t high = 0;
  while (!bytes.empty()) {
    const auto block = bytes.first(std::min(kBlock, bytes.size()));
    for (const unsigned char byte : block) {
      low += byte;
      high += low;
    }
    low %= kModulus;
    high %= kModulus;
    bytes = bytes.subspan(block.size());
  }
  return high << 16 | low;
}

PackedMap unpack(std::span<const unsigned char> packed) {
  check_header(packed);
  Reader reader(packed, kHeaderSize);
  PackedMap map;
  const std::int32_t drawing_units = reader.units();
  map.land = to_degrees(read_lines(reader, drawing_units, kLeastRing), drawing_units);
  map.borders = to_degrees(read_lines(reader, drawing_units, kLeastLine), drawing_units);
  map.units_per_degree = reader.units();
  map.countries = read_areas(reader, map.units_per_degree);
  map.seas = read_areas(reader, map.units_per_degree);
  if (!reader.at_end()) reader.fail("more data than areas");
  return map;
}

}  // namespace cupola::geo
