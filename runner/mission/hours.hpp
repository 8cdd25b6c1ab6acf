#pragma once

#include "hat_driver/base/utc.hpp"

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::mission {

/// A part of every day in UTC, since midnight; may pass midnight.
struct DailyWindow {
  std::chrono::seconds from{};
  std::chrono::seconds to{};
  friend bool operator==(const DailyWindow&, const DailyWindow&) = default;
};
/// Reads "21:30-06:00"; nothing for anything else, a window without length included.
std::optional<DailyWindow> parse_daily_window(std::string_view text);
std::string format_daily_window(const DailyWindow& window);

/// When programs may fly at all.
struct Hours {
  std::optional<base::UtcTime> not_before{};
  std::vector<DailyWindow> led_off{};  ///< the LEDs stay dark: no program may run at any moment of these
  bool empty() const { return !not_before && led_off.empty(); }
};

/// What both allow.
Hours both(const Hours& one, const Hours& other);

/// The `hours` object of mission.json and bundle.json, and back; none there: no limits. Throws BadInput
/// naming "WHERE: hours: FIELD".
nlohmann::json hours_to_json(const Hours& hours);
Hours hours_from_json(const nlohmann::json& owner, const std::string& where);

}  // namespace cupola::mission
