#pragma once

#include "hat_driver/base/unique_fd.hpp"

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace cupola::sandbox {

/// The one owner of a box's virtual time: the offset in the clock block, and until when the box's threads
/// said they would sleep (docs/clock.md). What they say is a hint: time moves on it only while nothing in the
/// box can run, so a false hint moves only the clock of the program that gave it. Times are ns; virtual =
/// CLOCK_MONOTONIC + offset.
class VirtualTime {
 public:
  /// `offset_ns` outlives this object; `socket` has SO_PASSCRED set and does not block. Nobody gets a signal
  /// but processes in the pid namespace of `init`.
  VirtualTime(base::UniqueFd socket, std::atomic<std::int64_t>* offset_ns, pid_t init);

  int socket() const { return socket_.get(); }
  std::int64_t offset() const { return offset_; }

  /// Takes what has arrived, at most 64 notices so that a flood starves nobody; says how many there were.
  int receive();

  struct Next {
    std::optional<std::int64_t> wake;  ///< the earliest moment somebody waits for, or an alarm rings
    /// Its process, if nothing in the box can end its sleep but time. Never in a box with alarms: a signal
    /// ends sleeps, and the word of that comes later.
    pid_t sleeper = -1;
    bool somebody_is_due = false;  ///< a thread whose moment has come has not shown up yet: do not move
  };
  /// `real_now`: CLOCK_MONOTONIC.
  Next next(std::int64_t real_now);

  /// Whether the box has a timer of the kernel's own, which moves with real time only: no more moves then.
  bool stands() const { return stands_; }

  /// Sends the signals of the alarms whose moment has come.
  void ring(std::int64_t real_now);
  /// The moment of the earliest alarm; INT64_MAX if there is none.
  std::int64_t next_alarm() const;

  /// Moves virtual time by `delta` >= 0, rings the alarms that are then due at `real_now`, and wakes everyone
  /// who sleeps on it: in this order, so that an interrupted sleeper knows that it was.
  void advance(std::int64_t delta, std::int64_t real_now);
  /// The same for the last time, without telling the box: it is about to be killed and must not see that
  /// moment.
  void end(std::int64_t delta) { offset_ += delta; }

 private:
  struct Pending {
    std::int64_t wake = 0;
    bool sleep = false;
    std::int64_t due_since = 0;  ///< real; 0: not due yet
  };
  struct Alarm {
    base::UniqueFd process;
    std::int64_t wake = 0;
    std::int64_t interval = 0;  ///< 0: once
  };
  void take(pid_t process, const void* message, std::size_t size);
  void set_alarm(pid_t process, std::int64_t wake, std::int64_t interval);

  base::UniqueFd socket_;
  std::atomic<std::int64_t>* published_;
  std::int64_t offset_ = 0;
  std::map<std::pair<pid_t, std::uint32_t>, Pending> pending_;
  std::map<pid_t, Alarm> alarms_;
  bool had_alarms_ = false;
  bool stands_ = false;
  std::uint64_t namespace_ = 0;  ///< the inode of the box's pid namespace; 0: unknown, nobody gets a signal
};

}  // namespace cupola::sandbox
