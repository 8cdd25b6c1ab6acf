#pragma once

#include "hat_driver/base/utc.hpp"

#include <chrono>

namespace cupola::base {

/// Time since an arbitrary start that never jumps: what durations and deadlines are measured on.
using Monotonic = std::chrono::nanoseconds;

/// What waits or stamps takes one of these, so that a test can hand it a clock of its own.
/// Made in `main` or the Python module, nowhere else.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  virtual Monotonic monotonic() const = 0;
  virtual UtcTime utc() const = 0;
  /// Waits until `monotonic()` has reached `deadline`, or a signal arrived: the caller looks at the clock
  /// again.
  virtual void wait_until(Monotonic deadline) = 0;
};

/// CLOCK_MONOTONIC and CLOCK_REALTIME of the machine.
class SystemClock final : public Clock {
 public:
  Monotonic monotonic() const override;
  UtcTime utc() const override;
  void wait_until(Monotonic deadline) override;
};

/// The kernel's own estimate of how wrong CLOCK_REALTIME may be (adjtimex maxerror), and whether it is
/// disciplined.
struct ClockError {
  bool synchronised = false;
  double maximum_s = 16.0;
};
ClockError clock_error();

}  // namespace cupola::base
