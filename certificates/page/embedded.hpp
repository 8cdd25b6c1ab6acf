#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace cupola::page {

/// A data file compiled into the library, by its name without folders ("de.json"). Throws std::logic_error if
/// there is none.
std::string_view embedded_file(std::string_view name);

/// The names of all embedded files, in order of the alphabet.
std::vector<std::string_view> embedded_files();

}  // namespace cupola::page
