// 14 hours of the ISS, second by second: 50 401 moments.
#include "certificates/orbit/passes.hpp"
#include "certificates/orbit/tle.hpp"
#include "certificates/orbit/track.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace cupola::orbit;

constexpr int kStates = 50'401;
constexpr const char* kLine1 = "1 25544U 98067A   18032.92935684  .00002966  00000-0  52197-4 0  9991";
constexpr const char* kLine2 = "2 25544  51.6438 332.9972 0003094  62.2964  46.0975 15.54039537 97480";

void states(benchmark::State& state) {
  const ElementSet set = *read_tle(kLine1, kLine2);
  const Orbit orbit = *Orbit::from(set);
  while (state.KeepRunning()) {
    for (int second = 0; second < kStates; ++second) benchmark::DoNotOptimize(orbit.after(second / 60.0));
  }
}
BENCHMARK(states)->Unit(benchmark::kMillisecond);

void ground_track_points(benchmark::State& state) {
  const ElementSet set = *read_tle(kLine1, kLine2);
  const TrackSpan span{set.epoch, set.epoch + std::chrono::seconds{kStates - 1}};
  while (state.KeepRunning()) benchmark::DoNotOptimize(ground_track(set, span));
}
BENCHMARK(ground_track_points)->Unit(benchmark::kMillisecond);

void ten_days_of_passes(benchmark::State& state) {
  const ElementSet set = *read_tle(kLine1, kLine2);
  const Orbit orbit = *Orbit::from(set);
  const Observer cambridge{{.latitude_deg = 52.2, .longitude_deg = 0.12, .altitude_km = 0}};
  const Time end = set.epoch + std::chrono::days{10};
  while (state.KeepRunning()) benchmark::DoNotOptimize(find_passes(orbit, cambridge, set.epoch, end));
}
BENCHMARK(ten_days_of_passes)->Unit(benchmark::kMillisecond);

}  // namespace
