// What the tests of the preloaded clock run under it: one action, then the virtual time it took in ms.
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/select.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <map>
#include <string>

namespace {

double seconds(clockid_t id) {
  timespec now{};
  ::clock_gettime(id, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

timespec in_seconds(clockid_t id, int count) {
  timespec time{};
  ::clock_gettime(id, &time);
  time.tv_sec += count;
  return time;
}

int nanosleep_for(timespec length) { return ::nanosleep(&length, nullptr) == 0 ? 0 : errno; }

int sleep_until() {
  const timespec wake = in_seconds(CLOCK_REALTIME, 2);
  return ::clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &wake, nullptr);
}

int semaphore() {
  sem_t semaphore;
  ::sem_init(&semaphore, 0, 0);
  const timespec deadline = in_seconds(CLOCK_REALTIME, 2);
  return ::sem_timedwait(&semaphore, &deadline) == 0 ? 0 : errno;
}

int condition() {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
  const timespec deadline = in_seconds(CLOCK_REALTIME, 2);
  ::pthread_mutex_lock(&mutex);
  int result = 0;
  while (result == 0) result = ::pthread_cond_timedwait(&condition, &mutex, &deadline);
  return result;
}

int select_nothing() {
  timeval length{2, 0};
  return ::select(0, nullptr, nullptr, nullptr, &length);
}

int close_then_sleep() {
  ::close_range(3, ~0u, 0);
  for (int fd = 3; fd < 64; ++fd) ::close(fd);
  return nanosleep_for({2, 0});
}

int interrupted() {
  struct sigaction action {};
  action.sa_handler = [](int) {};
  ::sigaction(SIGALRM, &action, nullptr);
  // Again and again: on a busy machine the first one comes before the sleep has begun.
  ::ualarm(20'000, 20'000);
  return nanosleep_for({2, 0});
}

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string, int (*)()> actions{
      {"nothing", [] { return 0; }},
      {"sleep",
       [] {
         return nanosleep_for({2, 0});
       }},
      {"usleep", [] { return ::usleep(2'000'000); }},
      {"whole-seconds", [] { return static_cast<int>(::sleep(2)); }},
      {"until", sleep_until},
      {"negative",
       [] {
         return nanosleep_for({-1, 0});
       }},
      {"semaphore", semaphore},
      {"condition", condition},
      {"poll", [] { return ::poll(nullptr, 0, 2000); }},
      {"select", select_nothing},
      {"close", close_then_sleep},
      {"interrupted", interrupted},
  };
  if (argc != 2 || actions.count(argv[1]) == 0) return 2;
  const double monotonic = seconds(CLOCK_MONOTONIC);
  const double realtime = seconds(CLOCK_REALTIME);
  const int result = actions.at(argv[1])();
  std::printf("%d %.3f %.3f %.3f %ld\n", result, seconds(CLOCK_MONOTONIC) - monotonic,
              seconds(CLOCK_REALTIME) - realtime, monotonic, static_cast<long>(::time(nullptr)));
  return 0;
}
