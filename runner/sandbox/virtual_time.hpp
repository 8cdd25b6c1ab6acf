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
  /// `offset_ns` outlives this object; `socket` has SO_PASSCRED set and does not block.
  VirtualTime(base::UniqueFd socket, std::atomic<std::int64_t>* offset_ns);

  int socket() const { return socket_.get(); }
  std::int64_t offset() const { return offset_; }

  /// Takes what has arrived, at most 64 notices so that a flood starves nobody; says how many there were.
  int receive();

  struct Next {
    std::optional<std::int64_t> wake;  ///< the earliest moment somebody waits for
    pid_t sleeper = -1;                ///< its process, if nothing in the box can end its sleep but time
    bool somebody_is_due = false;      ///< a thread whose moment has come has not shown up yet: do not move
  };
  /// `real_now`: CLOCK_MONOTONIC.
  Next next(std::int64_t real_now);

  /// Moves virtual time by `delta` >= 0 and wakes everyone who sleeps on it.
  void advance(std::int64_t delta);
  /// The same for the last time, without telling the box: it is about to be killed and must not see that
  /// moment.
  void end(std::int64_t delta) { offset_ += delta; }

 private:
  struct Pending {
    std::int64_t wake = 0;
    bool sleep = false;
    std::int64_t due_since = 0;  ///< real; 0: not due yet
  };
  void take(pid_t process, const void* message);

  base::UniqueFd socket_;
  std::atomic<std::int64_t>* published_;
  std::int64_t offset_ = 0;
  std::map<std::pair<pid_t, std::uint32_t>, Pending> pending_;
};

}  // namespace cupola::sandbox
