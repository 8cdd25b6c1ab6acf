#include <cupola/hat/stick.hpp>

#include <algorithm>

namespace cupola::hat {

SenseStick::SenseStick(Backend& backend, Waiting& waiting)
    : backend_(backend), waiting_(waiting), cursor_(backend.stick_events()) {}

std::optional<StickEvent> SenseStick::next_event() {
  backend_.claim(Claim::UsedJoystick);
  return backend_.next_stick_event(cursor_);
}

std::vector<StickEvent> SenseStick::get_events() {
  std::vector<StickEvent> events;
  while (const auto event = next_event()) events.push_back(*event);
  return events;
}

std::optional<StickEvent> SenseStick::wait_for_event(std::optional<std::chrono::nanoseconds> timeout) {
  // A ring in shared memory cannot be waited on; 10 ms is below what a hand on a joystick can notice.
  constexpr std::chrono::nanoseconds kPause = std::chrono::milliseconds(10);
  const std::int64_t start_ns = timeout ? waiting_.now_ns() : 0;
  while (true) {
    if (const auto event = next_event()) return event;
    if (!timeout) {
      waiting_.wait(kPause);
      continue;
    }
    const auto left = *timeout - std::chrono::nanoseconds(waiting_.now_ns() - start_ns);
    if (left <= left.zero()) return std::nullopt;
    waiting_.wait(std::min(left, kPause));
  }
}

}  // namespace cupola::hat
