// Waiting for another thread, with a time-out. A thread cannot block on both a semaphore and the supervisor's
// clock, so it announces until when it would wait and then waits in short real slices, looking at the clock
// in between.
#include "runner/clock/real_calls.hpp"
#include "runner/clock/shared_clock.hpp"

#include <cerrno>

namespace {

using namespace cupola::clock;

#define CUPOLA_TAKES_OVER extern "C" __attribute__((visibility("default")))

constexpr std::int64_t kSlice = kMillisecond;
/// Waits this short stay real: the interpreter's own 5 ms turn-taking between threads must not stop the
/// clock.
constexpr std::int64_t kShortWait = 10 * kMillisecond;

/// The machine's clock `id` in `ns` from now.
timespec real_deadline(clockid_t id, std::int64_t ns) { return to_timespec(add(real_now(id), ns)); }

std::int64_t at_most(std::int64_t a, std::int64_t b) { return a < b ? a : b; }

int wait_for_semaphore(sem_t* semaphore, clockid_t id, std::int64_t wake) {
  const SharedClock& clock = shared_clock();
  const std::int64_t begin = clock.now();
  clock.tell(Notice::Wait, wake);
  for (;;) {
    const std::int64_t left = wake - clock.now();
    const timespec slice = real_deadline(id, at_most(left, kSlice));
    const int result = real_calls().sem_clockwait(semaphore, id, &slice);
    int error = result == 0 ? 0 : errno;
    if (error == ETIMEDOUT && alarm_rang_since(begin)) error = EINTR;
    if (error == ETIMEDOUT && clock.now() < wake) continue;
    clock.tell(Notice::Done, wake);
    errno = error;
    return result;
  }
}

/// The clock a condition variable was made for: pthread_cond_timedwait does not name it, glibc keeps it here.
clockid_t clock_of(const pthread_cond_t* condition) {
  constexpr unsigned kMonotonicFlag = 2;
  return (condition->__data.__wrefs & kMonotonicFlag) != 0 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

}  // namespace

CUPOLA_TAKES_OVER int sem_clockwait(sem_t* semaphore, clockid_t id, const timespec* deadline) {
  const SharedClock& clock = shared_clock();
  if (!clock.active() || !is_shifted(id) || !valid(*deadline)) {
    return real_calls().sem_clockwait(semaphore, id, deadline);
  }
  if (::sem_trywait(semaphore) == 0) return 0;
  const std::int64_t left = add(to_ns(*deadline), -virtual_now(id));
  if (left <= 0) {
    errno = ETIMEDOUT;
    return -1;
  }
  return wait_for_semaphore(semaphore, id, add(clock.now(), left));
}

CUPOLA_TAKES_OVER int sem_timedwait(sem_t* semaphore, const timespec* deadline) {
  return sem_clockwait(semaphore, CLOCK_REALTIME, deadline);
}

CUPOLA_TAKES_OVER int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t id,
                                             const timespec* deadline) {
  const SharedClock& clock = shared_clock();
  if (!clock.active() || !is_shifted(id) || !valid(*deadline)) {
    return real_calls().pthread_cond_clockwait(condition, mutex, id, deadline);
  }
  const std::int64_t left = add(to_ns(*deadline), -virtual_now(id));
  if (left <= kShortWait) {
    const timespec real = real_deadline(id, left);
    return real_calls().pthread_cond_clockwait(condition, mutex, id, &real);
  }
  const std::int64_t wake = add(clock.now(), left);
  clock.tell(Notice::Wait, wake);
  const timespec slice = real_deadline(id, kSlice);
  const int result = real_calls().pthread_cond_clockwait(condition, mutex, id, &slice);
  clock.tell(Notice::Done, wake);
  // After a slice: "woken for no reason", which POSIX allows and every caller must expect. Waiting again here
  // could miss a signal sent between two slices.
  return result == ETIMEDOUT && clock.now() < wake ? 0 : result;
}

CUPOLA_TAKES_OVER int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                             const timespec* deadline) {
  if (!shared_clock().active()) return real_calls().pthread_cond_timedwait(condition, mutex, deadline);
  return pthread_cond_clockwait(condition, mutex, clock_of(condition), deadline);
}
