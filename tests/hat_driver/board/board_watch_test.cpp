// An owner that sleeps until another process draws. Time-outs here are what a lost wake would look like, so
// they are long: a test that works never waits for one, but for the cases that are about them.
#include "hat_driver/board/board_watch.hpp"

#include "hat_driver/board/program_side.hpp"
#include "hat_driver/board/world_side.hpp"
#include "tests/hat_driver/board/child.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <functional>
#include <random>
#include <thread>

using namespace cupola::board;
using namespace std::chrono_literals;
using cupola::base::Access;
using cupola::base::Mapping;
using cupola::tests::Child;
using Woken = BoardWatch::Woken;
namespace hat = cupola::hat;

namespace {

struct Board {
  BoardPages pages = BoardPages::create(hat::Profile::Flight);
  WorldSide world{pages};
  BoardWatch watch{pages};
  ProgramSide open_program() const { return ProgramSide::open(pages.world_fd(), pages.program_fd()); }
};

ProgramPage& page_of_vandal(const Mapping& mapping) { return *static_cast<ProgramPage*>(mapping.data()); }

}  // namespace

TEST_CASE("without a change the owner sleeps until its time is up, and leaves no ticket behind") {
  Board board;
  CHECK(board.watch.wait(0ms) == Woken::TimedOut);
  CHECK(board.watch.wait(1ms) == Woken::TimedOut);
  CHECK(board.pages.world().watch.ticket == 0);
}

TEST_CASE("a picture, a table, a text and a new claim are changes, an old claim is none") {
  Board board;
  ProgramSide program = board.open_program();
  const std::function<void()> changes[] = {
      [&] { program.set_frame({}, 1); }, [&] { program.set_gamma(hat::kLowLightGamma); },
      [&] { program.note_text("Hi"); }, [&] { program.claim(hat::Claim::ReadHumidity); }};
  for (const auto& change : changes) {
    change();
    CHECK(board.watch.wait(20s) == Woken::Changed);
    CHECK(board.watch.wait(0ms) == Woken::TimedOut);
  }
  program.claim(hat::Claim::ReadHumidity);
  CHECK(board.watch.wait(0ms) == Woken::TimedOut);
}

TEST_CASE("a program does not touch the wake word while nobody sleeps, and once for each sleep") {
  Board board;
  ProgramSide program = board.open_program();
  program.set_frame({}, 1);
  CHECK(board.pages.program().wake == 0);
  board.pages.world().watch.ticket = 7;
  program.set_frame({}, 2);
  CHECK(board.pages.program().wake == 7);
  board.pages.world().watch.ticket = 0;
  program.set_frame({}, 3);
  CHECK(board.pages.program().wake == 7);
}

TEST_CASE(
    "no wake is lost in ten thousand sleeps while a program of another process takes turns with its owner") {
  Board board;
  constexpr int kTurns = 10'000;
  Child program([&] {
    ProgramSide side = board.open_program();
    std::uint64_t seen = 0;
    for (int turn = 0; turn < kTurns; ++turn) {
      side.set_frame({}, turn);
      while (!side.next_stick_event(seen)) std::this_thread::yield();
    }
    return 0;
  });
  std::uint64_t timed_out = 0;
  std::uint64_t answered = 0;
  while (answered < kTurns && timed_out == 0) {
    if (board.watch.wait(10s) == Woken::TimedOut) ++timed_out;
    for (; answered < board.pages.program().frames.count; ++answered) board.world.push({});
  }
  CHECK(timed_out == 0);
  CHECK(program.wait() == 0);
}

TEST_CASE("a sleeping owner can be interrupted, before it sleeps too") {
  Board board;
  board.watch.interrupt();
  CHECK(board.watch.wait(20s) == Woken::Interrupted);
  std::thread other([&] {
    while (board.pages.world().watch.ticket == 0) std::this_thread::yield();
    board.watch.interrupt();
  });
  CHECK(board.watch.wait(20s) == Woken::Interrupted);
  other.join();
  CHECK(board.watch.wait(0ms) == Woken::TimedOut);
}

TEST_CASE(
    "rubbish in the page ends waits early and holds none up, and an honest program is seen afterwards") {
  Board board;
  Child vandal([&] {
    const Mapping mapping = Mapping::open(board.pages.program_fd(), sizeof(ProgramPage), Access::ReadWrite);
    std::mt19937 random(5);
    while (true) {
      page_of_vandal(mapping).wake = random() % 4;
      page_of_vandal(mapping).frames.count = random();
    }
    return 0;
  });
  for (int i = 0; i < 50; ++i) board.watch.wait(5ms);
  vandal.kill();
  CHECK(vandal.wait() == -SIGKILL);
  while (board.watch.wait(0ms) != Woken::TimedOut) {
  }
  board.open_program().set_frame({}, 1);
  CHECK(board.watch.wait(20s) == Woken::Changed);
}

TEST_CASE("a program that cannot wake its owner is seen when the time is up") {
  Board board;
  Child old_library([&] {
    while (board.pages.world().watch.ticket == 0) std::this_thread::yield();
    const Mapping mapping = Mapping::open(board.pages.program_fd(), sizeof(ProgramPage), Access::ReadWrite);
    page_of_vandal(mapping).frames.push({});
    return 0;
  });
  int tries = 0;
  while (board.watch.wait(50ms) == Woken::TimedOut && tries < 200) ++tries;
  CHECK(board.pages.program().frames.count == 1);
  CHECK(old_library.wait() == 0);
}

TEST_CASE("the claims of a program that has gone can be forgotten") {
  Board board;
  ProgramSide program = board.open_program();
  program.claim(hat::Claim::ReadColour);
  board.pages.forget_claims();
  CHECK(board.pages.program().claims == 0);
  program.claim(hat::Claim::ReadColour);
  CHECK(board.pages.program().claims == 16);
}
