#pragma once

#include <cupola/hat/backend.hpp>
#include <cupola/hat/waiting.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace cupola::hat {

/// The joystick as one reader sees it: every SenseStick has a place of its own in the stream of events, so
/// two readers never take events from each other. Directions are the board's, whatever the rotation of the
/// LEDs.
class SenseStick {
 public:
  /// Starts with the next event; what happened before is not shown. Keeps both references.
  SenseStick(Backend& backend, Waiting& waiting);

  /// All events since the last call, oldest first; never waits.
  std::vector<StickEvent> get_events();
  /// The next event, or nothing; never waits.
  std::optional<StickEvent> next_event();
  /// Waits for the next event; nothing when `timeout` has passed first. Without a timeout waits for ever.
  std::optional<StickEvent> wait_for_event(std::optional<std::chrono::nanoseconds> timeout = {});

  /// The number of the event this reader sees next; another reader may start from it.
  std::uint64_t cursor() const { return cursor_; }
  void set_cursor(std::uint64_t cursor) { cursor_ = cursor; }

 private:
  Backend& backend_;
  Waiting& waiting_;
  std::uint64_t cursor_;
};

}  // namespace cupola::hat
