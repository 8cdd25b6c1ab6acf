#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <numbers>
#include <random>
#include <vector>

#include "certificates/geo/atlas.hpp"
#include "certificates/geo/packed_map.hpp"
#include "certificates/geo/world_data.hpp"

namespace {

using namespace cupola::geo;

/// Places the ISS flies over, equally likely by area.
std::vector<MapPoint> places() {
  constexpr double kRadian_deg = 180 / std::numbers::pi;
  const double highest = std::sin(51.6 / kRadian_deg);
  std::mt19937 random(1);
  std::uniform_real_distribution<double> sine(-highest, highest);
  std::uniform_real_distribution<double> longitude(-180, 180);
  std::vector<MapPoint> result(10'000);
  for (MapPoint& place : result) place = {longitude(random), std::asin(sine(random)) * kRadian_deg};
  return result;
}

void unpack_the_atlas(benchmark::State& state) {
  while (state.KeepRunning()) benchmark::DoNotOptimize(Atlas::built_in());
}
BENCHMARK(unpack_the_atlas)->Unit(benchmark::kMillisecond);

void look_up_a_place(benchmark::State& state) {
  const Atlas atlas = Atlas::built_in();
  const std::vector<MapPoint> all = places();
  std::size_t next = 0;
  while (state.KeepRunning()) {
    const MapPoint place = all[next];
    benchmark::DoNotOptimize(atlas.below(place.latitude_deg, place.longitude_deg));
    next = (next + 1) % all.size();
  }
}
BENCHMARK(look_up_a_place)->Unit(benchmark::kMicrosecond);

bool crosses(const GridPoint& a, const GridPoint& b, double x, double y) {
  if ((a.y > y) == (b.y > y)) return false;
  return x < a.x + (y - a.y) * static_cast<double>(b.x - a.x) / static_cast<double>(b.y - a.y);
}

/// Even-odd over every edge of the area: what everybody writes first.
bool holds(const Area& area, double x, double y) {
  bool inside = false;
  for (const GridRing& ring : area.rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      if (crosses(ring[i], ring[(i + 1) % ring.size()], x, y)) inside = !inside;
    }
  }
  return inside;
}

const Area* scan(const PackedMap& map, MapPoint place) {
  const double x = place.longitude_deg * map.units_per_degree;
  const double y = place.latitude_deg * map.units_per_degree;
  for (const auto* areas : {&map.countries, &map.seas}) {
    for (const Area& area : *areas) {
      if (holds(area, x, y)) return &area;
    }
  }
  return nullptr;
}

void scan_every_border(benchmark::State& state) {
  const PackedMap map = unpack(world_data());
  const std::vector<MapPoint> all = places();
  std::size_t next = 0;
  while (state.KeepRunning()) {
    benchmark::DoNotOptimize(scan(map, all[next]));
    next = (next + 1) % all.size();
  }
}
BENCHMARK(scan_every_border)->Unit(benchmark::kMicrosecond);

}  // namespace
