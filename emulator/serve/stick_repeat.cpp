#include "emulator/serve/stick_repeat.hpp"

#include <utility>

namespace cupola::serve {

std::optional<hat::Action> StickRepeat::press(hat::Direction direction, base::Monotonic now) {
  if (std::exchange(down(direction), true)) return std::nullopt;
  repeating_ = direction;
  due_ = now + kDelay;
  return hat::Action::Pressed;
}

std::optional<hat::Action> StickRepeat::release(hat::Direction direction) {
  if (!std::exchange(down(direction), false)) return std::nullopt;
  due_.reset();
  return hat::Action::Released;
}

std::optional<hat::Direction> StickRepeat::held_at(base::Monotonic now) {
  if (!due_ || now < *due_) return std::nullopt;
  due_ = now + kPeriod;
  return repeating_;
}

}  // namespace cupola::serve
