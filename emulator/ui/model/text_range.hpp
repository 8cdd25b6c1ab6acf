#pragma once

#include <compare>
#include <cstddef>

namespace cupola::ui {

/// A place between two characters: a line from 0 and a byte offset in it. Ordered as in the text.
struct Position {
  std::size_t line = 0;
  std::size_t byte = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

/// From `begin` up to `end`, which is not part of it.
struct Range {
  Position begin;
  Position end;
  bool empty() const { return begin == end; }
  friend bool operator==(const Range&, const Range&) = default;
};

}  // namespace cupola::ui
