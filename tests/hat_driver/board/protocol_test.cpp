// The same protocol between threads, on one address, where the thread sanitizer can see both sides of it.
#include "hat_driver/board/board_watch.hpp"
#include "hat_driver/board/program_side.hpp"
#include "hat_driver/board/ring.hpp"
#include "hat_driver/board/ring_cursor.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <thread>

using namespace cupola::board;

namespace {

constexpr int kRecords = 200'000;

template <typename RingType>
typename RingType::Record marked(std::uint64_t mark) {
  typename RingType::Record record;
  record.fill(mark);
  return record;
}

template <typename Record>
bool is_whole(const Record& record) {
  return std::all_of(record.begin(), record.end(), [&](std::uint64_t word) { return word == record[0]; });
}

}  // namespace

TEST_CASE("a cell gives whole records that never go back while its writer does not pause") {
  using Cell = Ring<10, 4>;
  const auto cell = std::make_unique<Cell>();
  cell->push(marked<Cell>(0));
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (std::uint64_t i = 1; i <= kRecords; ++i) cell->push(marked<Cell>(i));
    done = true;
  });
  std::uint64_t last = 0;
  bool whole = true;
  bool forwards = true;
  while (!done) {
    const auto newest = cell->newest();
    if (!newest) continue;
    whole = whole && is_whole(newest->record) && newest->record[0] == newest->number;
    forwards = forwards && newest->number >= last;
    last = newest->number;
  }
  writer.join();
  CHECK(whole);
  CHECK(forwards);
  CHECK(cell->newest()->number == kRecords);
}

TEST_CASE("a small ring walked while it overflows gives whole records in order and counts the rest") {
  using Small = Ring<17, 8>;
  const auto ring = std::make_unique<Small>();
  std::atomic<bool> done = false;
  std::thread writer([&] {
    for (std::uint64_t i = 0; i < kRecords; ++i) ring->push(marked<Small>(i));
    done = true;
  });
  RingCursor<Small> cursor(*ring);
  bool whole = true;
  const auto walk = [&] {
    const std::uint64_t head = cursor.head();
    while (const auto next = cursor.next_before(head)) {
      whole = whole && is_whole(next->record) && next->record[0] == next->number;
    }
  };
  while (!done) walk();
  writer.join();
  walk();
  CHECK(whole);
  CHECK(cursor.delivered() >= 8);
  CHECK(cursor.position() == kRecords);
  CHECK(cursor.delivered() + cursor.lost() == kRecords);
}

TEST_CASE("two writers without a lock get a number each") {
  using Big = Ring<2, 4096>;
  const auto ring = std::make_unique<Big>();
  const auto write = [&](std::uint64_t mark) {
    for (int i = 0; i < 1000; ++i) ring->push(marked<Big>(mark));
  };
  std::thread other(write, 1);
  write(2);
  other.join();
  CHECK(ring->count == 2000);
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < 2000; ++i) sum += ring->at(i).value()[0];
  CHECK(sum == 3000);
}

TEST_CASE(
    "an owner that sleeps whenever it can sees the last picture of a program that draws as fast as it can") {
  BoardPages pages = BoardPages::create(cupola::hat::Profile::Flight);
  ProgramSide program = ProgramSide::open(pages.world_fd(), pages.program_fd());
  BoardWatch watch(pages);
  constexpr std::uint64_t kPictures = 50'000;
  std::thread writer([&] {
    for (std::uint64_t i = 0; i < kPictures; ++i) program.set_frame({}, 0);
  });
  bool woken = true;
  while (woken && pages.program().frames.count < kPictures) {
    woken = watch.wait(std::chrono::seconds(20)) == BoardWatch::Woken::Changed;
  }
  writer.join();
  CHECK(woken);
}
