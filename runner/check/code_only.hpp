#pragma once

#include <string>
#include <string_view>

namespace cupola::check {

/// Python source text with its comments and the insides of its strings blanked, line ends kept: what is left
/// is code.
std::string code_only(std::string_view source);

}  // namespace cupola::check
