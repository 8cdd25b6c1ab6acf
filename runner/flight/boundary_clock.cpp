#include "runner/flight/boundary_clock.hpp"

#include "runner/record/time_line.hpp"

#include <cmath>

namespace cupola::flight {
namespace {

constexpr int kReadings = 3;
constexpr double kSmallestStep_s = 0.05;

double seconds(std::int64_t ns) { return static_cast<double>(ns) * 1e-9; }

}  // namespace

record::Anchor BoundaryClock::look() {
  record::Anchor best;
  for (int reading = 0; reading < kReadings; ++reading) {
    const base::Monotonic before = clock_.monotonic();
    const base::UtcTime utc = clock_.utc();
    const base::Monotonic after = clock_.monotonic();
    const std::int64_t window = (after - before).count();
    if (reading > 0 && window >= best.window_ns) continue;
    best.utc_ns = utc.time_since_epoch().count();
    best.monotonic_ns = before.count() + window / 2;
    best.window_ns = window;
  }
  const base::ClockError error = error_();
  best.synchronised = error.synchronised;
  best.error_s = error.maximum_s;
  before_ = last_;
  last_ = best;
  return best;
}

std::optional<record::Step> BoundaryClock::step() const {
  if (!before_ || !last_) return std::nullopt;
  const std::int64_t elapsed_ns = last_->monotonic_ns - before_->monotonic_ns;
  const double offset_s = seconds(last_->utc_ns - before_->utc_ns - elapsed_ns);
  if (std::abs(offset_s) < kSmallestStep_s + seconds(elapsed_ns) * record::kDriftBound) return std::nullopt;
  return record::Step{base::UtcTime{std::chrono::nanoseconds{last_->utc_ns}}, last_->monotonic_ns, offset_s};
}

}  // namespace cupola::flight
