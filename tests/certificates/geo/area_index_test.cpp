#include "certificates/geo/area_index.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <optional>
#include <random>
#include <vector>

#include "certificates/geo/world_data.hpp"

using cupola::geo::Area;
using cupola::geo::AreaIndex;
using cupola::geo::GridPoint;
using cupola::geo::GridRing;

namespace {

constexpr std::int32_t kUnits = 10;

Area area_of(std::vector<GridRing> rings) { return {.phrase = "an area", .rings = std::move(rings)}; }

GridRing square(std::int32_t west, std::int32_t south, std::int32_t size) {
  return {{west, south}, {west + size, south}, {west + size, south + size}, {west, south + size}};
}

}  // namespace

TEST_CASE("nothing holds a place where there is no area, or only one without outline") {
  const AreaIndex none({}, kUnits);
  CHECK(none.holding(0, 0) == std::nullopt);
  CHECK(none.nearest(0, 0, 1e9, 1) == std::nullopt);
  const AreaIndex hollow({area_of({})}, kUnits);
  CHECK(hollow.holding(0, 0) == std::nullopt);
  CHECK(hollow.nearest(0, 0, 1e9, 1) == std::nullopt);
}

TEST_CASE("a hole is outside and an island in it inside") {
  const AreaIndex index({area_of({square(-50, -50, 100), square(-30, -30, 60), square(-10, -10, 20)})},
                        kUnits);
  CHECK(index.holding(40, 40) == 0);
  CHECK(index.holding(20, 20) == std::nullopt);
  CHECK(index.holding(0, 0) == 0);
  CHECK(index.holding(60, 0) == std::nullopt);
}

TEST_CASE("every place on the edges between neighbours belongs to exactly one") {
  // A fan of triangles round a point: slanted shared edges, which rounding would otherwise lose or count
  // twice.
  std::vector<Area> fan;
  const std::vector<GridPoint> rim = {{70, 3},    {61, 47},  {-5, 80}, {-66, 31},
                                      {-71, -29}, {13, -77}, {59, -41}};
  for (std::size_t i = 0; i < rim.size(); ++i) {
    fan.push_back(area_of({{GridPoint{1, 2}, rim[i], rim[(i + 1) % rim.size()]}}));
  }
  std::vector<AreaIndex> each;
  each.reserve(fan.size());
  for (const Area& area : fan) each.emplace_back(std::vector<Area>{area}, kUnits);
  std::mt19937 random(3);
  std::uniform_real_distribution<double> along(0.001, 0.999);
  for (int i = 0; i < 20'000; ++i) {
    const GridPoint end = rim[static_cast<std::size_t>(i) % rim.size()];
    const double t = along(random);
    const double x = 1 + t * (end.x - 1);
    const double y = 2 + t * (end.y - 2);
    int holders = 0;
    for (const AreaIndex& index : each) holders += index.holding(x, y).has_value() ? 1 : 0;
    REQUIRE(holders == 1);
  }
}

TEST_CASE("the first of overlapping areas is meant") {
  const AreaIndex index({area_of({square(0, 0, 10)}), area_of({square(-50, -50, 100)})}, kUnits);
  CHECK(index.holding(5, 5) == 0);
  CHECK(index.holding(-5, 5) == 1);
}

TEST_CASE("finds the nearest outline within reach, across the degrees, east-west distances shrunk") {
  const AreaIndex index({area_of({square(0, 0, 10)}), area_of({square(30, 0, 10)})}, kUnits);
  CHECK(index.nearest(14, 5, 3, 1) == std::nullopt);
  CHECK(index.nearest(14, 5, 5, 1) == 0);
  CHECK(index.nearest(26, 5, 5, 1) == 1);
  CHECK(index.nearest(5, 14.5, 5, 1) == 0);
  CHECK(index.nearest(14, 5, 3, 0.5) == 0);
}

TEST_CASE("the seas of the world leave no place without a name") {
  const cupola::geo::PackedMap map = cupola::geo::unpack(cupola::geo::world_data());
  const AreaIndex seas(map.seas, map.units_per_degree);
  const double units = map.units_per_degree;
  std::mt19937 random(11);
  std::uniform_real_distribution<double> latitude(-90, 90);
  std::uniform_real_distribution<double> longitude(-180, 180);
  for (int i = 0; i < 50'000; ++i) {
    const double y = latitude(random);
    const double x = longitude(random);
    CAPTURE(y);
    CAPTURE(x);
    REQUIRE(seas.holding(x * units, y * units).has_value());
  }
}
