#pragma once

#include "hat_driver/base/clock.hpp"

#include <optional>

namespace cupola::devices {

/// Where samples of one kind come from: a chip on the bus, or the kernel driver that owns it. One thread.
template <typename Sample>
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  /// The newest sample, stamped when it was read, if there is one that poll() has not given yet. Never waits;
  /// throws bus::BusError.
  virtual std::optional<Sample> poll() = 0;
  /// The time between two samples.
  virtual base::Monotonic period() const = 0;
  /// How long after a sample it is worth asking again: early rather than late, for a sample missed is lost.
  virtual base::Monotonic rest() const { return period() - period() / 8; }
};

}  // namespace cupola::devices
