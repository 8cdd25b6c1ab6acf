#include "runner/flight/schedule.hpp"

#include <algorithm>

namespace cupola::flight {
namespace {

using mission::DailyWindow;
using std::chrono::days;
using std::chrono::nanoseconds;
using std::chrono::seconds;

/// When a program that starts at `start` would meet this window: the window's end. Else `start`.
base::UtcTime after_window(const DailyWindow& window, base::UtcTime start, nanoseconds longest) {
  const seconds length =
      window.to > window.from ? window.to - window.from : window.to - window.from + days{1};
  const auto midnight = std::chrono::floor<days>(start);
  // Yesterday's window may reach into today, and a long program into tomorrow's.
  for (int day = -1; day <= 1; ++day) {
    const base::UtcTime begin = midnight + days{day} + window.from;
    if (start < begin + length && begin < start + longest) return begin + length;
  }
  return start;
}

}  // namespace

std::optional<base::UtcTime> next_start(const Schedule& schedule, base::UtcTime now, nanoseconds longest) {
  base::UtcTime start = std::max(now, schedule.not_before.value_or(now));
  const base::UtcTime last = start + days{2};
  for (bool moved = true; moved && start < last;) {
    moved = false;
    for (const DailyWindow& window : schedule.led_off) {
      const base::UtcTime later = after_window(window, start, longest);
      moved = moved || later != start;
      start = later;
    }
    if (!moved) return start;
  }
  if (schedule.led_off.empty()) return start;
  return std::nullopt;
}

}  // namespace cupola::flight
