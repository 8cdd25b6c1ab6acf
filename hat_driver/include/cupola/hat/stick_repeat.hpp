#pragma once

#include <cupola/hat/readings.hpp>

#include <array>
#include <chrono>
#include <optional>

namespace cupola::hat {

/// Turns keys that go down and up into what the joystick's driver reports: pressed, held while the key stays
/// down, released. Timing and rules are the kernel's (drivers/input/input.c, REP_DELAY 250 and REP_PERIOD
/// 33): only the key pressed last repeats, and any key that is let go ends the repeating. Times are those of
/// one monotonic clock.
class StickRepeat {
 public:
  static constexpr std::chrono::milliseconds kDelay{250};
  static constexpr std::chrono::milliseconds kPeriod{33};

  /// The event that a key going down (or up) makes; nothing if it was down (or up) already.
  std::optional<Action> press(Direction direction, std::chrono::nanoseconds now);
  std::optional<Action> release(Direction direction);

  /// When the next `held` is due; nothing while no key repeats.
  std::optional<std::chrono::nanoseconds> due() const { return due_; }
  /// The key that is held at `now`, if one is due. What was missed meanwhile is not made up for.
  std::optional<Direction> held_at(std::chrono::nanoseconds now);

 private:
  bool& down(Direction direction) { return down_.at(static_cast<std::size_t>(direction)); }

  std::array<bool, 5> down_{};
  Direction repeating_ = Direction::Up;
  std::optional<std::chrono::nanoseconds> due_;
};

}  // namespace cupola::hat
