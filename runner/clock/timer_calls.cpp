// The kernel's own timers (timerfd, timer_create) run on real time and wake their waiters behind the
// supervisor's back. A program that makes one says so, and from then on time in its box is not moved any
// more: virtual time goes on as fast as the real one, so every timer is right. Only moments that are given as
// such need to be told in the kernel's time.
#include "runner/clock/real_calls.hpp"
#include "runner/clock/shared_clock.hpp"

#include <sys/timerfd.h>

#include <array>
#include <atomic>

namespace {

using namespace cupola::clock;

#define CUPOLA_TAKES_OVER extern "C" __attribute__((visibility("default")))

/// Which clock a timer runs on: the kernel does not say. A program that makes more than this many has the
/// moments of the oldest taken for CLOCK_MONOTONIC's, on which most timers run. Any thread may write.
struct Known {
  std::atomic<std::intptr_t> timer{-1};
  std::atomic<clockid_t> clock{CLOCK_MONOTONIC};
};
constinit std::array<Known, 256> descriptors;
constinit std::array<Known, 256> timers;
constinit std::atomic<unsigned> next_timer{0};

void remember(Known& place, std::intptr_t timer, clockid_t clock) {
  place.clock = clock;
  place.timer = timer;
}

clockid_t clock_of(const std::array<Known, 256>& known, std::intptr_t timer) {
  for (const Known& each : known) {
    if (each.timer == timer) return each.clock;
  }
  return CLOCK_MONOTONIC;
}

/// The place of a timer of the same name that was deleted, else the next one.
Known& place_for(std::intptr_t timer) {
  for (Known& each : timers) {
    if (each.timer == timer) return each;
  }
  return timers[next_timer++ % timers.size()];
}

void announce(clockid_t clock) {
  if (shared_clock().active() && is_shifted(clock)) shared_clock().tell(Notice::OwnTimer, 0);
}

/// `when` with its moment in the kernel's time. Zero takes a timer back; what has gone by rings at once.
itimerspec in_real_time(itimerspec when, clockid_t clock) {
  const bool set = when.it_value.tv_sec != 0 || when.it_value.tv_nsec != 0;
  if (!set || !shared_clock().active() || !is_shifted(clock) || !valid(when.it_value)) return when;
  const std::int64_t real = add(to_ns(when.it_value), real_now(clock) - virtual_now(clock));
  when.it_value = to_timespec(real > 1 ? real : 1);
  return when;
}

}  // namespace

CUPOLA_TAKES_OVER int timerfd_create(clockid_t clock, int flags) noexcept {
  announce(clock);
  const int fd = real_calls().timerfd_create(clock, flags);
  if (fd >= 0) remember(descriptors[static_cast<unsigned>(fd) % descriptors.size()], fd, clock);
  return fd;
}

CUPOLA_TAKES_OVER int timerfd_settime(int fd, int flags, const itimerspec* now, itimerspec* before) noexcept {
  if (now == nullptr || (flags & TFD_TIMER_ABSTIME) == 0)
    return real_calls().timerfd_settime(fd, flags, now, before);
  const itimerspec when = in_real_time(*now, clock_of(descriptors, fd));
  return real_calls().timerfd_settime(fd, flags, &when, before);
}

CUPOLA_TAKES_OVER int timer_create(clockid_t clock, sigevent* event, timer_t* timer) noexcept {
  announce(clock);
  const int result = real_calls().timer_create(clock, event, timer);
  const auto name = result == 0 ? reinterpret_cast<std::intptr_t>(*timer) : -1;
  if (result == 0) remember(place_for(name), name, clock);
  return result;
}

CUPOLA_TAKES_OVER int timer_settime(timer_t timer, int flags, const itimerspec* now,
                                    itimerspec* before) noexcept {
  if (now == nullptr || (flags & TIMER_ABSTIME) == 0)
    return real_calls().timer_settime(timer, flags, now, before);
  const itimerspec when = in_real_time(*now, clock_of(timers, reinterpret_cast<std::intptr_t>(timer)));
  return real_calls().timer_settime(timer, flags, &when, before);
}
