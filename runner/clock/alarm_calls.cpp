// Alarms (alarm, setitimer of ITIMER_REAL) and waits for signals: the kernel's own would ring in real time.
// The supervisor keeps the alarm and sends the signal, as the kernel would: it survives exec and is not
// inherited by fork. What getitimer says is kept here.
#include "runner/clock/real_calls.hpp"
#include "runner/clock/shared_clock.hpp"

#include <unistd.h>

#include <cerrno>

namespace {

using namespace cupola::clock;

#define CUPOLA_TAKES_OVER extern "C" __attribute__((visibility("default")))

/// The alarm of this process as it was last set. No lock: alarm() may be called in a signal handler.
struct Setting {
  pid_t process = 0;  ///< a forked child's copy is not its own
  std::int64_t wake = kNever;
  std::int64_t interval = 0;
};
constinit Setting last_setting;

timeval to_timeval(std::int64_t ns) {
  return {static_cast<time_t>(ns / kSecond), static_cast<suseconds_t>(ns % kSecond / 1000)};
}

std::int64_t from_timeval(const timeval& time) {
  return add(to_ns({time.tv_sec, 0}), std::int64_t{time.tv_usec} * 1000);
}

bool valid_timeval(const timeval& time) {
  return time.tv_sec >= 0 && time.tv_usec >= 0 && time.tv_usec < 1'000'000;
}

itimerval remaining() {
  const Setting& setting = last_setting;
  if (setting.process != ::getpid() || setting.wake == kNever) return {};
  std::int64_t left = add(setting.wake, -shared_clock().now());
  if (left <= 0 && setting.interval == 0) return {};
  if (left <= 0) left = setting.interval - (-left) % setting.interval;
  // One that is about to ring is still set.
  return {to_timeval(setting.interval), to_timeval(left > 1000 ? left : 1000)};
}

void set(std::int64_t length, std::int64_t interval) {
  const std::int64_t wake = length > 0 ? add(shared_clock().now(), length) : kNever;
  last_setting = {.process = ::getpid(), .wake = wake, .interval = length > 0 ? interval : 0};
  shared_clock().tell_alarm(wake, last_setting.interval);
}

}  // namespace

namespace cupola::clock {

bool alarm_rang_since(std::int64_t begin) {
  const Setting& setting = last_setting;
  if (setting.process != ::getpid() || setting.wake == kNever) return false;
  std::int64_t ring = setting.wake;
  if (ring <= begin && setting.interval > 0) {
    ring = add(begin, setting.interval - (begin - ring) % setting.interval);
  }
  return ring > begin && ring <= shared_clock().now();
}

}  // namespace cupola::clock

CUPOLA_TAKES_OVER int setitimer(int which, const itimerval* now, itimerval* before) noexcept {
  if (!shared_clock().active() || which != ITIMER_REAL || now == nullptr) {
    return real_calls().setitimer(which, now, before);
  }
  if (!valid_timeval(now->it_value) || !valid_timeval(now->it_interval)) {
    errno = EINVAL;
    return -1;
  }
  if (before != nullptr) *before = remaining();
  set(from_timeval(now->it_value), from_timeval(now->it_interval));
  return 0;
}

CUPOLA_TAKES_OVER int getitimer(int which, itimerval* now) noexcept {
  if (!shared_clock().active() || which != ITIMER_REAL || now == nullptr) {
    return real_calls().getitimer(which, now);
  }
  *now = remaining();
  return 0;
}

CUPOLA_TAKES_OVER unsigned alarm(unsigned seconds) noexcept {
  const itimerval wanted{{0, 0}, {static_cast<time_t>(seconds), 0}};
  itimerval before{};
  if (setitimer(ITIMER_REAL, &wanted, &before) != 0) return 0;
  // alarm() rounds what is left to the nearest second, but never down to "not set".
  const auto left = static_cast<unsigned>(before.it_value.tv_sec);
  if (left == 0 && before.it_value.tv_usec > 0) return 1;
  return left + (before.it_value.tv_usec >= 500'000 ? 1u : 0u);
}

CUPOLA_TAKES_OVER int sigtimedwait(const sigset_t* signals, siginfo_t* info, const timespec* timeout) {
  const SharedClock& clock = shared_clock();
  if (!clock.active() || timeout == nullptr || !valid(*timeout)) {
    return real_calls().sigtimedwait(signals, info, timeout);
  }
  const std::int64_t begin = clock.now();
  const std::int64_t wake = add(begin, to_ns(*timeout));
  clock.tell(Notice::Wait, wake);
  for (;;) {
    const std::int64_t left = wake - clock.now();
    const timespec slice = to_timespec(left < kMillisecond ? (left > 0 ? left : 0) : kMillisecond);
    const int result = real_calls().sigtimedwait(signals, info, &slice);
    int error = errno;
    if (result < 0 && error == EAGAIN && alarm_rang_since(begin)) error = EINTR;
    if (result < 0 && error == EAGAIN && clock.now() < wake) continue;
    clock.tell(Notice::Done, wake);
    errno = error;
    return result;
  }
}
