// A program page belongs to somebody who may do anything to it: real processes do so here, and no reader may
// crash, hang or believe them.
#include "hat_driver/board/frame_cursor.hpp"
#include "hat_driver/board/program_side.hpp"
#include "hat_driver/board/program_view.hpp"
#include "hat_driver/board/text.hpp"
#include "tests/hat_driver/board/child.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <random>
#include <string>
#include <thread>

using namespace cupola::board;
using cupola::base::Access;
using cupola::base::Mapping;
using cupola::tests::Child;
namespace hat = cupola::hat;

namespace {

/// A picture that shows whether it is whole: the first pixel names it and all others follow from it.
hat::Frame marked(std::uint16_t mark) {
  hat::Frame frame;
  for (std::size_t i = 0; i < frame.pixels.size(); ++i)
    frame.pixels[i] = static_cast<std::uint16_t>(mark + i);
  return frame;
}
bool is_whole(const hat::Frame& frame) { return frame == marked(frame.pixels[0]); }

/// Draws as fast as it can until `pictures` have been shown.
void draw(ProgramSide& program, std::uint16_t first, int pictures) {
  for (int i = 0; i < pictures; ++i) program.set_frame(marked(static_cast<std::uint16_t>(first + i)), i);
}

struct Watcher {
  explicit Watcher(const ProgramPage& page) : cursor(page), texts(page), view(page) {}
  void look() {
    std::size_t pictures = 0;
    cursor.drain([&](const Picture& picture) {
      ++pictures;
      all_whole = all_whole && is_whole(picture.frame);
    });
    most_in_one_look = std::max(most_in_one_look, pictures);
    seen += pictures;
    texts.drain(
        [&](const std::string& text) { all_utf8 = all_utf8 && is_utf8(text) && text.size() <= 1008; });
    if (view.picture()) all_whole = all_whole && is_whole(view.picture()->frame);
    gamma_good =
        gamma_good && std::all_of(view.gamma().begin(), view.gamma().end(), [](int g) { return g <= 31; });
  }
  FrameCursor cursor;
  TextCursor texts;
  ProgramView view;
  bool all_whole = true;
  bool all_utf8 = true;
  bool gamma_good = true;
  std::size_t most_in_one_look = 0;
  std::size_t seen = 0;
};

}  // namespace

TEST_CASE("a program that fills its page with random bytes is watched without harm") {
  const BoardPages board = BoardPages::create(hat::Profile::Flight);
  ProgramSide program = ProgramSide::open(board.world_fd(), board.program_fd());
  program.set_frame(marked(7), 1);
  Watcher watcher(board.program());
  watcher.look();
  Child vandal([&] {
    Mapping page = Mapping::open(board.program_fd(), sizeof(ProgramPage), Access::ReadWrite);
    std::mt19937_64 random(2018);
    auto* const words = static_cast<std::uint64_t*>(page.data());
    for (int round = 0; round < 40; ++round) {
      for (std::size_t i = 0; i < sizeof(ProgramPage) / 8; ++i) words[i] = random();
    }
    return 0;
  });
  while (vandal.running()) watcher.look();
  CHECK(vandal.wait() == 0);
  watcher.look();
  CHECK(watcher.most_in_one_look <= kFrameSlots);
  CHECK(watcher.all_utf8);
  CHECK(watcher.gamma_good);
  REQUIRE(watcher.view.picture());
  CHECK(watcher.view.picture()->frame == marked(7));
  // Drawing on a page of rubbish is the program's own trouble, but it ends.
  program.set_frame(marked(1), 2);
  program.note_text("still here");
  program.frame();
}

TEST_CASE("counters that lie cost a reader one walk round the ring and bring no picture that is not there") {
  const BoardPages board = BoardPages::create(hat::Profile::Flight);
  Mapping mapping = Mapping::open(board.program_fd(), sizeof(ProgramPage), Access::ReadWrite);
  auto& page = *static_cast<ProgramPage*>(mapping.data());
  Watcher watcher(board.program());
  for (const std::uint64_t lie :
       {std::uint64_t{1}, std::uint64_t{4097}, std::uint64_t{1} << 40, std::uint64_t{3},
        std::uint64_t{1} << 63, ~std::uint64_t{0}, std::uint64_t{0}}) {
    page.frames.count = lie;
    page.texts.count = lie;
    page.gamma.count = lie;
    watcher.look();
  }
  CHECK(watcher.seen == 0);
  CHECK(watcher.cursor.lost() == watcher.cursor.total());
  CHECK_FALSE(watcher.view.picture());
  CHECK(watcher.view.gamma() == hat::kDefaultGamma);
}

