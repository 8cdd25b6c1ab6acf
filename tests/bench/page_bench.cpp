#include "certificates/page/certificate.hpp"
#include "tests/bench/mission_mix.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace {

using namespace cupola;

/// One certificate with the press warm. The page is left in CUPOLA_BENCH_PAGE for the peer to draw again.
void draw_a_certificate(benchmark::State& state) {
  page::CertificatePress press;
  const page::Certificate certificate = page_test::sample_certificate();
  const std::string first = press.pdf(certificate);
  if (const char* path = std::getenv("CUPOLA_BENCH_PAGE")) std::ofstream(path, std::ios::binary) << first;
  while (state.KeepRunning()) benchmark::DoNotOptimize(press.pdf(certificate));
}
BENCHMARK(draw_a_certificate)->Unit(benchmark::kMillisecond);

/// Sealed, with its code, names and words in all the scripts of a mission: a turn is one of each team.
void draw_a_sealed_mission(benchmark::State& state) {
  const record::SigningKey key = seal_test::key_of(7);
  page::CertificatePress press({.seal_key = &key});
  std::vector<page::Certificate> mission;
  mission.reserve(bench::kTeams);
  for (std::uint32_t i = 0; i < bench::kTeams; ++i) mission.push_back(bench::mixed_certificate(i, key));
  const char* folder = std::getenv("CUPOLA_BENCH_MIX");
  for (std::uint32_t i = 0; i < bench::kTeams; ++i) {  // the base and the fonts are made once
    const std::string pdf = press.pdf(mission[i]);
    if (folder != nullptr)
      std::ofstream(std::string(folder) + "/" + std::to_string(i) + ".pdf", std::ios::binary) << pdf;
  }
  while (state.KeepRunningBatch(bench::kTeams))
    for (const page::Certificate& certificate : mission) benchmark::DoNotOptimize(press.pdf(certificate));
}
BENCHMARK(draw_a_sealed_mission)->Unit(benchmark::kMillisecond);

}  // namespace
