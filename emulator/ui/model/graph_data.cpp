#include "emulator/ui/model/graph_data.hpp"

#include <algorithm>

namespace cupola::ui {

void RecordingSummary::update(const world::Recording& recording, std::uint64_t revision) {
  const auto& rows = recording.rows;
  if (revision != revision_ || rows.size() < rows_) {
    const std::uint64_t generation = generation_;
    *this = {};
    revision_ = revision;
    generation_ = generation + 1;
  }
  if (rows_ == rows.size()) return;
  ++generation_;
  for (; rows_ < rows.size(); ++rows_) {
    for (std::size_t column = 0; column < world::kColumns; ++column) {
      add(column, static_cast<float>(rows[rows_].values[column]));
    }
  }
}

void RecordingSummary::add(std::size_t column, float value) {
  std::vector<Level>& levels = levels_[column];
  if (value == value) measured_[column] = true;
  if (levels.empty()) levels.emplace_back();
  if (rows_ % kBlock == 0) levels[0].emplace_back();
  levels[0].back().add(value);
  // Sixteen whole blocks make one of the level above.
  std::size_t size = kBlock;
  for (std::size_t level = 1; (rows_ + 1) % (size * kBlock) == 0; ++level, size *= kBlock) {
    if (levels.size() == level) levels.emplace_back();
    Extremes all;
    const Level& below = levels[level - 1];
    for (std::size_t i = below.size() - kBlock; i < below.size(); ++i) all.add(below[i]);
    levels[level].push_back(all);
  }
}

Extremes RecordingSummary::over(const world::Recording& recording, world::Column column, std::size_t first,
                                std::size_t last) const {
  const auto& levels = levels_[static_cast<std::size_t>(column)];
  last = std::min(last, rows_);
  Extremes found;
  while (first < last) {
    // The largest block that begins here and does not reach past the end.
    std::size_t size = 1;
    std::size_t level = 0;
    while (level < levels.size() && first % (size * kBlock) == 0 && first + size * kBlock <= last) {
      size *= kBlock;
      ++level;
    }
    if (level == 0) {
      found.add(static_cast<float>(recording.rows[first][column]));
    } else {
      found.add(levels[level - 1][first / size]);
    }
    first += size;
  }
  return found;
}

bool RecordingSummary::has(world::Column column) const { return measured_[static_cast<std::size_t>(column)]; }

std::size_t row_from(const world::Recording& recording, double time_s) {
  const auto& rows = recording.rows;
  if (rows.empty()) return 0;
  const double wanted = time_s * 1e9;
  const auto found = std::partition_point(rows.begin(), rows.end(), [&](const world::RecordedRow& row) {
    return static_cast<double>(row.time_ns - rows.front().time_ns) < wanted;
  });
  return static_cast<std::size_t>(found - rows.begin());
}

double seconds_at(const world::Recording& recording, std::size_t row) {
  return static_cast<double>(recording.rows[row].time_ns - recording.rows.front().time_ns) / 1e9;
}

std::vector<std::size_t> cut(const world::Recording& recording, const Span& view, std::size_t pieces) {
  std::vector<std::size_t> cuts(pieces + 1);
  for (std::size_t i = 0; i <= pieces; ++i) {
    cuts[i] = row_from(recording,
                       view.lowest + view.length() * static_cast<double>(i) / static_cast<double>(pieces));
  }
  return cuts;
}

std::vector<Extremes> decimate(const world::Recording& recording, const RecordingSummary& summary,
                               world::Column column, const std::vector<std::size_t>& cuts) {
  std::vector<Extremes> found;
  for (std::size_t i = 1; i < cuts.size(); ++i) {
    found.push_back(summary.over(recording, column, cuts[i - 1], cuts[i]));
  }
  return found;
}

std::optional<double> value_at(const world::Recording& recording, world::Column column, double time_s) {
  constexpr std::size_t kRows = 100;
  constexpr double kLookBack_s = 60;
  const auto& rows = recording.rows;
  std::size_t row = row_from(recording, time_s);
  if (row < rows.size() && seconds_at(recording, row) <= time_s) ++row;  // exactly then
  for (std::size_t looked = 0; row > 0 && looked < kRows; ++looked) {
    --row;
    if (rows[row].has(column)) return rows[row][column];
    if (time_s - seconds_at(recording, row) > kLookBack_s) break;
  }
  return std::nullopt;
}

}  // namespace cupola::ui
