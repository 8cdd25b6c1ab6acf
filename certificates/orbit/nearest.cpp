#include "certificates/orbit/nearest.hpp"

#include <algorithm>
#include <cmath>

namespace cupola::orbit {

const ElementSet* nearest_set(std::span<const ElementSet> sets, Time time) {
  const auto distance = [time](const ElementSet& set) { return std::chrono::abs(set.epoch - time); };
  const auto nearest =
      std::min_element(sets.begin(), sets.end(),
                       [&](const ElementSet& a, const ElementSet& b) { return distance(a) < distance(b); });
  return nearest == sets.end() ? nullptr : &*nearest;
}

std::vector<ElementSet> sets_of(std::span<const ElementSet> sets, int catalogue_number) {
  std::vector<ElementSet> found;
  std::copy_if(sets.begin(), sets.end(), std::back_inserter(found),
               [=](const ElementSet& set) { return set.catalogue_number == catalogue_number; });
  return found;
}

double age_days(const ElementSet& set, Time time) { return days_between(set.epoch, time); }

double uncertainty_km(double age_days) {
  constexpr double kAtEpochKm = 1;
  constexpr double kGrowthKmPerDay2 = 3;
  constexpr double kHalfWayRoundKm = 20000;
  return std::min(kAtEpochKm + kGrowthKmPerDay2 * age_days * age_days, kHalfWayRoundKm);
}

}  // namespace cupola::orbit
