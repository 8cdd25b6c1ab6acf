#pragma once

#include "emulator/ui/model/traceback.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::ui {

/// A sentence for one of Python's messages. In `pattern` each '*' stands for anything, and what it stood for
/// is {0}, {1}, … of the sentences.
struct ErrorRule {
  std::string_view type;
  std::string_view pattern;
  const char* meaning;
  const char* advice;
};

/// The first rule that fits counts.
std::span<const ErrorRule> error_rules();

/// What the stars of `pattern` stood for, each as short as possible; nothing if `text` does not fit.
std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view text);

/// How many elements a list in a program has, as far as its text alone tells.
struct CountedList {
  std::size_t elements = 0;
  int odd_line = 0;  ///< the first line with neither 0 nor 8 of them, if most have 8; else 0
  std::size_t on_odd_line = 0;
};

/// The list that line `line` of `source` gives to set_pixels: written there, or the last one given to that
/// name before. Nothing if it is made in any other way.
std::optional<CountedList> count_pixels(std::string_view source, int line);

}  // namespace cupola::ui
