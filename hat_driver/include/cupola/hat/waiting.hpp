#pragma once

#include <chrono>
#include <cstdint>

namespace cupola::hat {

/// How a SenseHat waits: a message between two columns, a reader for an event or for a first sample.
/// `system_waiting()` of open_backend.hpp is the ordinary one; a test hands in a clock of its own.
class Waiting {
 public:
  Waiting() = default;
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  virtual ~Waiting() = default;

  /// CLOCK_MONOTONIC, the clock of every sample's `time_ns`.
  virtual std::int64_t now_ns() = 0;
  /// Waits for `duration`. May throw to break off what is waiting (Ctrl+C in Python does).
  virtual void wait(std::chrono::nanoseconds duration) = 0;
};

}  // namespace cupola::hat
