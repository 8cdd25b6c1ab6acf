#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cupola::check {

/// One module that a program imports: its first name ("os" for "os.path"), and where.
struct Import {
  std::string module;
  int line = 0;  ///< 1 is the first
};

/// The import statements of Python source text, in order; those inside comments and strings are not taken.
/// Reads statements at the start of a line or after ';'. Never fails: what is not Python has no imports.
std::vector<Import> find_imports(std::string_view source);

/// Characters outside blank lines, counted as Unicode code points without line ends: the length rule of 2018
/// and 2019.
std::size_t counted_characters(std::string_view source);

}  // namespace cupola::check
