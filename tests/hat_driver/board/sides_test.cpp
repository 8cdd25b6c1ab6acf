#include "hat_driver/board/frame_cursor.hpp"
#include "hat_driver/board/program_side.hpp"
#include "hat_driver/board/program_view.hpp"
#include "hat_driver/board/stick_cursor.hpp"
#include "hat_driver/board/text.hpp"
#include "hat_driver/board/world_side.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

using namespace cupola::board;
using namespace std::chrono_literals;
namespace hat = cupola::hat;

namespace {

struct Board {
  BoardPages pages = BoardPages::create(hat::Profile::Flight);
  WorldSide world{pages};
  ProgramSide program = ProgramSide::open(pages.world_fd(), pages.program_fd());
};

hat::Frame picture_of(std::uint16_t value) {
  hat::Frame frame;
  frame.pixels.fill(value);
  return frame;
}

std::vector<Picture> drained(FrameCursor& cursor) {
  std::vector<Picture> pictures;
  cursor.drain([&](const Picture& picture) { pictures.push_back(picture); });
  return pictures;
}

std::vector<std::string> drained(TextCursor& cursor) {
  std::vector<std::string> texts;
  cursor.drain([&](std::string text) { texts.push_back(std::move(text)); });
  return texts;
}

}  // namespace

TEST_CASE("a gamma table with an entry over 31 is refused and changes nothing") {
  Board board;
  hat::GammaTable table = hat::kLowLightGamma;
  board.program.set_gamma(table);
  table[7] = 32;
  CHECK_THROWS_AS(board.program.set_gamma(table), std::invalid_argument);
  CHECK(board.program.gamma() == hat::kLowLightGamma);
  CHECK(ProgramView(board.pages.program()).gamma() == hat::kLowLightGamma);
}

TEST_CASE("the program reads the newest sample of each chip, whole") {
  Board board;
  for (int i = 1; i <= 9; ++i) {
    board.world.publish(hat::HumiditySample{.time_ns = i, .humidity_percent = 45.5, .temperature_c = -1.25});
    board.world.publish(hat::PressureSample{.time_ns = i + 1, .pressure_hpa = 1013.25, .temperature_c = 27});
    board.world.publish(hat::MotionSample{i + 2, {0.1, 0.2, 0.3}, {4, 5, 6}, {-7, -8, -9}});
    board.world.publish(hat::LightSample{.time_ns = i + 3, .red = 1, .green = 2, .blue = 3, .clear = 4.5});
  }
  CHECK(board.program.humidity()->time_ns == 9);
  CHECK(board.program.humidity()->humidity_percent == 45.5);
  CHECK(board.program.humidity()->temperature_c == -1.25);
  CHECK(board.program.pressure()->time_ns == 10);
  CHECK(board.program.pressure()->pressure_hpa == 1013.25);
  CHECK(board.program.motion()->time_ns == 11);
  CHECK(board.program.motion()->acceleration_g == hat::Vec3{0.1, 0.2, 0.3});
  CHECK(board.program.motion()->rotation_rad_s == hat::Vec3{4, 5, 6});
  CHECK(board.program.motion()->magnetic_field_ut == hat::Vec3{-7, -8, -9});
  CHECK(board.program.light()->time_ns == 12);
  CHECK(board.program.light()->clear == 4.5);
}

TEST_CASE("a chip can go missing while the program runs") {
  Board board;
  board.world.set_chips(static_cast<std::uint32_t>(Chip::Lps25h));
  CHECK(board.program.has(Chip::Lps25h));
  CHECK_FALSE(board.program.has(Chip::Hts221));
}

TEST_CASE("the clock block holds the offset and the shift apart") {
  Board board;
  board.world.set_clock_offset(5s);
  board.world.set_utc_shift(-1h);
  CHECK(board.world.clock_offset() == 5s);
  CHECK(board.world.utc_shift() == -1h);
}

TEST_CASE("every reader sees every joystick event, and learns how many it lost") {
  Board board;
  StickCursor early(board.pages.world());
  board.world.push({.time_ns = 1, .direction = hat::Direction::Left, .action = hat::Action::Held});
  StickCursor late(board.pages.world());
  const auto event = early.next();
  REQUIRE(event);
  CHECK(event->time_ns == 1);
  CHECK(event->direction == hat::Direction::Left);
  CHECK(event->action == hat::Action::Held);
  CHECK_FALSE(early.next());
  CHECK_FALSE(late.next());

  for (int i = 0; i < 300; ++i) board.world.push({.time_ns = 100 + i});
  CHECK(early.next()->time_ns == 144);
  CHECK(early.lost() == 44);
  CHECK(board.program.stick_events() == 301);
  std::uint64_t cursor = 300;
  CHECK(board.program.next_stick_event(cursor)->time_ns == 399);
  CHECK_FALSE(board.program.next_stick_event(cursor));
  CHECK(cursor == 301);
}

TEST_CASE(
    "a recorder gets every picture once, with number and stamp, and the losses of a slow one are counted") {
  Board board;
  FrameCursor cursor(board.pages.program());
  CHECK(drained(cursor).empty());
  board.program.set_frame(picture_of(1), 11);
  board.program.set_frame(picture_of(1), 12);
  auto pictures = drained(cursor);
  REQUIRE(pictures.size() == 2);
  CHECK(pictures[1].number == 1);
  CHECK(pictures[1].stamp_ns == 12);
  CHECK(pictures[1].frame == picture_of(1));
  for (int i = 0; i < 5000; ++i) board.program.set_frame(picture_of(static_cast<std::uint16_t>(i)), i);
  pictures = drained(cursor);
  CHECK(pictures.size() == kFrameSlots);
  CHECK(pictures.front().number == 5002 - kFrameSlots);
  CHECK(pictures.back().frame == picture_of(4999));
  CHECK(cursor.lost() == 5000 - kFrameSlots);
  CHECK(cursor.total() == 5002);
  CHECK(board.program.frame() == picture_of(4999));
  CHECK(ProgramView(board.pages.program()).picture()->frame == picture_of(4999));
}

TEST_CASE("claims add up and are seen by the reader") {
  Board board;
  const ProgramView view(board.pages.program());
  CHECK_FALSE(view.claims(hat::Claim::LedsUsed));
  board.program.claim(hat::Claim::ReadMotion);
  board.program.claim(hat::Claim::LedsUsed);
  CHECK(view.claims(hat::Claim::LedsUsed));
  CHECK(view.claims(hat::Claim::ReadMotion));
  CHECK_FALSE(view.claims(hat::Claim::AskedForInput));
}

TEST_CASE("refuses bytes that are not UTF-8") {
  for (const char* bad : {"\x80", "\xc3", "\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                          "\xf5\x80\x80\x80", "a\xff", "\xe2\x82", "\xf0\x8f\xbf\xbf", "\xe2\x28\xa1"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_utf8(bad));
  }
  for (const char* good : {"", "a", "é", "€", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf", "Γειά σου 🚀"})
    CHECK(is_utf8(good));
}

TEST_CASE("texts arrive in order; a long one is cut between characters; one that is not UTF-8 is lost") {
  Board board;
  TextCursor cursor(board.pages.program());
  board.program.note_text("Hello");
  board.program.note_text("");
  board.program.note_text("\xff");
  board.program.note_text("x" + std::string(1006, 'a') + "é");
  const auto texts = drained(cursor);
  REQUIRE(texts.size() == 3);
  CHECK(texts[0] == "Hello");
  CHECK(texts[1].empty());
  CHECK(texts[2] == "x" + std::string(1006, 'a'));
  CHECK(cursor.lost() == 1);
  CHECK(cursor.total() == 4);
}
