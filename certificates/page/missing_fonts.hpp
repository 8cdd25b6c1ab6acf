#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cupola::page {

/// One line for each script of these letters, which no installed font has: "no font has Thai letters (ก);
/// install the Debian package fonts-noto-core".
std::vector<std::string> missing_fonts(const std::vector<std::uint32_t>& letters);

}  // namespace cupola::page
