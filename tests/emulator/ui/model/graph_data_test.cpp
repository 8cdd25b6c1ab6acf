#include "emulator/ui/model/graph_data.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace cupola::ui {
namespace {

using world::Column;
using world::RecordedRow;
using world::Recording;

/// Rows 0.1 s apart, humidity a jumble that repeats late, with holes.
Recording jumble(std::size_t count) {
  Recording recording;
  for (std::size_t i = 0; i < count; ++i) {
    RecordedRow row;
    row.time_ns = static_cast<std::int64_t>(i) * 100'000'000;
    if (i % 7 != 3) row[Column::Humidity] = static_cast<double>((i * 7919) % 1009);
    recording.rows.push_back(row);
  }
  return recording;
}

Extremes one_by_one(const Recording& recording, std::size_t first, std::size_t last) {
  Extremes found;
  for (std::size_t i = first; i < std::min(last, recording.rows.size()); ++i) {
    found.add(static_cast<float>(recording.rows[i][Column::Humidity]));
  }
  return found;
}

bool equal(const Extremes& a, const Extremes& b) { return a.lowest == b.lowest && a.highest == b.highest; }

TEST_CASE("a recording of nothing has no extremes and no values") {
  const Recording nothing;
  RecordingSummary summary;
  summary.update(nothing, 1);
  CHECK(summary.over(nothing, Column::Humidity, 0, 100).empty());
  CHECK_FALSE(summary.has(Column::Humidity));
  CHECK(row_from(nothing, 3) == 0);
  CHECK_FALSE(value_at(nothing, Column::Humidity, 0));
  CHECK(decimate(nothing, summary, Column::Humidity, cut(nothing, {0, 1}, 3))[1].empty());
}

TEST_CASE("the extremes of any stretch are those found one by one") {
  const Recording recording = jumble(5000);
  RecordingSummary summary;
  summary.update(recording, 1);
  for (std::size_t first = 0; first < 5000; first += 137) {
    for (const std::size_t length :
         std::initializer_list<std::size_t>{0, 1, 15, 16, 17, 255, 256, 300, 4096, 6000}) {
      CAPTURE(first);
      CAPTURE(length);
      CHECK(equal(summary.over(recording, Column::Humidity, first, first + length),
                  one_by_one(recording, first, first + length)));
    }
  }
  CHECK(summary.over(recording, Column::Pressure, 0, 5000).empty());
  CHECK(summary.has(Column::Humidity));
  CHECK_FALSE(summary.has(Column::Pressure));
}

TEST_CASE("a recording that grows is taken in row by row, another one from the beginning") {
  const Recording whole = jumble(3000);
  Recording growing;
  RecordingSummary summary;
  for (const RecordedRow& row : whole.rows) {
    growing.rows.push_back(row);
    summary.update(growing, 1);
  }
  CHECK(equal(summary.over(growing, Column::Humidity, 5, 2900), one_by_one(whole, 5, 2900)));
  const std::uint64_t before = summary.generation();
  summary.update(growing, 1);
  CHECK(summary.generation() == before);
  const Recording other = jumble(10);
  summary.update(other, 2);
  CHECK(summary.generation() > before);
  CHECK(equal(summary.over(other, Column::Humidity, 0, 10), one_by_one(other, 0, 10)));
}

TEST_CASE("each px has the extremes of its stretch, and none is lost between two") {
  const Recording recording = jumble(1000);
  RecordingSummary summary;
  summary.update(recording, 1);
  const auto pieces = decimate(recording, summary, Column::Humidity, cut(recording, {0, 100}, 37));
  Extremes all;
  for (const Extremes& each : pieces) all.add(each);
  CHECK(equal(all, one_by_one(recording, 0, 1000)));
  CHECK(equal(pieces[0], one_by_one(recording, 0, 28)));  // up to 2.7027 s
  const auto beyond = decimate(recording, summary, Column::Humidity, cut(recording, {200, 300}, 4));
  CHECK(beyond[2].empty());
}

TEST_CASE("the value at a time is the last one by then, across a hole, but not from long ago") {
  Recording recording = jumble(2000);
  for (std::size_t i = 1000; i < 2000; ++i) recording.rows[i][Column::Humidity] = std::nan("");
  CHECK(value_at(recording, Column::Humidity, 0.1) == recording.rows[1][Column::Humidity]);
  CHECK(value_at(recording, Column::Humidity, 0.15) == recording.rows[1][Column::Humidity]);
  CHECK(value_at(recording, Column::Humidity, 0.35) == recording.rows[2][Column::Humidity]);
  CHECK(value_at(recording, Column::Humidity, 101) == recording.rows[999][Column::Humidity]);
  CHECK_FALSE(value_at(recording, Column::Humidity, 170));
  CHECK_FALSE(value_at(recording, Column::Pressure, 1));
}

}  // namespace
}  // namespace cupola::ui
