#include "runner/check/imports.hpp"

#include "runner/check/code_only.hpp"

#include <algorithm>
#include <cctype>

namespace cupola::check {
namespace {

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\f");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

std::string first_name(std::string_view text) {
  text = trimmed(text);
  const auto end = std::find_if_not(text.begin(), text.end(), is_name_character);
  return {text.begin(), end};
}

/// Whether `statement` starts with the word; leaves what follows it.
bool take_word(std::string_view& statement, std::string_view word) {
  if (statement.substr(0, word.size()) != word) return false;
  if (statement.size() <= word.size() || is_name_character(statement[word.size()])) return false;
  statement.remove_prefix(word.size());
  return true;
}

void add_statement(std::vector<Import>& imports, std::string_view statement, int line) {
  statement = trimmed(statement);
  if (take_word(statement, "from")) {
    if (const std::string name = first_name(statement); !name.empty()) imports.push_back({name, line});
    return;
  }
  if (!take_word(statement, "import")) return;
  while (true) {
    const std::size_t comma = statement.find(',');
    if (const std::string name = first_name(statement.substr(0, comma)); !name.empty()) {
      imports.push_back({name, line});
    }
    if (comma == std::string_view::npos) return;
    statement.remove_prefix(comma + 1);
  }
}

template <typename Visit>
void for_each_line(std::string_view text, Visit visit) {
  for (int line = 1; !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    visit(text.substr(0, end), line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

}  // namespace

std::vector<Import> find_imports(std::string_view source) {
  std::vector<Import> imports;
  const std::string code = code_only(source);
  for_each_line(code, [&](std::string_view text, int line) {
    while (true) {
      const std::size_t end = text.find(';');
      add_statement(imports, text.substr(0, end), line);
      if (end == std::string_view::npos) break;
      text.remove_prefix(end + 1);
    }
  });
  return imports;
}

std::size_t counted_characters(std::string_view source) {
  std::size_t count = 0;
  for_each_line(source, [&](std::string_view text, int) {
    if (trimmed(text).empty()) return;
    count += static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
      return c != '\r' &&
             (static_cast<unsigned char>(c) & 0xc0) != 0x80;  // continuation bytes are no new character
    }));
  });
  return count;
}

}  // namespace cupola::check
