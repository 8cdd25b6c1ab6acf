#include "hat_driver/backends/memory.hpp"
#include "tests/support/test_waiting.hpp"

#include <cupola/hat/stick.hpp>

#include <doctest/doctest.h>

using namespace cupola::hat;
using cupola::backends::MemoryBackend;
using cupola::tests::TestWaiting;
using namespace std::chrono_literals;

TEST_CASE("gives up when the time-out has passed, not before") {
  MemoryBackend backend;
  TestWaiting waiting;
  SenseStick stick(backend, waiting);
  CHECK_FALSE(stick.wait_for_event(25ms));
  CHECK(waiting.now_ns() == std::chrono::nanoseconds(25ms).count());
  CHECK_FALSE(stick.wait_for_event(0ms));
  CHECK(waiting.waits() == 3);
}

TEST_CASE("every reader sees every event once, in order, from its own start") {
  MemoryBackend backend;
  TestWaiting waiting;
  backend.push_stick_event({1, Direction::Down, Action::Pressed});
  SenseStick one(backend, waiting);
  SenseStick other(backend, waiting);
  backend.push_stick_event({2, Direction::Up, Action::Pressed});
  backend.push_stick_event({3, Direction::Up, Action::Released});
  for (SenseStick* stick : {&one, &other}) {
    const auto events = stick->get_events();
    REQUIRE(events.size() == 2);
    CHECK(events[0].action == Action::Pressed);
    CHECK(events[1].time_ns == 3);
    CHECK(stick->get_events().empty());
  }
}

TEST_CASE("waits for ever without a time-out, and returns with the event") {
  MemoryBackend backend;
  TestWaiting waiting;
  SenseStick stick(backend, waiting);
  waiting.on_wait = [&] {
    if (waiting.waits() == 500) backend.push_stick_event({7, Direction::Middle, Action::Held});
  };
  const auto event = stick.wait_for_event();
  REQUIRE(event);
  CHECK(event->direction == Direction::Middle);
  CHECK(waiting.waits() == 500);
  CHECK((backend.claims() & static_cast<std::uint32_t>(Claim::UsedJoystick)) != 0);
}
