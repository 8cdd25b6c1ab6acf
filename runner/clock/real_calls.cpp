#include "runner/clock/real_calls.hpp"

#include <dlfcn.h>

namespace cupola::clock {
namespace {

template <typename Function>
void find(Function& function, const char* name) {
  function = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

// A preloaded library has no main to own its state; this table and SharedClock are all of it.
constinit RealCalls table;

void fill(RealCalls& calls) {
  find(calls.clock_nanosleep, "clock_nanosleep");
  find(calls.poll, "poll");
  find(calls.ppoll, "ppoll");
  find(calls.select, "select");
  find(calls.pselect, "pselect");
  find(calls.epoll_wait, "epoll_wait");
  find(calls.epoll_pwait, "epoll_pwait");
  find(calls.sem_clockwait, "sem_clockwait");
  find(calls.pthread_cond_timedwait, "pthread_cond_timedwait");
  find(calls.pthread_cond_clockwait, "pthread_cond_clockwait");
  find(calls.sigtimedwait, "sigtimedwait");
  find(calls.setitimer, "setitimer");
  find(calls.getitimer, "getitimer");
  find(calls.timerfd_create, "timerfd_create");
  find(calls.timerfd_settime, "timerfd_settime");
  find(calls.timer_create, "timer_create");
  find(calls.timer_settime, "timer_settime");
  find(calls.close, "close");
  find(calls.close_range, "close_range");
  // Last, because it stands for "the table is filled".
  find(calls.clock_gettime, "clock_gettime");
}

}  // namespace

const RealCalls& real_calls() {
  if (table.clock_gettime == nullptr) fill(table);
  return table;
}

}  // namespace cupola::clock
