#include "cli/fly_plan.hpp"

#include "runner/flight/machine.hpp"

#include <cupola/hat/profile.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <stdexcept>

namespace cupola::cli {
namespace {

std::optional<base::UtcTime> time_of(const char* option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto time = base::parse_utc(text);
  if (!time) {
    throw std::invalid_argument(
        fmt::format("{}: \"{}\" is no time in UTC; write it like 2018-02-01T09:00:00Z", option, text));
  }
  return time;
}

/// "1/2": the first of two.
record::Unit unit_of(const FlyOptions& options) {
  record::Unit unit;
  const auto parts = std::sscanf(options.unit.c_str(), "%3u/%3u", &unit.number, &unit.of);
  const bool plain = fmt::format("{}/{}", unit.number, unit.of) == options.unit;
  if (parts != 2 || !plain || unit.number < 1 || unit.number > unit.of) {
    throw std::invalid_argument(
        fmt::format("--unit: \"{}\" is no part; write 1/2 for the first of two units", options.unit));
  }
  if (options.share == "blocks") unit.share = record::Unit::Share::Blocks;
  return unit;
}

/// The operator's hours, and the mission's.
flight::Schedule schedule_of(const FlyOptions& options, const mission::Bundle& bundle) {
  flight::Schedule schedule{.not_before = time_of("--not-before", options.not_before), .led_off = {}};
  for (const std::string& text : options.led_off) {
    const auto window = mission::parse_daily_window(text);
    if (!window) {
      throw std::invalid_argument(
          fmt::format("--led-off: \"{}\" are no hours; write 21:30-06:00, in UTC", text));
    }
    schedule.led_off.push_back(*window);
  }
  return options.clock == "virtual" ? schedule : mission::both(schedule, bundle.hours);
}

std::vector<record::Verdict> verdicts_of(const std::vector<std::string>& names) {
  std::vector<record::Verdict> verdicts;
  verdicts.reserve(names.size());
  for (const std::string& name : names) verdicts.push_back(record::parse_verdict(name).value());
  return verdicts;
}

}  // namespace

flight::Plan plan_of(const FlyOptions& options, const mission::Bundle& bundle, const Boxes& boxes,
                     const HatChoice& hat) {
  flight::Plan plan{.bundle = bundle,
                    .bundle_name = options.bundle.native(),
                    .log = options.log,
                    .hat = hat.kind(),
                    .clock = record::parse_clock(options.clock).value(),
                    .profile = hat.profile(hat::parse_profile(bundle.profile).value()),
                    .start = time_of("--start", options.start),
                    .wall_limit_s = {},
                    .tier = run::tier_of(boxes.installation()),
                    .build = flight::build_name(CUPOLA_VERSION),
                    .boot_id = flight::boot_id(),
                    .unit = unit_of(options),
                    .again = verdicts_of(options.again),
                    .schedule = schedule_of(options, bundle)};
  if (options.limit_s > 0) plan.wall_limit_s = options.limit_s;
  return plan;
}

}  // namespace cupola::cli
