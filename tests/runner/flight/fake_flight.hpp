#pragma once

#include "hat_driver/base/whole_file.hpp"
#include "runner/flight/flight.hpp"
#include "runner/record/sha256.hpp"
#include "tests/runner/flight/fake_runner.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace cupola::tests {

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
                      .profile = profile,
                      .start = start,
                      .wall_limit_s = limit,
                      .tier = "fake",
                      .build = "test",
                      .boot_id = "boot",
                      .ballast_bytes = ballast,
                      .unit = unit,
                      .again = again,
                      .schedule = schedule};
    return flight::fly(plan, {.stage = std::ref(runner),
                              .clock = clock,
                              .disk = disk,
                              .clock_error =
                                  [] {
                                    return base::ClockError{true, 0.25};
                                  },
                              .order = [this] { return stop ? flight::Order::Stop : order; },
                              .wait =
                                  [this](base::Monotonic until) {
                                    clock.wait_until(until);
                                    if (while_waiting) while_waiting();
                                  },
                              .held = [this](const std::string& why) { held.push_back(why); },
                              .progress = progress,
                              .alive = alive});
  }

  mission::Bundle bundle;
  std::filesystem::path log;
  record::ClockKind kind = record::ClockKind::Virtual;
  hat::Profile profile = hat::Profile::Flight;
  std::optional<base::UtcTime> start;
  std::optional<double> limit;
  std::size_t ballast = 4096;
  bool stop = false;
  flight::Order order = flight::Order::GoOn;
  record::Unit unit;
  std::vector<record::Verdict> again;
  flight::Schedule schedule;
  std::function<void()> while_waiting;
  std::vector<std::string> held;
  FakeClock clock;
  record::SystemDisk system_disk;
  record::Disk& disk = system_disk;
  FakeRunner runner{clock};
  std::function<void(const flight::Progress&)> progress;
  std::function<void()> alive;
};

}  // namespace cupola::tests
