#include "hat_driver/base/whole_file.hpp"
#include "tests/bench/mission_mix.hpp"

#include <fmt/format.h>

#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

// many_certificates [COUNT]: what a press costs and holds while it makes 20 000 sealed certificates of as
// many teams.

namespace {

using namespace cupola;

double resident_mib() {
  // The second number: pages in memory (proc(5)).
  const std::string pages = base::read_whole_file("/proc/self/statm");
  return std::strtod(pages.c_str() + pages.find(' '), nullptr) * static_cast<double>(sysconf(_SC_PAGESIZE)) /
         (1 << 20);
}

}  // namespace

int main(int argc, char** argv) {
  constexpr std::uint32_t kLines = 10;
  const auto count = static_cast<std::uint32_t>(argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 20'000);
  const record::SigningKey key = seal_test::key_of(7);
  page::CertificatePress press({.seal_key = &key});
  std::uint32_t made = 0;
  std::size_t bytes = 0;
  const std::clock_t begun = std::clock();
  for (std::uint32_t line = 1; line <= kLines; ++line) {
    for (; made < count / kLines * line; ++made) {
      page::Certificate certificate = bench::mixed_certificate(made, key);
      certificate.team += fmt::format(" {}", made);
      bytes += press.pdf(certificate).size();
    }
    const double seconds = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
    fmt::print("{:6} certificates, {:.2f} ms each, {} kB each, {:.0f} MiB resident\n", made,
               seconds * 1000 / made, bytes / made / 1000, resident_mib());
    std::fflush(stdout);
  }
}
