#include "runner/record/time_line.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cupola::record {
namespace {

/// How far UTC as this anchor has it may be off at another moment of the same boot.
double error_at(const Anchor& anchor, std::int64_t monotonic_ns) {
  const double distance_s = std::abs(static_cast<double>(monotonic_ns - anchor.monotonic_ns)) * 1e-9;
  return anchor.error_s + static_cast<double>(anchor.window_ns) * 1e-9 + distance_s * kDriftBound;
}

Moment moment_of(const Anchor& anchor, std::int64_t monotonic_ns) {
  const std::int64_t utc_ns = anchor.utc_ns + (monotonic_ns - anchor.monotonic_ns);
  return {base::UtcTime{std::chrono::nanoseconds{utc_ns}}, error_at(anchor, monotonic_ns),
          anchor.synchronised};
}

}  // namespace

TimeLine::TimeLine(const Journal& journal) {
  std::string boot_id;
  for (const JournalLine& line : journal.lines) {
    const auto* const header = std::get_if<Header>(&line.record);
    const auto* const end = std::get_if<End>(&line.record);
    if (header != nullptr) boot_id = header->boot_id;
    if (header != nullptr && header->anchor) boots_[boot_id].anchors.push_back(*header->anchor);
    if (end != nullptr && end->anchor) boots_[boot_id].anchors.push_back(*end->anchor);
    if (const auto* const step = std::get_if<Step>(&line.record)) {
      boots_[boot_id].last_step_ns = step->monotonic_ns;
    }
  }
}

std::optional<Moment> TimeLine::at(const std::string& boot_id, std::int64_t monotonic_ns) const {
  const auto boot = boots_.find(boot_id);
  if (boot == boots_.end()) return std::nullopt;
  const Anchor* best = nullptr;
  const auto rank = [&](const Anchor& anchor) {
    // A clock nobody disciplines may be hours off whatever the kernel says; after somebody set it, less so.
    const int trust = anchor.synchronised ? 0 : anchor.monotonic_ns >= boot->second.last_step_ns ? 1 : 2;
    return std::pair{trust, error_at(anchor, monotonic_ns)};
  };
  for (const Anchor& anchor : boot->second.anchors) {
    if (best == nullptr || rank(anchor) < rank(*best)) best = &anchor;
  }
  if (best == nullptr) return std::nullopt;
  return moment_of(*best, monotonic_ns);
}

std::vector<bool> correct_times(Journal& journal) {
  const TimeLine times{journal};
  std::vector<bool> vouched;
  const Header* header = nullptr;
  for (JournalLine& line : journal.lines) {
    vouched.push_back(true);
    if (const auto* const found = std::get_if<Header>(&line.record)) header = found;
    auto* const end = std::get_if<End>(&line.record);
    if (end == nullptr || header == nullptr || header->clock != ClockKind::Real) continue;
    // Worked out already, by a downlink.
    if (end->anchor) vouched.back() = end->anchor->synchronised;
    if (!end->start_monotonic_ns || !end->end_monotonic_ns) continue;
    const auto start = times.at(header->boot_id, *end->start_monotonic_ns);
    const auto stop = times.at(header->boot_id, *end->end_monotonic_ns);
    if (!start || !stop) continue;
    end->start = start->utc;
    end->end = stop->utc;
    end->clock_error_s = std::max(start->error_s, stop->error_s);
    vouched.back() = start->synchronised && stop->synchronised;
  }
  return vouched;
}

}  // namespace cupola::record
