# cmake -DINPUTS="a.json;b.tsv" -DOUTPUT=embedded.cpp -P embed.cmake
# Writes the bytes of the files as a C++ source that defines cupola::page::embedded_file().
set(arrays "")
set(rows "")
list(SORT INPUTS COMPARE NATURAL)
foreach(input IN LISTS INPUTS)
  get_filename_component(name "${input}" NAME)
  string(MAKE_C_IDENTIFIER "k_${name}" symbol)
  file(READ "${input}" bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char ${symbol}[] = {\n${bytes}\n};\n")
  string(APPEND rows "    {\"${name}\", {${symbol}, sizeof ${symbol}}},\n")
endforeach()
file(WRITE "${OUTPUT}.new" "// Made by embed.cmake.
#include \"certificates/page/embedded.hpp\"

#include <stdexcept>
#include <string>

namespace cupola::page {
namespace {
${arrays}
constexpr std::pair<std::string_view, std::string_view> kFiles[] = {
${rows}};
}  // namespace

std::string_view embedded_file(std::string_view name) {
  for (const auto& [known, bytes] : kFiles) {
    if (known == name) return bytes;
  }
  throw std::logic_error(std::string(name) + \": no such file is compiled in\");
}

std::vector<std::string_view> embedded_files() {
  std::vector<std::string_view> names;
  for (const auto& [name, bytes] : kFiles) names.push_back(name);
  return names;
}
}  // namespace cupola::page
")
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
