#include "runner/check/rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace cupola::check {
namespace {

// clang-format off
constexpr std::array kRules{
    Rules{},
    Rules{.name = "mission-zero-2018", .endless_loop_allowed = true,  .sensor = Sensor::Temperature, .most_characters = 1000, .few_imports_only = true,  .joystick_allowed = false},
    Rules{.name = "mission-zero-2019", .endless_loop_allowed = true,  .sensor = Sensor::Temperature, .most_characters = 1000, .few_imports_only = true,  .joystick_allowed = false},
    Rules{.name = "mission-zero-2020", .endless_loop_allowed = true,  .sensor = Sensor::Temperature, .most_characters = 0,    .few_imports_only = true,  .joystick_allowed = false},
    Rules{.name = "mission-zero-2021", .endless_loop_allowed = false, .sensor = Sensor::Humidity,    .most_characters = 0,    .few_imports_only = true,  .joystick_allowed = false},
    Rules{.name = "mission-zero-2022", .endless_loop_allowed = false, .sensor = Sensor::Humidity,    .most_characters = 0,    .few_imports_only = true,  .joystick_allowed = false},
    Rules{.name = "mission-zero-2023", .endless_loop_allowed = false, .sensor = Sensor::Colour,      .most_characters = 0,    .few_imports_only = false, .joystick_allowed = false},
    Rules{.name = "mission-zero-2024", .endless_loop_allowed = false, .sensor = Sensor::Colour,      .most_characters = 0,    .few_imports_only = false, .joystick_allowed = false},
    Rules{.name = "mission-zero-2025", .endless_loop_allowed = false, .sensor = Sensor::Colour,      .most_characters = 0,    .few_imports_only = false, .joystick_allowed = false},
    Rules{.name = "mission-zero-2026", .endless_loop_allowed = false, .sensor = Sensor::Colour,      .most_characters = 0,    .few_imports_only = false, .joystick_allowed = false},
    // 10 minutes on a computer with 4 processors, and files of 250 MB together.
    Rules{.name = "mission-space-lab", .sensor = {}, .leds_needed = false, .limits = {.wall_s = 600, .cpu_s = 2400, .memory_bytes = std::uint64_t{1} << 30, .processes = 64, .results_bytes = 250'000'000}},
};
// clang-format on

}  // namespace

const Rules& find_rules(std::string_view name) {
  const auto found =
      std::find_if(kRules.begin(), kRules.end(), [&](const Rules& rules) { return rules.name == name; });
  if (found != kRules.end()) return *found;
  std::array<std::string_view, kRules.size()> names{};
  std::transform(kRules.begin(), kRules.end(), names.begin(), [](const Rules& rules) { return rules.name; });
  throw std::invalid_argument(
      fmt::format("rules \"{}\" are not known; there are: {}", name, fmt::join(names, ", ")));
}

}  // namespace cupola::check
