#pragma once

#include "hat_driver/base/whole_file.hpp"
#include "runner/flight/flight.hpp"
#include "runner/record/sha256.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cupola::tests {

/// A clock that only moves when told to, or by a step at every look.
class FakeClock final : public base::Clock {
 public:
  base::Monotonic monotonic() const override {
    if (on_look) on_look();
    return now;
  }
  base::UtcTime utc() const override {
    if (on_look) on_look();
    return base::UtcTime{now + offset};
  }
  void wait_until(base::Monotonic deadline) override { now = std::max(now, deadline); }

  base::Monotonic now = std::chrono::hours{1};
  std::chrono::nanoseconds offset = std::chrono::hours{24 * 365 * 50};
  std::function<void()> on_look;
};

/// A bundle of programs whose text is their id.
inline mission::Bundle make_bundle(const std::vector<std::string>& ids) {
  mission::Bundle bundle;
  bundle.mission = "zero";
  bundle.rules = "open";
  bundle.profile = "flight";
  for (const std::string& id : ids) bundle.entries.push_back({id, record::sha256_hex(id), id});
  mission::encode_bundle(bundle);
  return bundle;
}

/// Stands in for box and board: every program runs ten seconds, and what it was is written down.
class FakeRunner {
 public:
  explicit FakeRunner(FakeClock& clock) : clock_(clock) {}

  std::unique_ptr<run::Staged> operator()(const run::RunRequest& request) {
    staged.push_back(*request.source);
    if (before_staging) before_staging(*request.source);
    return std::make_unique<Ready>(*this, request);
  }

  std::vector<std::string> staged;
  std::vector<std::string> flown;
  std::vector<run::RunRequest> requests;
  std::function<void(const std::string&)> before_staging;
  std::function<void(const std::string&, run::RunReport&)> during;

 private:
  class Ready final : public run::Staged {
   public:
    Ready(FakeRunner& runner, const run::RunRequest& request) : runner_(runner), request_(request) {}
    run::RunReport go(const run::Go& go) override { return runner_.fly(request_, go); }

   private:
    FakeRunner& runner_;
    run::RunRequest request_;
  };

  run::RunReport fly(run::RunRequest request, const run::Go& go) {
    const std::string id = *request.source;
    request.start = go.start;
    flown.push_back(id);
    requests.push_back(request);
    if (go.running) go.running();
    run::RunReport report;
    report.start = request.start.value_or(clock_.utc());
    clock_.now += std::chrono::microseconds{10'000'250};
    report.end = report.start + std::chrono::microseconds{10'000'250};
    report.usage.wall_s = 10.00025;
    report.verdict = record::Verdict::Finished;
    report.out = "out of " + id;
    report.err = "err of " + id;
    report.film.frames.push_back({});
    if (during) during(id, report);
    return report;
  }

  FakeClock& clock_;
};

/// A flight in a folder, with everything of the outside world under the test's hand.
struct FakeFlight {
  explicit FakeFlight(std::filesystem::path folder, const std::vector<std::string>& ids = {"a", "b", "c"})
      : bundle(make_bundle(ids)), log(std::move(folder)) {}
  /// In a disk of the test's own.
  FakeFlight(record::Disk& own, const std::vector<std::string>& ids)
      : bundle(make_bundle(ids)), log("/logs/log"), disk(own) {}

  flight::Summary fly() {
    flight::Plan plan{.bundle = bundle,
                      .bundle_name = "x.bundle",
                      .log = log,
                      .hat = record::HatKind::Emulated,
                      .clock = kind,
                      .profile = hat::Profile::Flight,
                      .start = start,
                      .wall_limit_s = limit,
                      .tier = "fake",
                      .build = "test",
                      .boot_id = "boot",
                      .ballast_bytes = ballast};
    return flight::fly(plan, {.stage = std::ref(runner),
                              .clock = clock,
                              .disk = disk,
                              .clock_error =
                                  [] {
                                    return base::ClockError{true, 0.25};
                                  },
                              .stop = [this] { return stop; },
                              .progress = progress});
  }

  mission::Bundle bundle;
  std::filesystem::path log;
  record::ClockKind kind = record::ClockKind::Virtual;
  std::optional<base::UtcTime> start;
  std::optional<double> limit;
  std::size_t ballast = 4096;
  bool stop = false;
  FakeClock clock;
  record::SystemDisk system_disk;
  record::Disk& disk = system_disk;
  FakeRunner runner{clock};
  std::function<void(const flight::Progress&)> progress;
};

}  // namespace cupola::tests
