#include "emulator/ui/model/official_ticks.hpp"

#include <doctest/doctest.h>

using namespace cupola::ui;

namespace {

RunFacts good() { return {.verdict = "finished", .wall_s = 4.0, .leds_used = true, .read_colour = true}; }

const Tick& tick(const OfficialTicks& ticks, OfficialTick which) {
  return ticks.at(static_cast<std::size_t>(which));
}

}  // namespace

TEST_CASE("a verdict nobody knows leaves the last tick open and does not blame the program") {
  RunFacts facts = good();
  facts.verdict = "melted";
  const OfficialTicks ticks = official_ticks(facts);
  CHECK(tick(ticks, OfficialTick::Finishes).state == TickState::Unknown);
  CHECK(in_english(tick(ticks, OfficialTick::Finishes).reason).find("not your program's fault") !=
        std::string::npos);
}

TEST_CASE("a program that asks for input fails that tick, whatever its verdict") {
  for (const char* verdict : {"finished", "error", "cut-at-limit"}) {
    RunFacts facts = good();
    facts.verdict = verdict;
    facts.asked_for_input = true;
    CHECK(tick(official_ticks(facts), OfficialTick::NoInput).state == TickState::Fail);
  }
}

TEST_CASE("an error leaves open what the program might have done later, and leads to its line") {
  RunFacts facts{.verdict = "error", .wall_s = 0.1, .error_line = 7};
  const OfficialTicks ticks = official_ticks(facts);
  CHECK(tick(ticks, OfficialTick::Leds).state == TickState::Unknown);
  CHECK(tick(ticks, OfficialTick::Sensor).state == TickState::Unknown);
  CHECK(tick(ticks, OfficialTick::NoInput).state == TickState::Unknown);
  CHECK(tick(ticks, OfficialTick::Finishes).state == TickState::Fail);
  CHECK(tick(ticks, OfficialTick::Finishes).line == 7);
  CHECK(in_english(tick(ticks, OfficialTick::Finishes).reason) == "It stopped with an error in line 7.");
}

TEST_CASE("a program that ended without LEDs or sensor fails both") {
  const OfficialTicks ticks = official_ticks({.verdict = "finished", .wall_s = 1.0});
  CHECK(tick(ticks, OfficialTick::Leds).state == TickState::Fail);
  CHECK(tick(ticks, OfficialTick::Sensor).state == TickState::Fail);
  CHECK(tick(ticks, OfficialTick::NoInput).state == TickState::Pass);
}

TEST_CASE("another sensor does not count, but the child is told so") {
  RunFacts facts = good();
  facts.read_colour = false;
  facts.read_temperature = true;
  const Tick sensor = tick(official_ticks(facts), OfficialTick::Sensor);
  CHECK(sensor.state == TickState::Fail);
  CHECK(in_english(sensor.reason).find("another sensor") != std::string::npos);
}

TEST_CASE("being stopped says nothing about the finish, a cut does") {
  RunFacts facts = good();
  facts.verdict = "interrupted";
  CHECK(tick(official_ticks(facts), OfficialTick::Finishes).state == TickState::Unknown);
  facts.verdict = "cut-at-limit";
  CHECK(tick(official_ticks(facts), OfficialTick::Finishes).state == TickState::Fail);
}

TEST_CASE("exactly thirty seconds pass, more do not") {
  RunFacts facts = good();
  facts.wall_s = 30.0;
  CHECK(tick(official_ticks(facts), OfficialTick::Finishes).state == TickState::Pass);
  facts.wall_s = 32.2;
  const Tick finish = tick(official_ticks(facts), OfficialTick::Finishes);
  CHECK(finish.state == TickState::Fail);
  CHECK(in_english(finish.reason) == "It took 33 seconds.");
}

TEST_CASE("a good program has four ticks and no reasons") {
  for (const Tick& each : official_ticks(good())) {
    CHECK(each.state == TickState::Pass);
    CHECK(each.reason.empty());
  }
  for (const Tick& each : running_ticks()) CHECK(each.state == TickState::Running);
}
