#pragma once

#include "runner/mission/json_fields.hpp"
#include "runner/mission/mission.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace cupola::mission {

/// The `limits` object of mission.json and bundle.json.
nlohmann::json limits_to_json(const record::Limits& limits);

/// Reads it back; a field that is missing keeps its default. Throws BadInput for a value past the ranges of
/// docs/mission.md, naming "WHERE: limits.FIELD".
record::Limits limits_from_json(const nlohmann::json& owner, const std::string& where);

/// Throws BadInput unless `profile` is flight, retail-v2 or v1.
void expect_profile(const JsonFields& fields, const std::string& profile);

}  // namespace cupola::mission
