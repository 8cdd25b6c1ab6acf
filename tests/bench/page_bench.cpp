#include "certificates/page/certificate.hpp"
#include "tests/certificates/page/sample_certificate.hpp"
#include "tests/certificates/seal/sample_code.hpp"

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

/// The same with names in three scripts, its code, and sealed.
void draw_a_sealed_certificate(benchmark::State& state) {
  const record::SigningKey key = seal_test::key_of(7);
  page::CertificatePress press({.seal_key = &key});
  page::Certificate certificate = page_test::sample_certificate();
  certificate.team = "Οι Μικροί Αστροναύτες";
  certificate.members = {"Ada Okafor", "星星小队"};
  certificate.code = seal::make_code(seal_test::sample_payload(), key, seal::kDefaultPrefix);
  certificate.code_text = certificate.code;
  press.pdf(certificate);  // its base and fonts are made once
  while (state.KeepRunning()) benchmark::DoNotOptimize(press.pdf(certificate));
}
BENCHMARK(draw_a_sealed_certificate)->Unit(benchmark::kMillisecond);

}  // namespace
