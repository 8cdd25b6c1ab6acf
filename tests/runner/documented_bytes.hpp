#pragma once

#include "hat_driver/base/whole_file.hpp"

#include <cctype>
#include <filesystem>
#include <sstream>
#include <string>

namespace cupola::tests {

/// The bytes of the first code block of a page of docs/ that begins with hexadecimal pairs: of each line the
/// leading pairs, up to the first word that is none. Tests run in the top folder.
inline std::string documented_bytes(const std::filesystem::path& page) {
  const std::string text = base::read_whole_file(std::filesystem::path{"docs"} / page);
  const std::size_t heading = text.find("orked example");
  const std::size_t begin = text.find("```\n", heading) + 4;
  std::istringstream lines{text.substr(begin, text.find("```", begin) - begin)};
  std::string bytes;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words{line};
    for (std::string word;
         words >> word && word.size() == 2 && std::isxdigit(static_cast<unsigned char>(word[0])) != 0;) {
      bytes.push_back(static_cast<char>(std::stoi(word, nullptr, 16)));
    }
  }
  return bytes;
}

}  // namespace cupola::tests
