#include "runner/run/preimports.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace cupola::run {
namespace {

/// What a program names, and what is imported for it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kSlow{
    {{"numpy", "numpy"}, {"PIL", "PIL.Image"}}};

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

/// Takes a leading word off `text`; false if it begins otherwise.
bool take_word(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word) || text.size() == word.size()) return false;
  const char after = text[word.size()];
  if (after != ' ' && after != '\t') return false;
  text = without_blanks(text.substr(word.size()));
  return true;
}

void add_module(std::string_view name, std::vector<std::string>& found) {
  name = name.substr(0, name.find_first_of(" \t.;#\r"));
  for (const auto& [module, imported] : kSlow) {
    if (name == module && std::find(found.begin(), found.end(), imported) == found.end()) {
      found.emplace_back(imported);
    }
  }
}

void look_at(std::string_view line, std::vector<std::string>& found) {
  line = without_blanks(line);
  if (take_word(line, "from")) return add_module(line, found);
  if (!take_word(line, "import")) return;
  while (!line.empty()) {
    add_module(line, found);
    const std::size_t comma = line.find(',');
    line = comma == std::string_view::npos ? std::string_view{} : without_blanks(line.substr(comma + 1));
  }
}

}  // namespace

std::vector<std::string> preimports_of(std::string_view source) {
  std::vector<std::string> found;
  while (!source.empty()) {
    const std::size_t end = std::min(source.find('\n'), source.size());
    look_at(source.substr(0, end), found);
    source.remove_prefix(std::min(end + 1, source.size()));
  }
  return found;
}

}  // namespace cupola::run
