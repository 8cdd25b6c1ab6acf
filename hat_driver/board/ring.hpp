// Theory of operation. Everything on a board that changes is a ring of numbered records, and its slots are
// sequence locks. Slot `n % Slots` says 2n+1 while record n is being written and 2n+2 when it is whole. A
// reader wants one certain n: it sees 2n+2, copies, and sees 2n+2 again, or it has no record; so no reader
// waits, and no writer waits for a reader. A cell ("latest wins") is a ring of four: the newest record is
// never the one being overwritten, so a writer that was stopped or killed in the middle of a record hides
// nothing.
//
// Why it holds on ARM without fences (which the thread sanitizer cannot follow): every payload word is stored
// with release and loaded with acquire. A reader that catches one word of a later record has synchronised
// with the writer after its claim 2m+1, so its second look at the sequence cannot give 2n+2 any more.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace cupola::board {

using Word = std::atomic<std::uint64_t>;
static_assert(Word::is_always_lock_free && sizeof(Word) == 8, "board words are shared between processes");

/// No ring ever holds so many; a number past this is a lie, and twice that number would not fit a sequence.
inline constexpr std::uint64_t kMostRecords = std::uint64_t{1} << 62;

/// The place of one record of a ring: its sequence and its payload, word by word.
template <std::size_t Words>
struct Slot {
  using Record = std::array<std::uint64_t, Words>;
  Word sequence;
  std::array<Word, Words> words;

  /// Marks the slot as being filled with record `number`; false if it has, or had, that number or a later
  /// one.
  bool claim(std::uint64_t number) {
    std::uint64_t seen = sequence.load(std::memory_order_relaxed);
    return number < kMostRecords && seen < 2 * number + 1 &&
           sequence.compare_exchange_strong(seen, 2 * number + 1, std::memory_order_acquire,
                                            std::memory_order_relaxed);
  }
  /// Fills a claimed slot.
  void fill(std::uint64_t number, const Record& record) {
    for (std::size_t i = 0; i < Words; ++i) words[i].store(record[i], std::memory_order_release);
    sequence.store(2 * number + 2, std::memory_order_release);
  }
  /// Record `number`, whole; nothing if the slot holds another one or is being written.
  std::optional<Record> read(std::uint64_t number) const {
    const std::uint64_t whole = 2 * number + 2;
    if (number >= kMostRecords) return std::nullopt;
    if (sequence.load(std::memory_order_acquire) != whole) return std::nullopt;
    Record record;
    for (std::size_t i = 0; i < Words; ++i) record[i] = words[i].load(std::memory_order_acquire);
    if (sequence.load(std::memory_order_relaxed) != whole) return std::nullopt;
    return record;
  }
};

/// `Slots` numbered records in shared memory, the oldest overwritten first. One writer at a time within a
/// process (the caller's mutex); two processes may write at once and take different numbers. Any number of
/// readers.
template <std::size_t Words, std::size_t Slots>
struct alignas(64) Ring {
  using Record = typename Slot<Words>::Record;
  static constexpr std::size_t kSlots = Slots;
  /// How often a reader looks for the newest record, and how many claimed numbers a writer passes over,
  /// before giving up: only a page of rubbish, or a reader held up again and again, ever needs so many.
  static constexpr int kAttempts = 32;
  struct Newest {
    std::uint64_t number = 0;
    Record record{};
  };

  Word count;  ///< one more than the highest number of a whole record; 0: none yet
  std::array<Slot<Words>, Slots> slots;

  /// Appends a record. It is dropped if kAttempts numbers in a row are claimed, which only rubbish in our own
  /// page can bring about.
  void push(const Record& record) {
    std::uint64_t number = 0;
    for (int attempt = 0; attempt < kAttempts; ++attempt, ++number) {
      number = std::max(number, count.load(std::memory_order_acquire));
      Slot<Words>& slot = slots[number % Slots];
      if (!slot.claim(number)) continue;
      slot.fill(number, record);
      std::uint64_t seen = count.load(std::memory_order_relaxed);
      // Sequentially consistent, for board_watch.hpp: what looks at another word next does so after this.
      while (seen < number + 1 && !count.compare_exchange_weak(seen, number + 1, std::memory_order_seq_cst,
                                                               std::memory_order_relaxed)) {
      }
      return;
    }
  }
  /// Record `number`, if it is still (or already) there and whole.
  std::optional<Record> at(std::uint64_t number) const { return slots[number % Slots].read(number); }
  /// The newest whole record; nothing if there is none yet (or the page holds rubbish).
  std::optional<Newest> newest() const {
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const std::uint64_t head = count.load(std::memory_order_acquire);
      if (head == 0) return std::nullopt;
      if (const auto record = at(head - 1)) return Newest{head - 1, *record};
    }
    return std::nullopt;
  }
};

}  // namespace cupola::board
