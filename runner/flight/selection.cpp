#include "runner/flight/selection.hpp"

#include <algorithm>

namespace cupola::flight {

bool takes(const record::Unit& unit, std::size_t index, std::size_t entries) {
  if (unit.share == record::Unit::Share::Alternate) return index % unit.of == unit.number - 1;
  const std::size_t from = entries * (unit.number - 1) / unit.of;
  const std::size_t to = entries * unit.number / unit.of;
  return index >= from && index < to;
}

std::size_t share_size(const record::Unit& unit, std::size_t entries) {
  if (unit.share == record::Unit::Share::Alternate) return (entries + unit.of - unit.number) / unit.of;
  return entries * unit.number / unit.of - entries * (unit.number - 1) / unit.of;
}

Selection select_entries(const Plan& plan, const LogState& state, const std::string& lost) {
  const auto& entries = plan.bundle.entries;
  Selection selection;
  selection.share = share_size(plan.unit, entries.size());
  for (std::size_t index = 0; index < entries.size(); ++index) {
    const auto found = state.entries.find(entries[index].id);
    const EntryState known = found == state.entries.end() ? EntryState{} : found->second;
    selection.attempts.push_back(known.attempts);
    if (!takes(plan.unit, index, entries.size())) continue;
    const bool asked_for = known.completed && std::find(plan.again.begin(), plan.again.end(),
                                                        known.last->verdict) != plan.again.end();
    const bool again = asked_for || (known.completed && entries[index].id == lost);
    if (again) selection.again.push_back(entries[index].id);
    if (again || !known.completed) selection.to_fly.push_back(index);
  }
  return selection;
}

}  // namespace cupola::flight
