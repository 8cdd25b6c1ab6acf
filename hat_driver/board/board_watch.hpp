// Thread-safe in one thing: interrupt() may come from any thread while another one waits.
//
// Theory of operation. Before the owner sleeps it writes a fresh ticket into the world page; then it looks
// once more whether anything has changed; then it sleeps on the futex word `wake` of the program page. A
// program that has changed something looks for a ticket, and only if there is one that `wake` does not show
// yet does it store it there and wake the sleeper. So one sleep costs all programs together one system call,
// and while nobody sleeps a picture costs one load more.
//
// No wake is lost: the program raises `count` and then loads the ticket, the owner stores the ticket and then
// loads `count`, all four sequentially consistent, so one of the two sees the other. If the program stores
// the ticket before the owner sleeps, `wake` is no longer what the owner expects, and the kernel does not let
// it.
//
// The program page is anybody's: rubbish in it can end a sleep early, which the owner bears by not looking
// more often than it draws, or keep a program's wake from coming, which ends with the time-out.
#pragma once

#include "hat_driver/board/pages.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace cupola::board {

/// Lets the owner of a board sleep until a program draws, sets the table, scrolls a text or claims something
/// new. One to a board. The pages are borrowed.
class BoardWatch {
 public:
  enum class Woken { Changed, TimedOut, Interrupted };

  /// Everything that is there now counts as seen.
  explicit BoardWatch(BoardPages& pages);

  /// Sleeps until something changes, at most `timeout`. Returns at once if something has changed since the
  /// last call. Changed may be a false alarm; a change is never missed for longer than `timeout`.
  Woken wait(std::optional<std::chrono::nanoseconds> timeout);
  /// Makes the wait that runs now, or else the next one, return Interrupted.
  void interrupt();

 private:
  using Marks = std::array<std::uint64_t, 4>;
  Marks marks() const;
  bool changed();
  std::uint32_t fresh_ticket(std::uint32_t shown);

  BoardPages& pages_;
  Marks seen_;
  std::uint32_t last_ticket_ = 0;
  std::atomic<bool> interrupted_ = false;
};

}  // namespace cupola::board
