#include "runner/flight/status.hpp"

#include "runner/flight/log_state.hpp"
#include "runner/flight/selection.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace cupola::flight {
namespace {

base::UtcTime expected_end(const LogState& state, std::size_t to_fly) {
  const base::UtcTime reached = state.last_end.value_or(state.first->start);
  if (to_fly == 0) return reached;
  const double mean_s = state.completed > 0 ? state.completed_s / static_cast<double>(state.completed)
                                            : state.first->limits.wall_s;
  const std::chrono::duration<double> rest{mean_s * static_cast<double>(to_fly)};
  return state.open_since.value_or(reached) + std::chrono::duration_cast<std::chrono::nanoseconds>(rest);
}

/// The run that counts of every entry: a completed one before one that is not, else the later.
std::map<std::string, EntryState> merged(const std::vector<LogState>& states) {
  std::map<std::string, EntryState> entries;
  for (const LogState& state : states) {
    for (const auto& [id, entry] : state.entries) {
      if (!entry.last) continue;
      EntryState& known = entries[id];
      const bool later = !known.last || known.last->end < entry.last->end;
      const bool counts = known.completed == entry.completed ? later : entry.completed;
      if (!known.last || counts) known = entry;
    }
  }
  return entries;
}

std::vector<LogState> states_of(std::span<const record::Journal> journals) {
  std::vector<LogState> states;
  for (const record::Journal& journal : journals) {
    states.push_back(read_state(journal));
    const auto& first = states.front().first;
    const auto& header = states.back().first;
    if (first && header && first->bundle_sha256 != header->bundle_sha256) {
      throw std::invalid_argument("these logs are of different bundles (" +
                                  first->bundle_sha256.substr(0, 12) + "…, " +
                                  header->bundle_sha256.substr(0, 12) + "…); give those of one");
    }
  }
  return states;
}

void add_entries(const std::map<std::string, EntryState>& entries, Status& status) {
  for (const auto& [id, entry] : entries) {
    if (!entry.last) continue;
    ++status.verdicts[std::string{record::verdict_name(entry.last->verdict)}];
    if (entry.completed) ++status.flown;
  }
  const std::size_t begun = status.flown + (status.running ? 1U : 0U);
  status.remaining = status.entries - std::min(begun, status.entries);
}

}  // namespace

Status status_of(const record::Journal& journal) {
  const LogState state = read_state(journal);
  Status status;
  status.damaged_lines = journal.problems.size();
  if (!state.first) return status;
  status.entries = share_size(state.first->unit, state.first->entries);
  status.running = state.open_entry;
  status.held = state.held;
  add_entries(state.entries, status);
  status.started = state.first->start;
  status.expected_end = expected_end(state, status.entries - std::min(status.flown, status.entries));
  return status;
}

Status status_of_all(std::span<const record::Journal> journals) {
  if (journals.size() == 1) return status_of(journals.front());
  const std::vector<LogState> states = states_of(journals);
  Status status;
  for (std::size_t index = 0; index < states.size(); ++index) {
    const Status one = status_of(journals[index]);
    status.damaged_lines += one.damaged_lines;
    if (!states[index].first) continue;
    status.entries = states[index].first->entries;
    if (!status.running) status.running = one.running;
    if (status.held.empty()) status.held = one.held;
    status.started = std::min(status.started.value_or(*one.started), *one.started);
    status.expected_end = std::max(status.expected_end.value_or(*one.expected_end), *one.expected_end);
  }
  add_entries(merged(states), status);
  return status;
}

std::vector<std::string> entries_that_ended(std::span<const record::Journal> journals,
                                            record::Verdict verdict) {
  std::vector<std::string> ids;
  for (const auto& [id, entry] : merged(states_of(journals))) {
    if (entry.last->verdict == verdict) ids.push_back(id);
  }
  return ids;
}

}  // namespace cupola::flight
