#include <cupola/hat/stick_repeat.hpp>

#include <utility>

namespace cupola::hat {

std::optional<Action> StickRepeat::press(Direction direction, std::chrono::nanoseconds now) {
  if (std::exchange(down(direction), true)) return std::nullopt;
  repeating_ = direction;
  due_ = now + kDelay;
  return Action::Pressed;
}

std::optional<Action> StickRepeat::release(Direction direction) {
  if (!std::exchange(down(direction), false)) return std::nullopt;
  due_.reset();
  return Action::Released;
}

std::optional<Direction> StickRepeat::held_at(std::chrono::nanoseconds now) {
  if (!due_ || now < *due_) return std::nullopt;
  due_ = now + kPeriod;
  return repeating_;
}

}  // namespace cupola::hat
