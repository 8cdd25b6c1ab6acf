#include "runner/flight/log_state.hpp"

#include <algorithm>

namespace cupola::flight {
namespace {

using record::End;
using record::Header;
using record::Intent;

/// Takes one record after the other into a state.
struct Replay {
  LogState& state;

  void operator()(const Header& header) const {
    if (!state.first) state.first = header;
    // Whatever an earlier start left open was interrupted; it is not running any more.
    state.open_entry.reset();
    state.open_since.reset();
    state.held.clear();
    for (const std::string& id : header.again) fly_again(state.entries[id]);
  }
  void operator()(const Intent& intent) const {
    state.held.clear();
    EntryState& entry = state.entries[intent.entry];
    entry.attempts = std::max(entry.attempts, intent.attempt);
    entry.open = true;
    state.open_entry = intent.entry;
    state.open_since = intent.utc;
  }
  void operator()(const End& end) const {
    state.held.clear();
    EntryState& entry = state.entries[end.entry];
    entry.attempts = std::max(entry.attempts, end.attempt);
    entry.open = false;
    const bool completed = is_completed(end.verdict);
    if (completed && entry.completed) state.completed_s -= entry.last->duration_s;
    if (completed) state.completed_s += end.duration_s;
    if (completed && !entry.completed) ++state.completed;
    if (completed || !entry.completed) entry.last = end;
    entry.completed = entry.completed || completed;
    state.last_end = std::max(state.last_end, std::optional{end.end});
    state.open_entry.reset();
    state.open_since.reset();
  }
  void operator()(const record::Step&) const {}
  void operator()(const record::Note& note) const { state.held = note.text; }

 private:
  /// From this header on only a new run counts.
  void fly_again(EntryState& entry) const {
    if (!entry.completed) return;
    entry.completed = false;
    --state.completed;
    state.completed_s -= entry.last->duration_s;
  }
};

}  // namespace

bool is_completed(record::Verdict verdict) {
  return verdict != record::Verdict::Interrupted && verdict != record::Verdict::Internal;
}

LogState read_state(const record::Journal& journal) {
  LogState state;
  for (const record::JournalLine& line : journal.lines) std::visit(Replay{state}, line.record);
  return state;
}

}  // namespace cupola::flight
