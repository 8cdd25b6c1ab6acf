#pragma once

#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/time.h>

#include <csignal>
#include <ctime>

namespace cupola::clock {

/// The C library's own functions behind the names this library takes over.
struct RealCalls {
  decltype(&::clock_gettime) clock_gettime = nullptr;
  decltype(&::clock_nanosleep) clock_nanosleep = nullptr;
  decltype(&::poll) poll = nullptr;
  decltype(&::ppoll) ppoll = nullptr;
  decltype(&::select) select = nullptr;
  decltype(&::pselect) pselect = nullptr;
  decltype(&::epoll_wait) epoll_wait = nullptr;
  decltype(&::epoll_pwait) epoll_pwait = nullptr;
  decltype(&::sem_clockwait) sem_clockwait = nullptr;
  decltype(&::pthread_cond_timedwait) pthread_cond_timedwait = nullptr;
  decltype(&::pthread_cond_clockwait) pthread_cond_clockwait = nullptr;
  decltype(&::sigtimedwait) sigtimedwait = nullptr;
  int (*setitimer)(int, const itimerval*, itimerval*) = nullptr;
  int (*getitimer)(int, itimerval*) = nullptr;
  int (*timerfd_create)(clockid_t, int) = nullptr;
  int (*timerfd_settime)(int, int, const itimerspec*, itimerspec*) = nullptr;
  int (*timer_create)(clockid_t, sigevent*, timer_t*) = nullptr;
  int (*timer_settime)(timer_t, int, const itimerspec*, itimerspec*) = nullptr;
  int (*close)(int) = nullptr;
  int (*close_range)(unsigned, unsigned, int) = nullptr;
};

/// Looked up once; other libraries' constructors may ask before ours has run.
const RealCalls& real_calls();

}  // namespace cupola::clock
