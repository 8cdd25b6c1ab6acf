#include "emulator/app/script.hpp"

#include "emulator/app/script_fields.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace cupola::app {
namespace {

using nlohmann::json;

constexpr std::chrono::milliseconds kClick{100};
/// A day: whoever writes more has meant milliseconds.
constexpr double kLatest_s = 86400;

/// The fields of one line, by name, as text: what both forms of a script come down to.
using Line = std::map<std::string, std::string>;

[[noreturn]] void refuse(std::size_t line, const std::string& what) {
  throw std::invalid_argument("line " + std::to_string(line) + ": " + what);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// Every line that says something, with its number. A byte order mark says nothing.
std::vector<std::pair<std::size_t, std::string_view>> lines_of(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<std::pair<std::size_t, std::string_view>> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty() && line.front() != '#') lines.emplace_back(number, line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

Line json_line(std::size_t number, std::string_view text) {
  Line fields;
  try {
    const json object = json::parse(text);
    if (!object.is_object()) refuse(number, "must be a JSON object, like {\"at\": 1.5, \"temperature\": 30}");
    for (const auto& [name, value] : object.items()) {
      if (value.is_structured() || value.is_null())
        refuse(number, name + ": must be a number, a text or true or false");
      fields[name] = value.is_string() ? value.get<std::string>() : value.dump();
    }
  } catch (const json::parse_error&) {
    refuse(number, "is not JSON; it should look like {\"at\": 1.5, \"temperature\": 30}");
  }
  return fields;
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  const char separator = line.find(';') == line.npos ? ',' : ';';
  while (true) {
    const std::size_t end = line.find(separator);
    cells.emplace_back(trimmed(line.substr(0, end)));
    if (end == line.npos) return cells;
    line.remove_prefix(end + 1);
  }
}

/// An empty cell leaves its field as it is.
Line csv_line(std::size_t number, std::string_view text, const std::vector<std::string>& header) {
  const auto cells = cells_of(text);
  if (cells.size() != header.size()) {
    refuse(number, "has " + std::to_string(cells.size()) + " cells, the header line " +
                       std::to_string(header.size()));
  }
  Line fields;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!cells[i].empty()) fields[header[i]] = cells[i];
  }
  return fields;
}

/// What the lines say, one after the other.
class Reader {
 public:
  explicit Reader(const world::WorldSettings& start) : world_(start) {}

  void take(std::size_t number, Line fields) {
    try {
      take(std::move(fields));
    } catch (const std::invalid_argument& error) {
      refuse(number, error.what());
    }
  }
  std::vector<ScriptStep> finish() {
    const auto earlier = [](const ScriptStep& a, const ScriptStep& b) { return a.at < b.at; };
    std::stable_sort(steps_.begin(), steps_.end(), earlier);
    return std::move(steps_);
  }

 private:
  void take(Line fields) {
    ScriptStep step;
    step.at = time_of(fields);
    take_key(fields, step);
    // A kind of light first: its colour and brightness can then be changed beside it.
    if (const auto light = fields.find("light"); light != fields.end())
      set_field(world_, "light", light->second);
    for (const auto& [name, value] : fields) {
      if (name != "light") set_field(world_, name, value);
    }
    if (!fields.empty()) step.world = world_;
    if (!step.world && !step.key) throw std::invalid_argument("says a time and nothing that happens then");
    steps_.push_back(step);
  }

  std::chrono::nanoseconds time_of(Line& fields) {
    const auto at = fields.extract("at");
    if (at.empty()) throw std::invalid_argument("at: is missing: the seconds since the start");
    const double seconds = number_in("at", at.mapped(), {0, kLatest_s});
    const auto time = std::chrono::nanoseconds(std::llround(seconds * 1e9));
    if (time < last_) throw std::invalid_argument("at: is before the line above; times must not go back");
    return last_ = time;
  }

  void take_key(Line& fields, ScriptStep& step) {
    const auto joystick = fields.extract("joystick");
    const auto action = fields.extract("action");
    if (joystick.empty()) {
      if (!action.empty()) throw std::invalid_argument("action: needs a joystick beside it");
      return;
    }
    const hat::Direction direction = direction_in("joystick", joystick.mapped());
    const std::string what = action.empty() ? "click" : action.mapped();
    if (what != "click" && what != "press" && what != "release")
      throw std::invalid_argument("action: must be click, press or release, got \"" + what + "\"");
    step.key = ScriptKey{direction, what != "release"};
    if (what == "click")
      steps_.push_back({.at = step.at + kClick, .world = {}, .key = ScriptKey{direction, false}});
  }

  world::WorldSettings world_;
  std::chrono::nanoseconds last_{0};
  std::vector<ScriptStep> steps_;
};

}  // namespace

std::vector<ScriptStep> parse_script(std::string_view text, const world::WorldSettings& start) {
  const auto lines = lines_of(text);
  if (lines.empty()) throw std::invalid_argument("the script is empty");
  Reader reader(start);
  if (lines[0].second.front() == '{') {
    for (const auto& [number, line] : lines) reader.take(number, json_line(number, line));
    return reader.finish();
  }
  const auto header = cells_of(lines[0].second);
  for (const std::string& name : header) {
    if (!is_field(name)) refuse(lines[0].first, "\"" + name + "\" is no field; there are " + all_fields());
  }
  for (std::size_t i = 1; i < lines.size(); ++i) {
    reader.take(lines[i].first, csv_line(lines[i].first, lines[i].second, header));
  }
  return reader.finish();
}

}  // namespace cupola::app
