#include "runner/mission/hours.hpp"

#include "runner/mission/json_fields.hpp"
#include "runner/mission/mission.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace cupola::mission {
namespace {

using std::chrono::seconds;

std::optional<seconds> time_of_day(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
    return std::nullopt;
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  if (number(0) > 23 || number(3) > 59) return std::nullopt;
  return std::chrono::hours{number(0)} + std::chrono::minutes{number(3)};
}

std::string text_of(seconds time) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(time).count();
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", static_cast<int>(minutes / 60 % 24),
                static_cast<int>(minutes % 60));
  return text.data();
}

}  // namespace

std::optional<DailyWindow> parse_daily_window(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto from = time_of_day(text.substr(0, dash));
  const auto to = time_of_day(text.substr(dash + 1));
  if (!from || !to || *from == *to) return std::nullopt;
  return DailyWindow{*from, *to};
}

std::string format_daily_window(const DailyWindow& window) {
  return text_of(window.from) + "-" + text_of(window.to);
}

Hours both(const Hours& one, const Hours& other) {
  Hours hours = one;
  hours.not_before = std::max(one.not_before, other.not_before);
  hours.led_off.insert(hours.led_off.end(), other.led_off.begin(), other.led_off.end());
  return hours;
}

nlohmann::json hours_to_json(const Hours& hours) {
  nlohmann::json object = nlohmann::json::object();
  if (hours.not_before) object["not_before"] = base::format_utc(*hours.not_before);
  for (const DailyWindow& window : hours.led_off) object["led_off"].push_back(format_daily_window(window));
  return object;
}

Hours hours_from_json(const nlohmann::json& owner, const std::string& where) {
  Hours hours;
  const auto found = owner.find("hours");
  if (found == owner.end()) return hours;
  if (!found->is_object()) throw BadInput(where + ": hours: is not a JSON object");
  const JsonFields fields{*found, where + ": hours"};
  if (const std::string text = fields.optional_text("not_before"); !text.empty()) {
    hours.not_before = base::parse_utc(text);
    if (!hours.not_before) fields.refuse("not_before", "must be a time in UTC like 2018-02-01T09:00:00Z");
  }
  for (const std::string& text : fields.texts("led_off")) {
    const auto window = parse_daily_window(text);
    if (!window)
      fields.refuse("led_off", "\"" + text + "\" are no hours; 21:30-06:00, in UTC, would be right");
    hours.led_off.push_back(*window);
  }
  return hours;
}

}  // namespace cupola::mission
