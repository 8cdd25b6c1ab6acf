#pragma once

#include "hat_driver/base/utc.hpp"
#include "runner/mission/hours.hpp"

#include <chrono>
#include <optional>

namespace cupola::flight {

/// When programs may fly at all.
using Schedule = mission::Hours;

/// The first moment from `now` on at which a program that may take `longest` may start; `now` itself if it
/// may at once. Nothing if the windows leave no gap that is long enough.
std::optional<base::UtcTime> next_start(const Schedule& schedule, base::UtcTime now,
                                        std::chrono::nanoseconds longest);

}  // namespace cupola::flight
