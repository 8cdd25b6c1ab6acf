// Reading the time: the machine's clock plus the supervisor's offset.
#include "runner/clock/real_calls.hpp"
#include "runner/clock/shared_clock.hpp"

#include <cerrno>

namespace {

using namespace cupola::clock;

#define CUPOLA_TAKES_OVER extern "C" __attribute__((visibility("default")))

}  // namespace

CUPOLA_TAKES_OVER int clock_gettime(clockid_t id, timespec* time) noexcept {
  const int result = real_calls().clock_gettime(id, time);
  if (result != 0 || !shared_clock().active() || !is_shifted(id)) return result;
  *time = to_timespec(virtual_now(id));
  return 0;
}

CUPOLA_TAKES_OVER int gettimeofday(timeval* time, void* zone) noexcept {
  if (zone != nullptr) *static_cast<struct timezone*>(zone) = {};
  const std::int64_t now = virtual_now(CLOCK_REALTIME);
  *time = {static_cast<time_t>(now / kSecond), static_cast<suseconds_t>(now % kSecond / 1000)};
  return 0;
}

CUPOLA_TAKES_OVER time_t time(time_t* result) noexcept {
  const auto now = static_cast<time_t>(virtual_now(CLOCK_REALTIME) / kSecond);
  if (result != nullptr) *result = now;
  return now;
}

CUPOLA_TAKES_OVER int timespec_get(timespec* time, int base) noexcept {
  if (base != TIME_UTC) return 0;
  *time = to_timespec(virtual_now(CLOCK_REALTIME));
  return base;
}
