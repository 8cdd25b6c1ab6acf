#include "emulator/ui/model/official_ticks.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace cupola::ui {
namespace {

constexpr double kLimit_s = 30.0;

OfficialTicks ticks_in(TickState state) {
  return {Tick{.title = "Uses the LEDs", .state = state},
          Tick{.title = "Reads the colour sensor", .state = state},
          Tick{.title = "Needs nobody at the keyboard", .state = state},
          Tick{.title = "Finishes within 30 seconds, without an error", .state = state}};
}

/// A program that was cut or stopped got far enough that what it did not do means something.
bool ran_its_course(const RunFacts& facts) {
  return facts.verdict == "finished" || facts.verdict == "cut-at-limit";
}

void judge_sensor(Tick& tick, const RunFacts& facts) {
  if (facts.read_colour) {
    tick.state = TickState::Pass;
    return;
  }
  tick.state = ran_its_course(facts) ? TickState::Fail : TickState::Unknown;
  const bool another = facts.read_temperature || facts.read_humidity || facts.read_pressure;
  tick.reason.text = another ? "It reads another sensor. Mission Zero asks for this one: sense.colour.colour"
                             : "Try: red, green, blue, clear = sense.colour.colour";
}

/// How a run can end badly by its own doing. Being stopped, and a failure of ours, say nothing about it.
struct Ending {
  std::string_view verdict;
  const char* reason;
};
constexpr std::array kBadEndings{
    Ending{"cut-at-limit", "It was still running after 30 seconds. Look for a loop that never ends."},
    Ending{"error", "It stopped with an error."},
    Ending{"cpu-limit", "It calculated for too long without a pause."},
    Ending{"memory-limit", "It needs too much memory."},
    Ending{"output-limit", "It prints too much."},
    Ending{"refused", "It tried something that is not allowed in flight."},
    Ending{"signal", "It crashed."},
};

void judge_finish(Tick& tick, const RunFacts& facts) {
  if (facts.verdict == "finished") {
    tick.state = facts.wall_s <= kLimit_s ? TickState::Pass : TickState::Fail;
    if (tick.state == TickState::Fail) {
      tick.reason = {"It took {0} seconds.", {std::to_string(static_cast<int>(std::ceil(facts.wall_s)))}};
    }
    return;
  }
  const auto* ending = std::find_if(kBadEndings.begin(), kBadEndings.end(),
                                    [&](const Ending& each) { return each.verdict == facts.verdict; });
  if (ending == kBadEndings.end()) {
    tick.reason.text = facts.verdict == "interrupted"
                           ? "It was stopped before it finished."
                           : "It could not be run. That is not your program's fault: try again.";
    return;
  }
  tick.state = TickState::Fail;
  tick.reason.text = ending->reason;
  if (facts.verdict == "error" && facts.error_line > 0) {
    tick.reason = {"It stopped with an error in line {0}.", {std::to_string(facts.error_line)}};
    tick.line = facts.error_line;
  }
}

}  // namespace

OfficialTicks unknown_ticks() { return ticks_in(TickState::Unknown); }

OfficialTicks running_ticks() { return ticks_in(TickState::Running); }

OfficialTicks official_ticks(const RunFacts& facts) {
  OfficialTicks ticks = unknown_ticks();
  const auto tick = [&](OfficialTick which) -> Tick& { return ticks.at(static_cast<std::size_t>(which)); };

  Tick& leds = tick(OfficialTick::Leds);
  leds.state = facts.leds_used         ? TickState::Pass
               : ran_its_course(facts) ? TickState::Fail
                                       : TickState::Unknown;
  if (!facts.leds_used) leds.reason.text = "Light at least one LED, for example with sense.set_pixels(…)";

  judge_sensor(tick(OfficialTick::Sensor), facts);

  Tick& input = tick(OfficialTick::NoInput);
  input.state = facts.asked_for_input   ? TickState::Fail
                : ran_its_course(facts) ? TickState::Pass
                                        : TickState::Unknown;
  if (facts.asked_for_input) input.reason.text = "It asks with input(). In orbit nobody can type an answer.";

  judge_finish(tick(OfficialTick::Finishes), facts);
  return ticks;
}

}  // namespace cupola::ui
