#pragma once

#include "emulator/world/recording.hpp"

#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace cupola::tests {

/// 2018-02-07T10:40:00Z.
inline constexpr std::int64_t kRecordedAt_ns = 1'518'000'000'000'000'000;

/// `count` rows, `step_ns` apart, with every column measured; each row's numbers are its own.
inline world::Recording counting_recording(int count, std::int64_t step_ns = 100'000'000) {
  world::Recording recording;
  for (int i = 0; i < count; ++i) {
    world::RecordedRow row;
    row.time_ns = kRecordedAt_ns + i * step_ns;
    for (std::size_t c = 0; c < world::kColumns; ++c) {
      row.values[c] = 1.0 / 3 + static_cast<double>(c) + 0.01 * i;
    }
    for (std::size_t c = 16; c < world::kColumns; ++c) {
      row.values[c] = static_cast<double>(static_cast<int>(c) + i) / 64;  // whole counts at 64 cycles
    }
    recording.rows.push_back(row);
  }
  return recording;
}

/// Equal bit for bit, but any NaN is like any other.
inline bool same(const world::RecordedRow& one, const world::RecordedRow& other) {
  for (std::size_t c = 0; c < world::kColumns; ++c) {
    const bool both_nothing = std::isnan(one.values[c]) && std::isnan(other.values[c]);
    if (!both_nothing && one.values[c] != other.values[c]) return false;
  }
  return one.time_ns == other.time_ns && one.gain == other.gain && one.cycles == other.cycles;
}

inline bool same(const world::Recording& one, const world::Recording& other) {
  if (one.rows.size() != other.rows.size()) return false;
  for (std::size_t i = 0; i < one.rows.size(); ++i) {
    if (!same(one.rows[i], other.rows[i])) return false;
  }
  return true;
}

/// What `action` complains of, or "no complaint".
template <typename Action>
std::string complaint(Action action) {
  try {
    action();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "no complaint";
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace cupola::tests
