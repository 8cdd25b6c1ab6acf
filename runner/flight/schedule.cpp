#include "runner/flight/schedule.hpp"

#include <algorithm>

namespace cupola::flight {
namespace {

using std::chrono::days;
using std::chrono::nanoseconds;
using std::chrono::seconds;

std::optional<seconds> time_of_day(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
    return std::nullopt;
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  if (number(0) > 23 || number(3) > 59) return std::nullopt;
  return std::chrono::hours{number(0)} + std::chrono::minutes{number(3)};
}

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

std::optional<DailyWindow> parse_daily_window(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto from = time_of_day(text.substr(0, dash));
  const auto to = time_of_day(text.substr(dash + 1));
  if (!from || !to || *from == *to) return std::nullopt;
  return DailyWindow{*from, *to};
}

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
