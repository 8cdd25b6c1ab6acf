#include "runner/flight/status.hpp"

#include "runner/flight/log_state.hpp"

#include <algorithm>
#include <chrono>

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

}  // namespace

Status status_of(const record::Journal& journal) {
  const LogState state = read_state(journal);
  Status status;
  status.damaged_lines = journal.problems.size();
  if (!state.first) return status;
  status.entries = state.first->entries;
  status.flown = state.completed;
  status.running = state.open_entry;
  const std::size_t begun = status.flown + (status.running ? 1U : 0U);
  status.remaining = status.entries - std::min(begun, status.entries);
  for (const auto& [id, entry] : state.entries) {
    if (entry.last) ++status.verdicts[std::string{record::verdict_name(entry.last->verdict)}];
  }
  status.started = state.first->start;
  status.expected_end = expected_end(state, status.entries - std::min(status.flown, status.entries));
  return status;
}

}  // namespace cupola::flight
