#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::mission {

/// Parses one JSON object. Throws BadInput "WHERE: not a JSON object …".
nlohmann::json parse_object(std::string_view text, const std::string& where);

/// Reads the fields of one JSON object and says file, line and field of whatever is wrong (BadInput).
/// Borrows the object. `where`: "…/mission.json" or "…/entries.jsonl:12".
class JsonFields {
 public:
  JsonFields(const nlohmann::json& object, std::string where) : object_(object), where_(std::move(where)) {}

  /// Refuses another schema and, by name, a version this Cupola does not know.
  void expect_schema(std::string_view schema, int version) const;
  bool has(const char* key) const;
  std::string text(const char* key) const;                ///< required
  std::string optional_text(const char* key) const;       ///< empty if missing or null
  std::vector<std::string> texts(const char* key) const;  ///< empty if missing
  double number(const char* key, double fallback) const;
  std::uint64_t count(const char* key, std::uint64_t fallback) const;  ///< a whole number, not negative
  bool flag(const char* key) const;                                    ///< required
  /// Throws BadInput "WHERE: KEY: TEXT".
  [[noreturn]] void refuse(const char* key, const std::string& text) const;

 private:
  const nlohmann::json& object_;
  std::string where_;
};

}  // namespace cupola::mission
