#pragma once

#include "runner/check/finding.hpp"
#include "runner/run/run.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace cupola::check {

enum class Sensor { Temperature, Humidity, Colour };

/// What a season (or `open`) holds against a program. `open` refuses only what does not start, raises,
/// exceeds a limit, lights no LED or asks for input. Source of the seasons' rules: the guidelines of each
/// year.
struct Rules {
  std::string_view name = "open";
  bool endless_loop_allowed = false;  ///< a program cut at the limit still has flight status
  std::optional<Sensor> sensor;       ///< must be read at least once
  std::size_t most_characters = 0;    ///< outside blank lines; 0 is no limit
  bool few_imports_only = false;      ///< sense_hat, time and random, nothing else
  bool joystick_allowed = true;
  bool leds_needed = true;
  record::Limits limits{};  ///< of missions that take these rules
};

/// The rules of that name. Throws std::invalid_argument that lists the names there are.
const Rules& find_rules(std::string_view name);

/// What there is to say about a program that ran: pure; refusals first, otherwise in a fixed order.
/// `source` is the program's text as submitted.
std::vector<Finding> examine(const run::RunReport& report, std::string_view source,
                             const record::Limits& limits, const Rules& rules);

}  // namespace cupola::check
