#pragma once

#include "hat_driver/base/clock.hpp"
#include "runner/record/journal.hpp"

#include <functional>
#include <optional>

namespace cupola::flight {

/// Looks at the machine's two clocks at every boundary between two programs. Borrows both.
class BoundaryClock {
 public:
  BoundaryClock(const base::Clock& clock, const std::function<base::ClockError()>& error)
      : clock_(clock), error_(error) {}

  /// Both clocks at one moment: UTC read between two readings of CLOCK_MONOTONIC, the closest of a few.
  record::Anchor look();
  /// By how much UTC was set between the last two looks; nothing if it only ran as fast as the kernel lets
  /// it.
  std::optional<record::Step> step() const;

 private:
  const base::Clock& clock_;
  const std::function<base::ClockError()>& error_;
  std::optional<record::Anchor> before_;
  std::optional<record::Anchor> last_;
};

}  // namespace cupola::flight
