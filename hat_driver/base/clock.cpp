#include "hat_driver/base/clock.hpp"

#include <sys/timex.h>

#include <ctime>

namespace cupola::base {
namespace {

std::chrono::nanoseconds read_clock(clockid_t id) {
  timespec now{};
  ::clock_gettime(id, &now);
  return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

}  // namespace

Monotonic SystemClock::monotonic() const { return read_clock(CLOCK_MONOTONIC); }

UtcTime SystemClock::utc() const { return UtcTime{read_clock(CLOCK_REALTIME)}; }

void SystemClock::wait_until(Monotonic deadline) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(deadline);
  timespec until{};
  until.tv_sec = static_cast<time_t>(whole.count());
  until.tv_nsec = static_cast<long>((deadline - whole).count());
  ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr);
}

ClockError clock_error() {
  timex state{};
  const int result = ::adjtimex(&state);
  return {.synchronised = result >= 0 && result != TIME_ERROR,
          .maximum_s = static_cast<double>(state.maxerror) * 1e-6};
}

}  // namespace cupola::base
