#pragma once

#include "emulator/ui/model/phrase.hpp"

#include <array>
#include <string>

namespace cupola::ui {

/// What a run or a check found out, under the names of `cupola check --json`.
struct RunFacts {
  std::string verdict;  ///< "finished", "error", "cut-at-limit", …
  double wall_s = 0.0;
  bool leds_used = false;
  bool read_temperature = false;
  bool read_humidity = false;
  bool read_pressure = false;
  bool read_colour = false;
  bool asked_for_input = false;
  int error_line = 0;
};

enum class TickState { Unknown, Running, Pass, Fail };

struct Tick {
  const char* title = "";  ///< a key of the catalogue
  TickState state = TickState::Unknown;
  Phrase reason = {};  ///< why it failed, or what is missing; empty where it passed
  int line = 0;        ///< where to look, 1 is the first; 0 nowhere
};

/// Uses the LEDs; reads the colour sensor; no keyboard input; finishes within 30 s without an error. These
/// are the four boxes of Mission Zero since 2022.
enum class OfficialTick { Leds, Sensor, NoInput, Finishes };
using OfficialTicks = std::array<Tick, 4>;

OfficialTicks unknown_ticks();
/// All that wait for a verdict are `Running`.
OfficialTicks running_ticks();
OfficialTicks official_ticks(const RunFacts& facts);

}  // namespace cupola::ui
