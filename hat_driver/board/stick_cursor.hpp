#pragma once

#include "hat_driver/board/layout.hpp"
#include "hat_driver/board/ring_cursor.hpp"
#include "hat_driver/board/samples.hpp"

#include <cupola/hat/readings.hpp>

#include <cstdint>
#include <optional>

namespace cupola::board {

/// One reader's place among the joystick's events: every reader sees them all, none takes them from another.
class StickCursor {
 public:
  /// Starts with the next event to come.
  explicit StickCursor(const WorldPage& page)
      : StickCursor(page, page.stick.count.load(std::memory_order_acquire)) {}
  /// Starts with event `position`. The page is borrowed.
  StickCursor(const WorldPage& page, std::uint64_t position) : cursor_(page.stick, position) {}

  /// The next event in order; nothing if this reader has seen all.
  std::optional<hat::StickEvent> next() {
    const std::uint64_t head = cursor_.head();
    while (const auto numbered = cursor_.next_before(head)) {
      if (const auto event = stick_event_from(numbered->record)) return event;
      cursor_.count_last_as_lost();
    }
    return std::nullopt;
  }
  std::uint64_t position() const { return cursor_.position(); }
  /// Events that were overwritten (the ring holds 256) before this reader came for them.
  std::uint64_t lost() const { return cursor_.lost(); }

 private:
  RingCursor<StickRing> cursor_;
};

}  // namespace cupola::board
