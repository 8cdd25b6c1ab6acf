#include "runner/clock/shared_clock.hpp"

#include "runner/clock/real_calls.hpp"

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace cupola::clock {
namespace {

constexpr std::uint32_t kMagic = 0x314b4343;  // "CCK1"
constexpr long kBlockSize = 16;
// futex(2); <linux/futex.h> belongs to the supervisor's side.
constexpr int kFutexWaitBitset = 9;
constexpr std::uint32_t kAnyBit = ~0u;

/// One request on the socket, 24 bytes (docs/clock.md).
struct Message {
  std::uint32_t magic;
  std::uint32_t notice;
  std::uint32_t thread;
  std::uint32_t reserved;
  std::int64_t wake_ns;
};
static_assert(sizeof(Message) == 24);

/// An alarm's, 32 bytes.
struct AlarmMessage {
  Message message;
  std::int64_t interval_ns;
};
static_assert(sizeof(AlarmMessage) == 32);

/// Nobody listening any more means the box is being torn down; whoever waits then does so in real time.
void send_whole(int socket, const void* message, std::size_t size) {
  while (::send(socket, message, size, MSG_NOSIGNAL) < 0 && errno == EINTR) {
  }
}

constinit SharedClock the_clock;

struct Names {
  long page = -1;
  long offset = -1;
  long socket = -1;
};

bool parse(const char* text, Names& names) {
  char* end = nullptr;
  names.page = std::strtol(text, &end, 10);
  if (*end != ',') return false;
  names.offset = std::strtol(end + 1, &end, 10);
  if (*end != ',') return false;
  names.socket = std::strtol(end + 1, &end, 10);
  return *end == '\0' && names.page >= 0 && names.offset >= 0 && names.offset % 8 == 0 && names.socket >= 0;
}

bool is_socket(int fd) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode);
}

__attribute__((constructor)) void start_clock() { the_clock.open(); }

}  // namespace

SharedClock& shared_clock() { return the_clock; }

void SharedClock::open() {
  const char* const text = std::getenv("CUPOLA_CLOCK");
  Names names;
  if (text == nullptr || !parse(text, names) || !is_socket(static_cast<int>(names.socket))) return;
  struct stat status {};
  if (::fstat(static_cast<int>(names.page), &status) != 0 || status.st_size < names.offset + kBlockSize)
    return;
  void* const page = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED,
                            static_cast<int>(names.page), 0);
  if (reinterpret_cast<std::intptr_t>(page) == -1) return;
  page_fd_ = static_cast<int>(names.page);
  socket_fd_ = static_cast<int>(names.socket);
  block_ = reinterpret_cast<const std::int64_t*>(static_cast<const char*>(page) + names.offset);
}

std::int64_t SharedClock::offset() const { return active() ? __atomic_load_n(block_, __ATOMIC_ACQUIRE) : 0; }

std::int64_t SharedClock::utc_shift() const {
  return active() ? __atomic_load_n(block_ + 1, __ATOMIC_ACQUIRE) : 0;
}

std::int64_t SharedClock::now() const { return add(real_now(CLOCK_MONOTONIC), offset()); }

void SharedClock::tell(Notice notice, std::int64_t wake) const {
  const Message message{kMagic, static_cast<std::uint32_t>(notice), static_cast<std::uint32_t>(::gettid()), 0,
                        wake};
  send_whole(socket_fd_, &message, sizeof message);
}

void SharedClock::tell_alarm(std::int64_t wake, std::int64_t interval) const {
  const AlarmMessage alarm{{kMagic, static_cast<std::uint32_t>(Notice::Alarm), 0, 0, wake}, interval};
  send_whole(socket_fd_, &alarm, sizeof alarm);
}

bool SharedClock::sleep_until(std::int64_t wake) const {
  const std::int64_t begin = now();
  if (begin >= wake) return true;
  tell(Notice::Sleep, wake);
  for (;;) {
    const std::int64_t seen = offset();
    const std::int64_t real_wake = add(wake, -seen);
    if (real_now(CLOCK_MONOTONIC) >= real_wake) return true;
    const timespec deadline = to_timespec(real_wake);
    // The word is the low half of the offset: the kernel refuses to sleep if the supervisor moved it
    // meanwhile.
    const long result = ::syscall(SYS_futex, block_, kFutexWaitBitset, static_cast<std::uint32_t>(seen),
                                  &deadline, nullptr, kAnyBit);
    if ((result != 0 && errno == EINTR) || alarm_rang_since(begin)) {
      tell(Notice::Done, wake);
      return false;
    }
  }
}

std::int64_t add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b > 0 ? kNever : INT64_MIN;
}

std::int64_t to_ns(const timespec& time) {
  std::int64_t whole = 0;
  if (__builtin_mul_overflow(std::int64_t{time.tv_sec}, kSecond, &whole))
    return time.tv_sec > 0 ? kNever : INT64_MIN;
  return add(whole, time.tv_nsec);
}

timespec to_timespec(std::int64_t ns) {
  std::int64_t seconds = ns / kSecond;
  std::int64_t rest = ns % kSecond;
  if (rest < 0) {
    rest += kSecond;
    --seconds;
  }
  return {static_cast<time_t>(seconds), static_cast<long>(rest)};
}

bool valid(const timespec& time) { return time.tv_sec >= 0 && time.tv_nsec >= 0 && time.tv_nsec < kSecond; }

std::int64_t real_now(clockid_t id) {
  timespec time{};
  real_calls().clock_gettime(id, &time);
  return to_ns(time);
}

bool is_shifted(clockid_t id) {
  switch (id) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
    case CLOCK_REALTIME_ALARM:
    case CLOCK_TAI:
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_BOOTTIME:
    case CLOCK_BOOTTIME_ALARM:
      return true;
    default:
      return false;
  }
}

std::int64_t virtual_now(clockid_t id) {
  const SharedClock& clock = shared_clock();
  const std::int64_t real = real_now(id);
  if (!is_shifted(id)) return real;
  const bool of_day =
      id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE || id == CLOCK_REALTIME_ALARM || id == CLOCK_TAI;
  return add(add(real, clock.offset()), of_day ? clock.utc_shift() : 0);
}

}  // namespace cupola::clock
