#pragma once

#include "hat_driver/base/utc.hpp"

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace cupola::flight {

/// A part of every day in UTC, since midnight; may pass midnight.
struct DailyWindow {
  std::chrono::seconds from{};
  std::chrono::seconds to{};
  friend bool operator==(const DailyWindow&, const DailyWindow&) = default;
};
/// Reads "21:30-06:00"; nothing for anything else, a window without length included.
std::optional<DailyWindow> parse_daily_window(std::string_view text);

/// When programs may fly at all.
struct Schedule {
  std::optional<base::UtcTime> not_before;
  std::vector<DailyWindow> led_off;  ///< the LEDs stay dark: no program may run at any moment of these
};

/// The first moment from `now` on at which a program that may take `longest` may start; `now` itself if it
/// may at once. Nothing if the windows leave no gap that is long enough.
std::optional<base::UtcTime> next_start(const Schedule& schedule, base::UtcTime now,
                                        std::chrono::nanoseconds longest);

}  // namespace cupola::flight
