#pragma once

#include <cupola/hat/text.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cupola::check {

/// The characters of `text` (UTF-8) that the font lacks and shows as '?', each as UTF-8, in order, repeats
/// included. Bytes that are not UTF-8 count as nothing.
std::vector<std::string> characters_without_glyph(std::string_view text, hat::Font font = hat::Font::Flight);

/// Whether a program, given as its source text, switches the extended font on: some `….extended_font = True`
/// stands in its code, and nothing else is ever assigned to it. A program that also switches it off, or
/// chooses while it runs, counts as one that does not.
bool uses_extended_font(std::string_view source);

}  // namespace cupola::check
