#pragma once

#include "hat_driver/base/clock.hpp"
#include "runner/run/run.hpp"

#include <algorithm>
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

/// Stands in for box and board: every program runs ten seconds, and what it was is written down.
class FakeRunner {
 public:
  explicit FakeRunner(FakeClock& clock) : clock_(clock) {}

  std::unique_ptr<run::Staged> operator()(const run::RunRequest& request) {
    staged.push_back(*request.source);
    if (before_staging) before_staging(*request.source);
    return std::make_unique<Ready>(*this, request);
  }

  int rounds = 1;  ///< of the loop that watches over a program
  std::vector<std::string> staged;
  std::vector<std::string> flown;
  std::vector<run::RunRequest> requests;
  std::function<void(const std::string&)> before_staging;
  std::function<void(const std::string&)> at_go;
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
    if (at_go) at_go(id);
    if (go.running) go.running();
    for (int round = 0; go.alive && round < rounds; ++round) go.alive();
    run::RunReport report;
    report.start = request.start.value_or(clock_.utc());
    clock_.now += std::chrono::microseconds{10'000'250};
    report.end = report.start + std::chrono::microseconds{10'000'250};
    report.start_monotonic_ns = clock_.now.count() - 10'000'250'000;
    report.end_monotonic_ns = clock_.now.count();
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

}  // namespace cupola::tests
