// Sleeping: nothing but the time can end it, so it is one request and one wait on the supervisor's clock.
#include "runner/clock/real_calls.hpp"
#include "runner/clock/shared_clock.hpp"

#include <unistd.h>

#include <cerrno>

namespace {

using namespace cupola::clock;

#define CUPOLA_TAKES_OVER extern "C" __attribute__((visibility("default")))

/// What is left of a sleep that a signal ended, as nanosleep reports it.
timespec remaining(std::int64_t wake) {
  const std::int64_t left = wake - shared_clock().now();
  return to_timespec(left > 0 ? left : 0);
}

}  // namespace

CUPOLA_TAKES_OVER int clock_nanosleep(clockid_t id, int flags, const timespec* request, timespec* rest) {
  const SharedClock& clock = shared_clock();
  if (!clock.active() || !is_shifted(id) || request == nullptr || !valid(*request)) {
    return real_calls().clock_nanosleep(id, flags, request, rest);
  }
  const bool absolute = (flags & TIMER_ABSTIME) != 0;
  const std::int64_t length = absolute ? add(to_ns(*request), -virtual_now(id)) : to_ns(*request);
  const std::int64_t wake = add(clock.now(), length);
  if (clock.sleep_until(wake)) return 0;
  if (!absolute && rest != nullptr) *rest = remaining(wake);
  return EINTR;
}

CUPOLA_TAKES_OVER int nanosleep(const timespec* request, timespec* rest) {
  const int error = clock_nanosleep(CLOCK_MONOTONIC, 0, request, rest);
  if (error == 0) return 0;
  errno = error;
  return -1;
}

CUPOLA_TAKES_OVER int usleep(useconds_t microseconds) {
  const timespec request = to_timespec(std::int64_t{microseconds} * 1000);
  return nanosleep(&request, nullptr);
}

CUPOLA_TAKES_OVER unsigned sleep(unsigned seconds) {
  const timespec request{static_cast<time_t>(seconds), 0};
  timespec rest{};
  if (nanosleep(&request, &rest) == 0) return 0;
  // sleep() rounds what is left to the nearest second.
  return static_cast<unsigned>(rest.tv_sec) + (rest.tv_nsec >= kSecond / 2 ? 1u : 0u);
}
