#pragma once

#include "emulator/ui/model/graph_axis.hpp"
#include "emulator/world/recording.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace cupola::ui {

/// The smallest and the largest of some values; empty until one is added.
struct Extremes {
  float lowest = std::numeric_limits<float>::infinity();
  float highest = -std::numeric_limits<float>::infinity();

  bool empty() const { return lowest > highest; }
  /// A value that is not a number adds nothing.
  void add(float value) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  void add(const Extremes& other) {
    if (other.lowest < lowest) lowest = other.lowest;
    if (other.highest > highest) highest = other.highest;
  }
};

/// The extremes of blocks of 16 rows of a recording, of 16 blocks, and so on: those of any stretch take a few
/// dozen steps, however many hours it is long. Grows with the recording.
class RecordingSummary {
 public:
  /// Takes in the rows it has not seen. `revision`: another number means that the recording is another one.
  void update(const world::Recording& recording, std::uint64_t revision);
  /// Of rows first … last − 1 (as many as there are).
  Extremes over(const world::Recording& recording, world::Column column, std::size_t first,
                std::size_t last) const;
  /// Whether any row has this column.
  bool has(world::Column column) const;
  /// Counts the updates that changed something: what was drawn before is old.
  std::uint64_t generation() const { return generation_; }

 private:
  static constexpr std::size_t kBlock = 16;
  using Level = std::vector<Extremes>;
  void add(std::size_t column, float value);

  std::array<std::vector<Level>, world::kColumns> levels_;
  std::array<bool, world::kColumns> measured_{};
  std::size_t rows_ = 0;
  std::uint64_t revision_ = 0;
  std::uint64_t generation_ = 0;
};

/// The first row at or after `time_s` since the first one.
std::size_t row_from(const world::Recording& recording, double time_s);
/// When a row was, since the first one.
double seconds_at(const world::Recording& recording, std::size_t row);

/// The rows at which `pieces` equal stretches of `view` (seconds) begin, and the one at which the last ends.
std::vector<std::size_t> cut(const world::Recording& recording, const Span& view, std::size_t pieces);

/// The extremes of a column between each two cuts: one for each px.
std::vector<Extremes> decimate(const world::Recording& recording, const RecordingSummary& summary,
                               world::Column column, const std::vector<std::size_t>& cuts);

/// What a column said at a time: the last row that had it by then, looking back over at most a minute of rows
/// or a hundred of them.
std::optional<double> value_at(const world::Recording& recording, world::Column column, double time_s);

}  // namespace cupola::ui
