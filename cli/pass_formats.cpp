#include "cli/pass_formats.hpp"

#include "hat_driver/base/utc.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <iterator>
#include <optional>

namespace cupola::cli {
namespace {

using nlohmann::ordered_json;

double rounded(double value, double scale) { return std::round(value * scale) / scale; }

ordered_json as_json(const orbit::Sighting& sighting) {
  return {{"utc", base::format_utc(sighting.time)},
          {"azimuth_deg", rounded(sighting.look.azimuth_deg, 1e4)},
          {"elevation_deg", rounded(sighting.look.elevation_deg, 1e4)},
          {"range_km", rounded(sighting.look.range_km, 1e3)}};
}

ordered_json as_json(const std::optional<orbit::Time>& time) {
  return time ? ordered_json(base::format_utc(*time)) : ordered_json(nullptr);
}

std::string magnitude_text(double magnitude) { return fmt::format("{:+.1f}", magnitude); }

std::string sighting_text(const orbit::Sighting& sighting, const WallClock& clock) {
  return fmt::format("{} {:>3}° {:<3}", clock.time(sighting.time), std::lround(sighting.look.elevation_deg),
                     compass_point(sighting.look.azimuth_deg));
}

std::string light_text(const orbit::Pass& pass, const WallClock& clock) {
  if (!pass.visible) return pass.sun_elevation_deg > -6 ? "in daylight" : "in the Earth's shadow";
  return fmt::format("{} to {}  {:>5}", clock.time(pass.visible->from.time),
                     clock.time(pass.visible->to.time), magnitude_text(pass.visible->magnitude));
}

}  // namespace

const char* compass_point(double azimuth_deg) {
  static constexpr const char* kPoints[] = {"N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
                                            "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"};
  return kPoints[static_cast<std::size_t>(std::lround(azimuth_deg / 22.5)) % std::size(kPoints)];
}

std::string place_text(const orbit::Geodetic& place) {
  return fmt::format("{:.2f}° {}, {:.2f}° {}", std::abs(place.latitude_deg),
                     place.latitude_deg < 0 ? "S" : "N", std::abs(place.longitude_deg),
                     place.longitude_deg < 0 ? "W" : "E");
}

ordered_json pass_as_json(const orbit::Pass& pass) {
  ordered_json visible = nullptr, magnitude = nullptr;
  if (pass.visible) {
    visible = {{"from", as_json(pass.visible->from)},
               {"highest", as_json(pass.visible->highest)},
               {"to", as_json(pass.visible->to)}};
    magnitude = rounded(pass.visible->magnitude, 1e3);
  }
  return {{"rise", as_json(pass.rise)},
          {"culmination", as_json(pass.culmination)},
          {"set", as_json(pass.set)},
          {"visible", std::move(visible)},
          {"shadow_entry_utc", as_json(pass.shadow_entry)},
          {"shadow_exit_utc", as_json(pass.shadow_exit)},
          {"magnitude", std::move(magnitude)},
          {"sun_elevation_deg", rounded(pass.sun_elevation_deg, 1e4)},
          {"element_set_epoch", base::format_utc(pass.element_set_epoch)}};
}

std::string passes_as_json(const std::vector<orbit::Pass>& passes) {
  std::string text = "[";
  const char* between = "\n";
  for (const orbit::Pass& pass : passes) {
    text += between + pass_as_json(pass).dump();
    between = ",\n";
  }
  return text + "\n]\n";
}

std::string pass_lines(const std::vector<orbit::Pass>& passes, const WallClock& clock,
                       const std::string& indent) {
  std::string text;
  for (const orbit::Pass& pass : passes) {
    fmt::format_to(std::back_inserter(text), "{}{}  {}  {}  {}  {}\n", indent, clock.date(pass.rise.time),
                   sighting_text(pass.rise, clock), sighting_text(pass.culmination, clock),
                   sighting_text(pass.set, clock), light_text(pass, clock));
  }
  return text;
}

std::string passes_as_text(const PassTable& table, const WallClock& clock, std::size_t hidden) {
  std::string text = fmt::format("Passes of {} over {}, times in {}\n", table.satellite,
                                 place_text(table.place), clock.zone());
  if (!table.passes.empty()) {
    text +=
        "date        rises              highest            sets               visible              "
        "magnitude\n";
    text += pass_lines(table.passes, clock, "");
  } else {
    text += hidden > 0 ? "None of them can be seen: it is day, or it flies through the Earth's shadow.\n"
                       : "It does not come over in that time.\n";
  }
  if (hidden > 0) {
    fmt::format_to(std::back_inserter(text),
                   "{} more in daylight or in the Earth's shadow: --all shows them\n", hidden);
  }
  return text;
}

std::string pass_headline(const std::string& satellite, const orbit::Pass& pass) {
  std::string subject = satellite;
  if (subject.rfind("the ", 0) == 0) subject[0] = 'T';
  if (!pass.visible) {
    return fmt::format("{} passes over, unseen: {}", subject,
                       pass.sun_elevation_deg > -6 ? "it is day" : "it is in the Earth's shadow");
  }
  const char* direction = orbit::direction_name(pass.visible->from.look.azimuth_deg);
  if (pass.visible->from.time - pass.rise.time > std::chrono::seconds{1}) {
    return fmt::format("{} comes into the light in the {}", subject, direction);
  }
  return fmt::format("{} rises in the {}", subject, direction);
}

}  // namespace cupola::cli
