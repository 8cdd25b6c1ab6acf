// Waiting for descriptors with a time-out: as in wait_calls.cpp, an announcement and short real slices.
#include "runner/clock/real_calls.hpp"
#include "runner/clock/shared_clock.hpp"

#include <cerrno>

namespace {

using namespace cupola::clock;

#define CUPOLA_TAKES_OVER extern "C" __attribute__((visibility("default")))

constexpr std::int64_t kSlice = kMillisecond;

/// Calls `attempt(slice)` until it gives something other than 0 ("nothing ready") or `length` of virtual time
/// is over.
template <typename Attempt>
int wait_in_slices(std::int64_t length, Attempt attempt) {
  const SharedClock& clock = shared_clock();
  int result = attempt(timespec{0, 0});
  if (result != 0 || length <= 0) return result;
  const std::int64_t begin = clock.now();
  const std::int64_t wake = add(begin, length);
  clock.tell(Notice::Wait, wake);
  for (;;) {
    const std::int64_t left = wake - clock.now();
    result = attempt(to_timespec(left < kSlice ? (left > 0 ? left : 0) : kSlice));
    const bool rang = result == 0 && alarm_rang_since(begin);
    if (result == 0 && !rang && clock.now() < wake) continue;
    if (rang) result = -1;
    const int error = rang ? EINTR : errno;
    clock.tell(Notice::Done, wake);
    errno = error;
    return result;
  }
}

int poll_for(pollfd* descriptors, nfds_t count, std::int64_t length, const sigset_t* mask) {
  return wait_in_slices(length,
                        [&](timespec slice) { return real_calls().ppoll(descriptors, count, &slice, mask); });
}

struct DescriptorSets {
  fd_set* read;
  fd_set* write;
  fd_set* error;
};

/// select() overwrites its sets, so every slice starts from copies of what was asked.
int select_for(int count, DescriptorSets sets, std::int64_t length, const sigset_t* mask) {
  fd_set asked[3]{};
  fd_set* const given[3] = {sets.read, sets.write, sets.error};
  for (int i = 0; i < 3; ++i) {
    if (given[i] != nullptr) asked[i] = *given[i];
  }
  return wait_in_slices(length, [&](timespec slice) {
    for (int i = 0; i < 3; ++i) {
      if (given[i] != nullptr) *given[i] = asked[i];
    }
    return real_calls().pselect(count, sets.read, sets.write, sets.error, &slice, mask);
  });
}

}  // namespace

CUPOLA_TAKES_OVER int poll(pollfd* descriptors, nfds_t count, int milliseconds) {
  if (!shared_clock().active() || milliseconds <= 0)
    return real_calls().poll(descriptors, count, milliseconds);
  return poll_for(descriptors, count, milliseconds * kMillisecond, nullptr);
}

CUPOLA_TAKES_OVER int ppoll(pollfd* descriptors, nfds_t count, const timespec* timeout,
                            const sigset_t* mask) {
  if (!shared_clock().active() || timeout == nullptr || !valid(*timeout)) {
    return real_calls().ppoll(descriptors, count, timeout, mask);
  }
  return poll_for(descriptors, count, to_ns(*timeout), mask);
}

CUPOLA_TAKES_OVER int select(int count, fd_set* read, fd_set* write, fd_set* error, timeval* timeout) {
  if (!shared_clock().active() || timeout == nullptr || timeout->tv_sec < 0 || timeout->tv_usec < 0) {
    return real_calls().select(count, read, write, error, timeout);
  }
  const std::int64_t length = add(to_ns({timeout->tv_sec, 0}), timeout->tv_usec * std::int64_t{1000});
  return select_for(count, {read, write, error}, length, nullptr);
}

CUPOLA_TAKES_OVER int pselect(int count, fd_set* read, fd_set* write, fd_set* error, const timespec* timeout,
                              const sigset_t* mask) {
  if (!shared_clock().active() || timeout == nullptr || !valid(*timeout)) {
    return real_calls().pselect(count, read, write, error, timeout, mask);
  }
  return select_for(count, {read, write, error}, to_ns(*timeout), mask);
}

CUPOLA_TAKES_OVER int epoll_pwait(int epoll, epoll_event* events, int count, int milliseconds,
                                  const sigset_t* mask) {
  if (!shared_clock().active() || milliseconds <= 0) {
    return real_calls().epoll_pwait(epoll, events, count, milliseconds, mask);
  }
  return wait_in_slices(milliseconds * kMillisecond, [&](timespec slice) {
    return real_calls().epoll_pwait(epoll, events, count, slice.tv_nsec > 0 ? 1 : 0, mask);
  });
}

CUPOLA_TAKES_OVER int epoll_wait(int epoll, epoll_event* events, int count, int milliseconds) {
  return epoll_pwait(epoll, events, count, milliseconds, nullptr);
}
