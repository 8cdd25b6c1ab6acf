#include "runner/run/report_json.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace cupola::run {
namespace {

using nlohmann::ordered_json;

/// Seconds to the microsecond: more digits would only be noise.
double microseconds(double seconds) { return std::round(seconds * 1e6) / 1e6; }

ordered_json claims_json(const Claims& claims) {
  return {{"leds_used", claims.leds_used},         {"read_temperature", claims.read_temperature},
          {"read_humidity", claims.read_humidity}, {"read_pressure", claims.read_pressure},
          {"read_colour", claims.read_colour},     {"read_motion", claims.read_motion},
          {"used_joystick", claims.used_joystick}, {"asked_for_input", claims.asked_for_input}};
}

template <typename T>
ordered_json or_null(const std::optional<T>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

}  // namespace

ordered_json report_json(const RunReport& report, record::ClockKind clock, record::HatKind hat) {
  ordered_json error = nullptr;
  if (report.error) {
    error = {{"type", report.error->type}, {"message", report.error->message}, {"line", report.error->line}};
  }
  return {{"verdict", record::verdict_name(report.verdict)},
          {"note", report.note},
          {"wall_s", microseconds(report.usage.wall_s)},
          {"cpu_s", microseconds(report.usage.cpu_s)},
          {"clock", record::clock_name(clock)},
          {"hat", record::hat_name(hat)},
          {"tier", report.tier},
          {"start_utc", base::format_utc(report.start)},
          {"end_utc", base::format_utc(report.end)},
          {"exit_code", or_null(report.exit_code)},
          {"signal", or_null(report.signal)},
          {"frames", report.frames},
          {"pictures", report.pictures},
          {"claims", claims_json(report.claims)},
          {"scrolled_text", report.scrolled_text},
          {"error", std::move(error)},
          {"stdout", report.out},
          {"stderr", report.err}};
}

}  // namespace cupola::run
