#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "certificates/geo/atlas.hpp"

namespace cupola::geo {

/// Whole units of 1 / PackedMap::units_per_degree.
struct GridPoint {
  std::int32_t x = 0;  ///< east
  std::int32_t y = 0;  ///< north
};
using GridRing = std::vector<GridPoint>;

/// A country or a sea.
struct Area {
  std::string phrase = {};    ///< "the Netherlands", "Brazil"
  std::string alpha2 = {};    ///< ISO 3166-1, empty for seas and where there is none
  std::string alpha3 = {};    ///< likewise
  std::uint16_t numeric = 0;  ///< likewise, 0 for none
  std::vector<GridRing> rings = {};
};

/// What certificates/data/world.bin holds (format: certificates/data/README.md).
struct PackedMap {
  std::vector<Ring> land;
  std::vector<Ring> borders;
  std::int32_t units_per_degree = 1;  ///< of the areas
  std::vector<Area> countries;
  std::vector<Area> seas;  ///< the smallest first: where two overlap, the first is meant
};

/// Adler-32 (RFC 1950 §8.2), the seal of the packed map.
std::uint32_t adler32(std::span<const unsigned char> bytes);

/// Reads a packed map. Throws std::invalid_argument naming the byte where it is cut short, altered, of an
/// unknown version, or outside ±180°/±90°; never reads past the end and never allocates more than the data
/// can fill.
PackedMap unpack(std::span<const unsigned char> packed);

}  // namespace cupola::geo
