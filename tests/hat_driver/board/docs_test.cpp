// docs/board.md is what other readers of a board are written from: its example must be our pages, byte for
// byte.
#include "hat_driver/base/whole_file.hpp"
#include "hat_driver/board/frame_cursor.hpp"
#include "hat_driver/board/program_side.hpp"
#include "hat_driver/board/program_view.hpp"
#include "hat_driver/board/stick_cursor.hpp"
#include "hat_driver/board/text.hpp"
#include "hat_driver/board/world_side.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <iomanip>
#include <memory>
#include <sstream>
#include <string>

using namespace cupola::board;
using namespace std::chrono_literals;
namespace hat = cupola::hat;

namespace {

/// The page that the fenced block `name` of docs/board.md describes: "offset: bytes # remark" on every line.
template <typename Page>
std::unique_ptr<Page> page_of_example(const std::string& name) {
  auto page = std::make_unique<Page>();
  std::istringstream document(cupola::base::read_whole_file("docs/board.md"));
  std::string line;
  while (std::getline(document, line) && line != "```" + name) {
  }
  while (std::getline(document, line) && line != "```") {
    std::istringstream bytes(line.substr(0, line.find('#')));
    std::size_t offset = 0;
    char colon = 0;
    bytes >> std::hex >> offset >> colon;
    REQUIRE(colon == ':');
    for (unsigned byte = 0; bytes >> byte; ++offset) {
      REQUIRE(offset < sizeof(Page));
      reinterpret_cast<unsigned char*>(page.get())[offset] = static_cast<unsigned char>(byte);
    }
  }
  return page;
}

/// The bytes of a page as the document lists them, for when the example has to be written anew.
std::string listing(const void* page, std::size_t size) {
  std::ostringstream out;
  const auto* const bytes = static_cast<const unsigned char*>(page);
  const unsigned char zeros[16] = {};
  for (std::size_t row = 0; row < size; row += 16) {
    if (std::memcmp(bytes + row, zeros, 16) == 0) continue;
    out << std::hex << std::setfill('0') << std::setw(4) << row << ':';
    for (std::size_t i = 0; i < 16; ++i)
      out << (i == 8 ? "  " : " ") << std::setw(2) << unsigned{bytes[row + i]};
    out << '\n';
  }
  return out.str();
}

struct Example {
  BoardPages pages = BoardPages::create(hat::Profile::V1);
  WorldSide world{pages};
  ProgramSide program = ProgramSide::open(pages.world_fd(), pages.program_fd());
  hat::Frame picture;

  Example() {
    world.set_clock_offset(5s);
    world.set_utc_shift(-1h);
    world.publish(
        hat::HumiditySample{.time_ns = 1'000'000'000, .humidity_percent = 45.5, .temperature_c = 27.25});
    world.push({.time_ns = 2'000'000'000, .direction = hat::Direction::Left, .action = hat::Action::Held});
    program.claim(hat::Claim::LedsUsed);
    program.claim(hat::Claim::ReadHumidity);
    program.set_gamma(hat::kLowLightGamma);
    picture.pixels[0] = hat::to_rgb565({255, 0, 0});
    picture.pixels[63] = hat::to_rgb565({0, 0, 255});
    program.set_frame(picture, 3'000'000'000);
    program.note_text("27.3 °C");
  }
};

}  // namespace

TEST_CASE("the example of docs/board.md is, byte for byte, what this library writes") {
  const Example example;
  const auto world = page_of_example<WorldPage>("world");
  const auto program = page_of_example<ProgramPage>("program");
  const std::string world_bytes = listing(world.get(), sizeof(WorldPage));
  CHECK(world_bytes == listing(&example.pages.world(), sizeof(WorldPage)));
  const std::string program_bytes = listing(program.get(), sizeof(ProgramPage));
  CHECK(program_bytes == listing(&example.pages.program(), sizeof(ProgramPage)));
}

TEST_CASE("the example of docs/board.md reads as the page says") {
  const auto world = page_of_example<WorldPage>("world");
  CHECK(world->profile == 3);
  CHECK(world->chips == 7);
  CHECK(world->clock.clock_offset_ns == 5'000'000'000);
  CHECK(world->clock.utc_shift_ns == -3'600'000'000'000);
  const auto humidity = newest_humidity(*world);
  REQUIRE(humidity);
  CHECK(humidity->time_ns == 1'000'000'000);
  CHECK(humidity->humidity_percent == 45.5);
  CHECK(humidity->temperature_c == 27.25);
  CHECK_FALSE(newest_pressure(*world));
  StickCursor stick(*world, 0);
  const auto event = stick.next();
  REQUIRE(event);
  CHECK(event->direction == hat::Direction::Left);
  CHECK(event->action == hat::Action::Held);

  const auto program = page_of_example<ProgramPage>("program");
  ProgramView view(*program);
  CHECK(view.claims(hat::Claim::LedsUsed));
  CHECK_FALSE(view.claims(hat::Claim::ReadPressure));
  CHECK(view.gamma() == hat::kLowLightGamma);
  REQUIRE(view.picture());
  CHECK(view.picture()->stamp_ns == 3'000'000'000);
  CHECK(view.picture()->frame == Example().picture);
  TextCursor texts(*program);
  std::string text;
  texts.drain([&](std::string next) { text = std::move(next); });
  CHECK(text == "27.3 °C");
}