TEST_CASE("a program can neither truncate the pages nor write the world") {
  const BoardPages board = BoardPages::create(hat::Profile::Flight);
  Child vandal([&] {
    int failures = 0;
    for (const int fd : {board.world_fd(), board.program_fd()}) {
      const int again = ::open(("/proc/self/fd/" + std::to_string(fd)).c_str(), O_RDWR | O_CLOEXEC);
      failures += ::ftruncate(again, 0) != 0 ? 1 : 0;
      failures += ::ftruncate(fd, 1) != 0 ? 1 : 0;
    }
    failures += ::pwrite(board.world_fd(), "rubbish", 7, 0) < 0 ? 1 : 0;
    return failures;
  });
  CHECK(vandal.wait() == 5);
  Watcher watcher(board.program());
  watcher.look();
  CHECK(board.world().header.magic == kWorldMagic);
}

TEST_CASE(
    "a program that dies in the middle of a picture shows the one before, and the next program goes on") {
  const BoardPages board = BoardPages::create(hat::Profile::Flight);
  Watcher watcher(board.program());
  Child victim([&] {
    ProgramSide program = ProgramSide::open(board.world_fd(), board.program_fd());
    draw(program, 0, 10);
    Mapping mapping = Mapping::open(board.program_fd(), sizeof(ProgramPage), Access::ReadWrite);
    auto& slot = static_cast<ProgramPage*>(mapping.data())->frames.slots[10];
    slot.claim(10);
    for (std::size_t i = 0; i < 9; ++i) slot.words[i] = 0x5555;
    ::raise(SIGKILL);
    return 0;
  });
  CHECK(victim.wait() == -SIGKILL);
  watcher.look();
  CHECK(watcher.seen == 10);
  CHECK(watcher.view.picture()->frame == marked(9));
  ProgramSide next = ProgramSide::open(board.world_fd(), board.program_fd());
  CHECK(next.frame() == marked(9));
  next.set_frame(marked(100), 1);
  CHECK(next.frame() == marked(100));
  watcher.look();
  CHECK(watcher.view.picture()->frame == marked(100));
  CHECK(watcher.cursor.lost() == 1);
  CHECK(watcher.all_whole);
}

TEST_CASE("two threads that draw at once never make a mixed picture") {
  const BoardPages board = BoardPages::create(hat::Profile::Flight);
  constexpr int kEach = 100'000;
  Child painter([&] {
    ProgramSide program = ProgramSide::open(board.world_fd(), board.program_fd());
    std::thread other([&] { draw(program, 0, kEach); });
    draw(program, 0x8000, kEach);
    other.join();
    return 0;
  });
  Watcher watcher(board.program());
  while (painter.running()) watcher.look();
  CHECK(painter.wait() == 0);
  watcher.look();
  CHECK(watcher.all_whole);
  CHECK(watcher.seen > 0);
  CHECK(watcher.cursor.total() == 2 * kEach);
  CHECK(watcher.seen + watcher.cursor.lost() == 2 * kEach);
}

TEST_CASE("two processes that draw at once never make a mixed picture") {
  const BoardPages board = BoardPages::create(hat::Profile::Flight);
  constexpr int kEach = 50'000;
  const auto paint = [&](std::uint16_t first) {
    return [&board, first] {
      ProgramSide program = ProgramSide::open(board.world_fd(), board.program_fd());
      draw(program, first, kEach);
      return 0;
    };
  };
  Child one(paint(0));
  Child two(paint(0x8000));
  Watcher watcher(board.program());
  while (one.running() || two.running()) watcher.look();
  watcher.look();
  CHECK(watcher.all_whole);
  CHECK(watcher.seen > 0);
  CHECK(watcher.cursor.total() == 2 * kEach);
}

TEST_CASE("a program that draws far more than 100 000 pictures a second is counted to the last one") {
  const BoardPages board = BoardPages::create(hat::Profile::Flight);
  constexpr int kPictures = 1'000'000;
  Child painter([&] {
    ProgramSide program = ProgramSide::open(board.world_fd(), board.program_fd());
    draw(program, 0, kPictures);
    return 0;
  });
  Watcher watcher(board.program());
  while (painter.running()) watcher.look();
  CHECK(painter.wait() == 0);
  watcher.look();
  CHECK(watcher.cursor.total() == kPictures);
  CHECK(watcher.seen >= kFrameSlots);
  CHECK(watcher.seen + watcher.cursor.lost() == kPictures);
  CHECK(watcher.most_in_one_look <= kFrameSlots);
  CHECK(watcher.all_whole);
  CHECK(watcher.view.picture()->frame == marked(static_cast<std::uint16_t>(kPictures - 1)));
}
