#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cupola::check {

/// The characters of `text` (UTF-8) that the flight font lacks and shows as '?', each as UTF-8, in order,
/// repeats included. Bytes that are not UTF-8 count as nothing.
std::vector<std::string> characters_without_glyph(std::string_view text);

}  // namespace cupola::check
