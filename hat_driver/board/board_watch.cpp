#include "hat_driver/board/board_watch.hpp"

#include "hat_driver/base/futex.hpp"

namespace cupola::board {

BoardWatch::BoardWatch(BoardPages& pages) : pages_(pages), seen_(marks()) {}

BoardWatch::Marks BoardWatch::marks() const {
  const ProgramPage& page = pages_.program();
  return {page.frames.count.load(std::memory_order_seq_cst), page.gamma.count.load(std::memory_order_seq_cst),
          page.texts.count.load(std::memory_order_seq_cst), page.claims.load(std::memory_order_seq_cst)};
}

bool BoardWatch::changed() {
  const Marks now = marks();
  return std::exchange(seen_, now) != now;
}

std::uint32_t BoardWatch::fresh_ticket(std::uint32_t shown) {
  do {
    ++last_ticket_;
  } while (last_ticket_ == 0 || last_ticket_ == shown);
  return last_ticket_;
}

BoardWatch::Woken BoardWatch::wait(std::optional<std::chrono::nanoseconds> timeout) {
  const std::atomic<std::uint32_t>& wake = pages_.program().wake;
  std::atomic<std::uint32_t>& ticket = pages_.world().watch.ticket;
  const std::uint32_t shown = wake.load(std::memory_order_acquire);
  ticket.store(fresh_ticket(shown), std::memory_order_seq_cst);
  bool in_time = true;
  if (!interrupted_.load(std::memory_order_seq_cst) && marks() == seen_) {
    in_time = base::futex_wait(wake, shown, timeout);
  }
  ticket.store(0, std::memory_order_relaxed);
  if (interrupted_.exchange(false)) return Woken::Interrupted;
  return changed() || in_time ? Woken::Changed : Woken::TimedOut;
}

void BoardWatch::interrupt() {
  interrupted_.store(true, std::memory_order_seq_cst);
  if (const std::uint32_t ticket = pages_.world().watch.ticket.load(std::memory_order_seq_cst); ticket != 0)
    pages_.show_ticket(ticket);
}

}  // namespace cupola::board
