#include "runner/mission/registry.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace cupola::mission {
namespace {

std::string content_key(const Entry& entry) {
  return entry.original_name + '\n' + entry.team + '\n' + entry.program_sha256;
}

/// The number an id is; 0 for ids that are no number of ours.
std::uint64_t number_of(const std::string& id) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  return error == std::errc{} && end == id.data() + id.size() && number < 1'000'000'000'000 ? number : 0;
}

}  // namespace

Registry::Registry(std::vector<Entry> entries) : entries_(std::move(entries)) {
  for (std::size_t index = 0; index < entries_.size(); ++index) {
    by_id_.emplace(entries_[index].id, index);
    by_content_.emplace(content_key(entries_[index]), index);
    keep_free(entries_[index].id);
  }
}

void Registry::keep_free(const std::string& id) { last_number_ = std::max(last_number_, number_of(id)); }

std::string Registry::next_number() { return std::to_string(++last_number_); }

Registration Registry::add(Entry submission) {
  if (!submission.id.empty()) {
    const auto known = by_id_.find(submission.id);
    if (known != by_id_.end()) return add_known(known->second, std::move(submission));
  } else {
    const auto [begin, end] = by_content_.equal_range(content_key(submission));
    for (auto candidate = begin; candidate != end; ++candidate) {
      if (taken_.insert(candidate->second).second) return add_known(candidate->second, std::move(submission));
    }
    submission.id = next_number();
  }
  // Not in by_content_: two equal rows of one form are two entries.
  by_id_.emplace(submission.id, entries_.size());
  entries_.push_back(submission);
  return {Change::Added, std::move(submission), {}};
}

Registration Registry::add_known(std::size_t index, Entry submission) {
  Entry& entry = entries_[index];
  submission.id = entry.id;
  if (submission == entry) return {Change::None, std::move(submission), {}};
  const bool stranger = submission.team != entry.team && submission.original_name != entry.original_name &&
                        submission.program_sha256 != entry.program_sha256;
  if (stranger) {
    return {Change::None, {}, "\"" + entry.id + "\" belongs to another entry of this mission; use a new id"};
  }
  entry = submission;
  return {Change::Updated, std::move(submission), {}};
}

std::vector<Entry> Registry::in_order_received() const {
  std::vector<std::optional<base::UtcTime>> times;
  std::optional<base::UtcTime> last;
  for (const Entry& entry : entries_) {
    if (entry.received) last = entry.received;
    times.push_back(last);
  }
  std::vector<std::size_t> order(entries_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return times[a] < times[b]; });
  std::vector<Entry> result;
  result.reserve(order.size());
  for (const std::size_t index : order) result.push_back(entries_[index]);
  return result;
}

}  // namespace cupola::mission
