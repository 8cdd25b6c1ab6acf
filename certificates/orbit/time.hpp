#pragma once

#include <chrono>

namespace cupola::orbit {

/// A moment in UTC (POSIX time: leap seconds are not counted), to the nanosecond. Years 1678 to 2261.
using Time = std::chrono::sys_time<std::chrono::nanoseconds>;

/// `later - earlier` in days.
inline double days_between(Time earlier, Time later) {
  return std::chrono::duration<double, std::ratio<86400>>(later - earlier).count();
}

}  // namespace cupola::orbit
