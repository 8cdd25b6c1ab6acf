#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cupola::world {

/// Appends a number with as few digits as give the same number back, whatever the locale; `nan` for NaN.
void append_number(std::string& text, double value);

/// The number a text is from beginning to end, in C's decimal notation; nothing for anything else, or for one
/// that is not finite.
std::optional<double> parse_number(std::string_view text);

}  // namespace cupola::world
