#pragma once

#include <cstdint>
#include <ctime>

namespace cupola::clock {

inline constexpr std::int64_t kSecond = 1'000'000'000;
inline constexpr std::int64_t kMillisecond = 1'000'000;
inline constexpr std::int64_t kNever = INT64_MAX;

/// What a thread tells the supervisor (docs/clock.md).
enum class Notice : std::uint32_t {
  Sleep = 1,     ///< nothing but the time can wake me
  Wait = 2,      ///< the time, or something else in the box
  Done = 3,      ///< awake again before the time I named
  Alarm = 4,     ///< send my process SIGALRM then
  OwnTimer = 5,  ///< a timer of the kernel's own: do not move time any more
};

/// This process's view of the supervisor's clock: two numbers it reads from the world page, and the socket on
/// which it says until when it would sleep. Inactive (real time) unless CUPOLA_CLOCK names descriptors that
/// are open. Times are nanoseconds; "virtual" is CLOCK_MONOTONIC plus the supervisor's offset. Any thread may
/// call anything.
class SharedClock {
 public:
  constexpr SharedClock() = default;
  /// Reads CUPOLA_CLOCK = <page descriptor>,<byte offset of the clock block>,<socket>.
  void open();

  bool active() const { return block_ != nullptr; }
  std::int64_t offset() const;     ///< added to every clock that counts the time of day or since boot
  std::int64_t utc_shift() const;  ///< added to CLOCK_REALTIME besides
  std::int64_t now() const;        ///< virtual

  void tell(Notice notice, std::int64_t wake) const;
  /// Sets this process's alarm, or with kNever takes it back; an `interval` of 0 means once.
  void tell_alarm(std::int64_t wake, std::int64_t interval) const;
  /// Blocks until `now()` reaches `wake`; false if a signal handler ran before.
  bool sleep_until(std::int64_t wake) const;

  /// The page or the socket: programs that close "every descriptor above 2" would fall out of virtual time.
  bool needs(int fd) const { return active() && (fd == page_fd_ || fd == socket_fd_); }
  int page_fd() const { return page_fd_; }
  int socket_fd() const { return socket_fd_; }

 private:
  const std::int64_t* block_ = nullptr;
  int page_fd_ = -1;
  int socket_fd_ = -1;
};

SharedClock& shared_clock();

/// Whether this process's alarm rang after virtual `begin`. Its signal may have come between two system calls
/// of a wait, which would then go on as if there had been none.
bool alarm_rang_since(std::int64_t begin);

std::int64_t to_ns(const timespec& time);  ///< saturates instead of overflowing
timespec to_timespec(std::int64_t ns);
std::int64_t add(std::int64_t a, std::int64_t b);  ///< saturating
bool valid(const timespec& time);                  ///< not negative, tv_nsec below a second
std::int64_t real_now(clockid_t id);
/// Virtual now on `id`: the clock block applied; clocks of CPU time stay as they are.
std::int64_t virtual_now(clockid_t id);
/// Whether the clock block applies to this clock.
bool is_shifted(clockid_t id);

}  // namespace cupola::clock
