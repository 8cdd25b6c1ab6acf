#pragma once

#include "certificates/orbit/element_set.hpp"

#include <span>
#include <vector>

namespace cupola::orbit {

/// The set whose epoch is nearest to `time`, before or after it; the first of equals. Null when there is
/// none. All sets are taken to be of one satellite: see `sets_of`.
const ElementSet* nearest_set(std::span<const ElementSet> sets, Time time);

/// The sets of one satellite, in their order.
std::vector<ElementSet> sets_of(std::span<const ElementSet> sets, int catalogue_number);

/// Days from the set's epoch to `time`: negative when the set is the later one.
double age_days(const ElementSet& set, Time time);

/// How far off a position of that age may be, in km, along the track (docs/accuracy.md says where the figures
/// are from).
double uncertainty_km(double age_days);

/// An older set than this (before or after) deserves a warning.
inline constexpr double kWarnAgeDays = 3;

}  // namespace cupola::orbit
