#include "runner/mission/json_fields.hpp"

#include "runner/mission/mission.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace cupola::mission {

using nlohmann::json;

json parse_object(std::string_view text, const std::string& where) {
  json object = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (object.is_discarded() || !object.is_object()) {
    throw BadInput(where + ": not a JSON object; the file is damaged or not one of Cupola's");
  }
  return object;
}

void JsonFields::refuse(const char* key, const std::string& text) const {
  throw BadInput(where_ + ": " + key + ": " + text);
}

void JsonFields::expect_schema(std::string_view schema, int version) const {
  const std::string found = text("schema");
  if (found != schema)
    refuse("schema", "is \"" + found + "\"; \"" + std::string{schema} + "\" is right here");
  const std::uint64_t number = count("version", 0);
  if (number != static_cast<std::uint64_t>(version)) {
    refuse("version",
           "is " + std::to_string(number) + "; this Cupola reads version " + std::to_string(version));
  }
}

bool JsonFields::has(const char* key) const {
  const auto found = object_.find(key);
  return found != object_.end() && !found->is_null();
}

std::string JsonFields::text(const char* key) const {
  if (!has(key)) refuse(key, "is missing; a text is needed");
  return optional_text(key);
}

std::string JsonFields::optional_text(const char* key) const {
  if (!has(key)) return {};
  const json& value = object_.at(key);
  if (!value.is_string()) refuse(key, "is not a text; write it in double quotes");
  return value.get<std::string>();
}

std::vector<std::string> JsonFields::texts(const char* key) const {
  std::vector<std::string> result;
  if (!has(key)) return result;
  const json& value = object_.at(key);
  if (!value.is_array()) refuse(key, "is not a list of texts; write [\"one\", \"two\"]");
  for (const json& item : value) {
    if (!item.is_string()) refuse(key, "holds something other than a text; write [\"one\", \"two\"]");
    result.push_back(item.get<std::string>());
  }
  return result;
}

double JsonFields::number(const char* key, double fallback) const {
  if (!has(key)) return fallback;
  const json& value = object_.at(key);
  if (!value.is_number() || !std::isfinite(value.get<double>())) refuse(key, "is not a number");
  return value.get<double>();
}

std::uint64_t JsonFields::count(const char* key, std::uint64_t fallback) const {
  if (!has(key)) return fallback;
  const json& value = object_.at(key);
  if (!value.is_number_unsigned()) refuse(key, "is not a whole number of 0 or more");
  return value.get<std::uint64_t>();
}

bool JsonFields::flag(const char* key) const {
  if (!has(key) || !object_.at(key).is_boolean()) refuse(key, "is not true or false");
  return object_.at(key).get<bool>();
}

}  // namespace cupola::mission
