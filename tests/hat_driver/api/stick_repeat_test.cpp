#include <cupola/hat/stick_repeat.hpp>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using cupola::hat::Action;
using cupola::hat::Direction;
using cupola::hat::StickRepeat;

TEST_CASE("a key that is up cannot be let go, one that is down cannot be pressed again") {
  StickRepeat stick;
  CHECK_FALSE(stick.release(Direction::Up));
  CHECK(stick.press(Direction::Up, 0s) == Action::Pressed);
  CHECK_FALSE(stick.press(Direction::Up, 1s));
  CHECK(stick.release(Direction::Up) == Action::Released);
  CHECK_FALSE(stick.release(Direction::Up));
}

TEST_CASE("a key that stays down is held after 250 ms and then every 33 ms") {
  StickRepeat stick;
  stick.press(Direction::Left, 1s);
  CHECK(stick.due() == 1250ms);
  CHECK_FALSE(stick.held_at(1249ms));
  CHECK(stick.held_at(1250ms) == Direction::Left);
  CHECK(stick.due() == 1283ms);
  CHECK_FALSE(stick.held_at(1282ms));
  CHECK(stick.held_at(1283ms) == Direction::Left);
  stick.release(Direction::Left);
  CHECK_FALSE(stick.due());
  CHECK_FALSE(stick.held_at(9s));
}

TEST_CASE("who comes late reports one hold, not those that were missed") {
  StickRepeat stick;
  stick.press(Direction::Middle, 0s);
  CHECK(stick.held_at(10s) == Direction::Middle);
  CHECK_FALSE(stick.held_at(10s));
  CHECK(stick.due() == 10033ms);
}

TEST_CASE("only the key pressed last repeats, and letting go of any ends it") {
  StickRepeat stick;
  stick.press(Direction::Up, 0s);
  stick.press(Direction::Right, 100ms);
  CHECK(stick.due() == 350ms);
  CHECK(stick.held_at(350ms) == Direction::Right);
  stick.release(Direction::Up);
  CHECK_FALSE(stick.due());
  CHECK(stick.release(Direction::Right) == Action::Released);
}
