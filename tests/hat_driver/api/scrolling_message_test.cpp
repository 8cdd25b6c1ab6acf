#include "hat_driver/backends/memory.hpp"
#include "tests/support/test_waiting.hpp"

#include <cupola/hat/sense_hat.hpp>

#include <doctest/doctest.h>

#include <stdexcept>

using namespace cupola::hat;
using cupola::backends::MemoryBackend;
using cupola::tests::TestWaiting;
using namespace std::chrono_literals;

namespace {

struct Bench {
  MemoryBackend backend;
  TestWaiting waiting;
  SenseHat hat{backend, waiting};
};

}  // namespace

TEST_CASE("a message with a negative speed is refused before anything is shown") {
  Bench bench;
  CHECK_THROWS_AS(bench.hat.scroll_message("A", -1ns), std::invalid_argument);
  CHECK(bench.backend.frame_count() == 0);
  CHECK(bench.backend.texts().empty());
}

TEST_CASE("a message that is waited for shows what show_message shows, in the same time") {
  Bench blocking;
  blocking.hat.show_message("Ab", 50ms, {{255, 0, 0}, {0, 0, 255}});
  Bench bench;
  CHECK(bench.hat.scroll_message("Ab", 50ms, {{255, 0, 0}, {0, 0, 255}}).wait());
  CHECK(bench.backend.frames() == blocking.backend.frames());
  CHECK(bench.backend.texts() == blocking.backend.texts());
  CHECK(bench.waiting.now_ns() == blocking.waiting.now_ns());
}

TEST_CASE("a message shows a column when it is due and never waits") {
  Bench bench;
  ScrollingMessage message = bench.hat.scroll_message("A", 100ms);
  CHECK(bench.backend.frame_count() == 1);
  bench.waiting.pass(99ms);
  CHECK_FALSE(message.update());
  CHECK(bench.backend.frame_count() == 1);
  bench.waiting.pass(1ms);
  CHECK_FALSE(message.update());
  CHECK(bench.backend.frame_count() == 2);
  bench.waiting.pass(300ms);
  CHECK_FALSE(message.update());
  CHECK(bench.backend.frame_count() == 5);
  CHECK(bench.waiting.waits() == 0);
}

TEST_CASE("a message waits for its time-out and goes on afterwards") {
  Bench bench;
  ScrollingMessage message = bench.hat.scroll_message("A", 100ms);
  CHECK_FALSE(message.wait(250ms));
  CHECK(bench.waiting.now_ns() == 250'000'000);
  CHECK(bench.backend.frame_count() == 3);
  CHECK(message.wait(std::chrono::nanoseconds::max()));
  CHECK(bench.backend.frame_count() == 14);
  CHECK(bench.waiting.now_ns() == 1'400'000'000);
}

TEST_CASE("a stopped message leaves the LEDs as they are") {
  Bench bench;
  ScrollingMessage message = bench.hat.scroll_message("A", 100ms);
  message.stop();
  CHECK(message.done());
  bench.waiting.pass(10s);
  CHECK(message.update());
  CHECK(message.wait());
  CHECK(bench.backend.frame_count() == 1);
}

TEST_CASE("a rotation while a message scrolls turns the rest of it") {
  Bench bench;
  ScrollingMessage message = bench.hat.scroll_message("!", 0ns);
  bench.hat.set_rotation(180);
  CHECK(message.wait());
  CHECK(bench.hat.rotation() == 180);
}

TEST_CASE("the extended font is off until it is switched on") {
  Bench bench;
  CHECK_FALSE(bench.hat.extended_font());
  bench.hat.show_letter(U'Ж');
  const Pixels unknown = bench.hat.get_pixels();
  bench.hat.show_letter(U'?');
  CHECK(bench.hat.get_pixels() == unknown);
  bench.hat.set_extended_font(true);
  bench.hat.show_letter(U'Ж');
  CHECK(bench.hat.get_pixels() != unknown);
}
