#pragma once

#include "runner/sandbox/plan.hpp"
#include "runner/sandbox/virtual_time.hpp"

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace cupola::sandbox {

/// CLOCK_MONOTONIC in ns.
std::int64_t monotonic_now();

/// The clock of one run: ticks the world, and with a virtual clock decides when and how far time moves.
class TimeKeeper {
 public:
  TimeKeeper(const Plan& plan, base::UniqueFd clock_socket, pid_t init, const Hooks& hooks);

  /// -1 with a real clock.
  int socket() const { return virtual_ ? virtual_->socket() : -1; }
  std::int64_t offset() const { return virtual_ ? virtual_->offset() : 0; }

  /// The program's first line; the wall limit runs from here.
  void start(std::int64_t start_ns) { start_ns_ = start_ns; }
  /// When the limit is reached if virtual time does not move any further; real.
  std::int64_t real_limit() const { return start_ns_ + wall_ns_ - offset(); }

  enum class Step { Nothing, Moved, Limit };
  /// One round of the poll loop; `tick`: 20 ms have gone by.
  Step keep(std::int64_t real_now, bool tick);
  /// When to call keep() again although nothing was heard; real.
  std::int64_t next_look(std::int64_t real_now) const;
  /// Pipes that the supervisor empties: while one holds something, who seems blocked may wait for that. Must
  /// outlive this.
  void heed(const base::UniqueFd& pipe) { pipes_.push_back(&pipe); }

 private:
  bool owes_reading() const;
  Step keep_virtual(std::int64_t real_now, bool tick);
  Step when_all_are_blocked(std::optional<std::int64_t> wake, std::uint64_t mark, std::int64_t real_now);
  Step move_to(std::int64_t moment);
  void look_again_later();

  const Hooks& hooks_;
  std::optional<VirtualTime> virtual_;
  pid_t init_;
  std::int64_t wall_ns_;
  std::int64_t start_ns_ = 0;
  std::int64_t pause_ns_ = 0;  ///< until the next look; 0: none needed
  std::uint64_t idle_mark_ = 0;
  std::int64_t idle_since_ns_ = 0;
  std::vector<const base::UniqueFd*> pipes_;
};

}  // namespace cupola::sandbox
