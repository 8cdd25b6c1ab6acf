#pragma once

#include "hat_driver/base/clock.hpp"

#include <cupola/hat/readings.hpp>

#include <array>
#include <chrono>
#include <optional>

namespace cupola::serve {

/// Turns keys that go down and up into what the joystick's driver reports: pressed, held while the key stays
/// down, released. Timing and rules are the kernel's (drivers/input/input.c, REP_DELAY 250 and REP_PERIOD
/// 33): only the key pressed last repeats, and any key that is let go ends the repeating.
class StickRepeat {
 public:
  static constexpr std::chrono::milliseconds kDelay{250};
  static constexpr std::chrono::milliseconds kPeriod{33};

  /// The event that a key going down (or up) makes; nothing if it was down (or up) already.
  std::optional<hat::Action> press(hat::Direction direction, base::Monotonic now);
  std::optional<hat::Action> release(hat::Direction direction);

  /// When the next `held` is due; nothing while no key repeats.
  std::optional<base::Monotonic> due() const { return due_; }
  /// The key that is held at `now`, if one is due. What was missed meanwhile is not made up for.
  std::optional<hat::Direction> held_at(base::Monotonic now);

 private:
  bool& down(hat::Direction direction) { return down_.at(static_cast<std::size_t>(direction)); }

  std::array<bool, 5> down_{};
  hat::Direction repeating_ = hat::Direction::Up;
  std::optional<base::Monotonic> due_;
};

}  // namespace cupola::serve
