#pragma once

#include <cupola/hat/readings.hpp>

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace cupola::hat {

/// The names of the profiles on command lines, in files and in CUPOLA_PROFILE.
inline constexpr std::array<std::pair<std::string_view, Profile>, 3> kProfileNames{
    {{"flight", Profile::Flight}, {"retail-v2", Profile::RetailV2}, {"v1", Profile::V1}}};

/// Nothing for a name that is none of kProfileNames.
constexpr std::optional<Profile> parse_profile(std::string_view name) {
  for (const auto& [known, profile] : kProfileNames) {
    if (known == name) return profile;
  }
  return std::nullopt;
}

/// As in kProfileNames.
constexpr std::string_view name_of(Profile profile) {
  for (const auto& [name, known] : kProfileNames) {
    if (known == profile) return name;
  }
  return kProfileNames.front().first;
}

}  // namespace cupola::hat
