// Thread-safe.
#pragma once

#include "hat_driver/base/clock.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>

namespace cupola::tests {

/// A clock that only waiting moves; UTC is its monotonic time after 2020-01-01.
class FakeClock final : public base::Clock {
 public:
  base::Monotonic monotonic() const override { return base::Monotonic{now_ns_.load()}; }
  base::UtcTime utc() const override { return kStart + monotonic(); }
  void wait_until(base::Monotonic deadline) override {
    std::int64_t now = now_ns_.load();
    while (now < deadline.count() && !now_ns_.compare_exchange_weak(now, deadline.count())) {
    }
  }
  void pass(base::Monotonic duration) { now_ns_ += duration.count(); }

 private:
  static constexpr base::UtcTime kStart{std::chrono::sys_days{std::chrono::year{2020} / 1 / 1}};
  std::atomic<std::int64_t> now_ns_{1'000'000'000};
};

}  // namespace cupola::tests
