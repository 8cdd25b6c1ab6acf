#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <numbers>
#include <random>
#include <vector>

#include "certificates/geo/atlas.hpp"

namespace {

using cupola::geo::Atlas;
using cupola::geo::MapPoint;

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

}  // namespace
