#pragma once

#include "hat_driver/board/ring.hpp"

#include <cstdint>
#include <optional>

namespace cupola::board {

/// One reader's place in a ring: gives each record once, in order, and counts those it missed. Whatever the
/// ring holds, a walk up to `head()` visits at most as many slots as the ring has.
template <typename RingType>
class RingCursor {
 public:
  struct Numbered {
    std::uint64_t number = 0;
    typename RingType::Record record{};
  };

  /// Borrows the ring; starts with record `position` (0: the oldest that is still there).
  explicit RingCursor(const RingType& ring, std::uint64_t position = 0) : ring_(&ring), position_(position) {}

  /// Where a walk that starts now ends. Passes over what has been overwritten since the last one.
  std::uint64_t head() {
    const std::uint64_t head = ring_->count.load(std::memory_order_acquire);
    if (head <= position_) return position_;
    if (head - position_ > RingType::kSlots) skip_to(head - RingType::kSlots);
    return head;
  }
  /// The next whole record before `head`; nothing when the walk is over.
  std::optional<Numbered> next_before(std::uint64_t head) {
    while (position_ < head) {
      const std::uint64_t number = position_++;
      if (const auto record = ring_->at(number)) {
        ++delivered_;
        return Numbered{number, *record};
      }
      ++lost_;
    }
    return std::nullopt;
  }
  /// For the caller who found that the record it was just given means nothing.
  void count_last_as_lost() {
    --delivered_;
    ++lost_;
  }

  std::uint64_t position() const { return position_; }
  std::uint64_t delivered() const { return delivered_; }
  /// Records that were overwritten before this reader came, or were never whole.
  std::uint64_t lost() const { return lost_; }

 private:
  void skip_to(std::uint64_t number) {
    lost_ += number - position_;
    position_ = number;
  }
  const RingType* ring_;
  std::uint64_t position_;
  std::uint64_t delivered_ = 0;
  std::uint64_t lost_ = 0;
};

}  // namespace cupola::board
