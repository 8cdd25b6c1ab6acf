#include "certificates/geo/packed_map.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <random>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "certificates/geo/world_data.hpp"

using cupola::geo::Area;
using cupola::geo::PackedMap;
using cupola::geo::unpack;

namespace {

using Bytes = std::vector<unsigned char>;

constexpr std::size_t kVersionAt = 8;
constexpr std::size_t kSealAt = 9;
constexpr std::size_t kBodyAt = 13;

Bytes world() { return {cupola::geo::world_data().begin(), cupola::geo::world_data().end()}; }

/// Writes the checksum that fits the body, as somebody who alters the data on purpose would.
void seal(Bytes& packed) {
  const std::uint32_t sum = cupola::geo::adler32(std::span(packed).subspan(kBodyAt));
  for (std::size_t i = 0; i < 4; ++i) packed[kSealAt + i] = static_cast<unsigned char>(sum >> (8 * i));
}

Bytes sealed(const Bytes& body) {
  static const Bytes header = {'C', 'U', 'P', 'O', 'L', 'G', 'E', 'O', 1, 0, 0, 0, 0};
  Bytes packed(header.size() + body.size());
  std::copy(body.begin(), body.end(), std::copy(header.begin(), header.end(), packed.begin()));
  seal(packed);
  return packed;
}

/// The worked example of the format, read from its page.
Bytes worked_example() {
  std::ifstream page("certificates/data/README.md");
  const std::string fence = "```";
  Bytes body;
  std::string line;
  bool inside = false;
  while (std::getline(page, line)) {
    if (line == fence) {
      inside = !inside;
    } else if (inside) {
      std::istringstream words(line);
      for (unsigned byte = 0; words >> std::hex >> byte;) body.push_back(static_cast<unsigned char>(byte));
    }
  }
  return sealed(body);
}

}  // namespace

TEST_CASE("refuses a map that is cut short at any place") {
  const Bytes packed = world();
  for (std::size_t size = 0; size < packed.size(); size += 1 + size / 16) {
    CAPTURE(size);
    CHECK_THROWS_AS(unpack(std::span(packed).first(size)), std::invalid_argument);
  }
}

TEST_CASE("refuses a map with any byte altered") {
  const Bytes packed = world();
  for (std::size_t at = 0; at < packed.size(); at += 1 + at / 8) {
    Bytes altered = packed;
    altered[at] ^= 0x10;
    CAPTURE(at);
    CHECK_THROWS_AS(unpack(altered), std::invalid_argument);
  }
}

TEST_CASE("refuses a later version by its number") {
  Bytes packed = world();
  packed[kVersionAt] = 9;
  CHECK_THROWS_WITH_AS(unpack(packed), "map data: version 9, this reader knows 1", std::invalid_argument);
}

TEST_CASE("a map altered and sealed again is read or refused, never trusted") {
  const Bytes example = worked_example();
  std::mt19937 random(5);
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    Bytes altered = example;
    for (int flips = 0; flips < 3; ++flips) {
      altered[kBodyAt + random() % (altered.size() - kBodyAt)] = static_cast<unsigned char>(random());
    }
    altered.resize(kBodyAt + random() % (altered.size() - kBodyAt + 1));
    seal(altered);
    try {
      unpack(altered);
    } catch (const std::invalid_argument&) {
      ++refused;
    }
  }
  CHECK(refused > 10'000);
}

TEST_CASE("refuses counts beyond the data and points outside the world") {
  CHECK_THROWS_AS(unpack(sealed({1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F})), std::invalid_argument);
  CHECK_THROWS_AS(unpack(sealed({1, 1, 3, 0, 0, 0, 0xC8, 1, 0, 0})), std::invalid_argument);  // latitude 100
  CHECK_THROWS_AS(unpack(sealed({0})), std::invalid_argument);  // 0 units a degree
}

TEST_CASE("reads the worked example of the format") {
  const PackedMap map = unpack(worked_example());
  REQUIRE(map.land.size() == 1);
  REQUIRE(map.land[0].size() == 3);
  CHECK(map.land[0][1].longitude_deg == 10);
  CHECK(map.land[0][2].latitude_deg == 10);
  CHECK(map.borders.empty());
  CHECK(map.units_per_degree == 10);
  REQUIRE(map.countries.size() == 1);
  CHECK(map.countries[0].phrase == "Peru");
  CHECK(map.countries[0].alpha2 == "PE");
  CHECK(map.countries[0].alpha3 == "PER");
  CHECK(map.countries[0].numeric == 604);
  REQUIRE(map.seas.size() == 1);
  CHECK(map.seas[0].phrase == "the Sea");
  REQUIRE(map.seas[0].rings.size() == 1);
  CHECK(map.seas[0].rings[0][2].y == 10);
}

TEST_CASE("the checksum is Adler-32") {
  const std::string text = "Wikipedia";  // the example everybody computes: 0x11E60398
  CHECK(cupola::geo::adler32(Bytes(text.begin(), text.end())) == 0x11E60398);
}

TEST_CASE("every country of the world has its own full name and code") {
  const PackedMap map = unpack(world());
  CHECK(map.countries.size() > 230);
  std::set<std::string> names;
  std::set<std::string> codes;
  for (const Area& area : map.countries) {
    CAPTURE(area.phrase);
    CHECK(names.insert(area.phrase).second);
    CHECK(area.phrase.find('.') == std::string::npos);  // no abbreviation
    CHECK(area.alpha2.empty() == area.alpha3.empty());
    CHECK(area.alpha2.empty() == (area.numeric == 0));
    if (!area.alpha2.empty()) CHECK(codes.insert(area.alpha2).second);
  }
  CHECK(codes.size() > 225);
}
