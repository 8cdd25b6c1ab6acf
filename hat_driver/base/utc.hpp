#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace cupola::base {

/// A moment in UTC (POSIX time: leap seconds are not counted), to the nanosecond.
using UtcTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// "2018-02-01T09:00:00.000Z": always milliseconds, truncated, never rounded up into the next second.
std::string format_utc(UtcTime time);

/// Reads "2018-02-01T09:00:00Z", with or without up to nine decimals; nothing for anything else,
/// impossible dates (30 February) and hours past 23 included. Years 1900 to 2200.
std::optional<UtcTime> parse_utc(std::string_view text);

}  // namespace cupola::base
