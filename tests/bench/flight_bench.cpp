// Flies COUNT times the same program on the real clock and says what lay between each two of them.
// usage: flight_bench LOG_FOLDER PROGRAM COUNT
// The program prints two numbers: CLOCK_MONOTONIC in ns at its first and at its last statement. One line for
// each program but the first, in ms: last statement to first statement · death to GO · GO to first line · GO
// to first statement.
#include "hat_driver/base/whole_file.hpp"
#include "runner/flight/flight.hpp"
#include "runner/record/sha256.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <vector>

namespace {

using namespace cupola;

/// What one program and its report say, all on CLOCK_MONOTONIC, ms.
struct Times {
  double first = 0;
  double last = 0;
  double go = 0;
  double start = 0;
  double end = 0;
};

constexpr double kMs = 1e-6;

class Watched final : public run::Staged {
 public:
  Watched(std::unique_ptr<run::Staged> staged, std::vector<Times>& all)
      : staged_(std::move(staged)), all_(all) {}

  run::RunReport go(const run::Go& go) override {
    run::RunReport report = staged_->go(go);
    long long first = 0;
    long long last = 0;
    if (std::sscanf(report.out.c_str(), "%lld %lld", &first, &last) != 2) {
      std::fprintf(stderr, "flight_bench: %s%s\n", report.note.c_str(), report.err.c_str());
      std::exit(1);
    }
    const auto start = static_cast<double>(report.start_monotonic_ns) * kMs;
    all_.push_back({.first = static_cast<double>(first) * kMs,
                    .last = static_cast<double>(last) * kMs,
                    .go = start - static_cast<double>(report.waking_ns) * kMs,
                    .start = start,
                    .end = start + report.usage.wall_s * 1e3});
    return report;
  }

 private:
  std::unique_ptr<run::Staged> staged_;
  std::vector<Times>& all_;
};

mission::Bundle bundle_of(const std::string& program, int count) {
  mission::Bundle bundle;
  bundle.mission = "bench";
  bundle.rules = "open";
  bundle.profile = "flight";
  for (int number = 0; number < count; ++number) {
    bundle.entries.push_back({std::to_string(number), record::sha256_hex(program), program});
  }
  mission::encode_bundle(bundle);
  return bundle;
}

std::vector<Times> fly(const mission::Bundle& bundle, const std::filesystem::path& log) {
  std::vector<Times> all;
  base::SystemClock clock;
  record::SystemDisk disk;
  run::Installation installation = run::find_installation();
  installation.cgroups = sandbox::make_cgroup_home();
  const flight::Plan plan{.bundle = bundle,
                          .bundle_name = "bench",
                          .log = log,
                          .start = {},
                          .wall_limit_s = {},
                          .tier = run::tier_of(installation),
                          .build = "bench",
                          .boot_id = "bench"};
  flight::fly(plan, {.stage =
                         [&](const run::RunRequest& request) {
                           return std::make_unique<Watched>(run::stage_program(request, installation), all);
                         },
                     .clock = clock,
                     .disk = disk,
                     .clock_error = base::clock_error,
                     .order = {},
                     .wait = {},
                     .progress = {}});
  sandbox::remove_cgroup_home(installation.cgroups);
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  try {
    const std::vector<Times> all =
        fly(bundle_of(base::read_whole_file(argv[2]), std::atoi(argv[3])), argv[1]);
    for (std::size_t i = 1; i < all.size(); ++i) {
      std::printf("%.4f %.4f %.4f %.4f\n", all[i].first - all[i - 1].last, all[i].go - all[i - 1].end,
                  all[i].start - all[i].go, all[i].first - all[i].go);
    }
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "flight_bench: %s\n", error.what());
    return 1;
  }
}
