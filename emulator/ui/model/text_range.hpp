#pragma once

#include <cstddef>
#include <tuple>

namespace cupola::ui {

/// A place between two characters: a line from 0 and a byte offset in it. Ordered as in the text.
struct Position {
  std::size_t line = 0;
  std::size_t byte = 0;
  friend bool operator==(const Position&, const Position&) = default;
  friend bool operator<(const Position& a, const Position& b) {
    return std::tie(a.line, a.byte) < std::tie(b.line, b.byte);
  }
};

/// From `begin` up to `end`, which is not part of it.
struct Range {
  Position begin;
  Position end;
  bool empty() const { return begin == end; }
  friend bool operator==(const Range&, const Range&) = default;
};

}  // namespace cupola::ui
