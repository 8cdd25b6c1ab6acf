#pragma once

#include "hat_driver/devices/source.hpp"

#include <algorithm>
#include <optional>

namespace cupola::tests {

/// Polls until there is a sample; nothing once `deadline` has passed. Throws what poll() throws.
template <typename Sample>
std::optional<Sample> wait_for_sample(devices::Source<Sample>& source, base::Clock& clock,
                                      base::Monotonic deadline) {
  while (true) {
    if (auto sample = source.poll()) return sample;
    const base::Monotonic now = clock.monotonic();
    if (now >= deadline) return std::nullopt;
    clock.wait_until(std::min(deadline, now + source.period() / 8));
  }
}

}  // namespace cupola::tests
