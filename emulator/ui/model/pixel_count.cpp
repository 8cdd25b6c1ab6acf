// Counts the colours of a picture in a program's text: Python only says that there are not 64.

#include "emulator/ui/model/error_rules.hpp"

#include <algorithm>
#include <cstddef>
#include <map>

namespace cupola::ui {
namespace {

bool in_name(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
         byte == '_';
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(" \t", at), text.size());
}

/// Past the string in quotes that begins at `at`.
std::size_t skip_string(std::string_view text, std::size_t at) {
  const char quote = text[at++];
  while (at < text.size() && text[at] != quote) at += text[at] == '\\' ? 2U : 1U;
  return std::min(at + 1, text.size());
}

/// The elements of a list as they are read.
class ElementCounter {
 public:
  explicit ElementCounter(int line) : line_(line) {}

  /// From just after the opening bracket up to the closing one; nothing if the list is not plain.
  std::optional<CountedList> count(std::string_view text) {
    int depth = 1;
    for (std::size_t at = 0; at < text.size();) {
      const char byte = text[at];
      if (byte == '#') {
        at = std::min(text.find('\n', at), text.size());
        continue;
      }
      if (byte == '\'' || byte == '"') {
        at = skip_string(text, at);
        begin_element();
        continue;
      }
      if (byte == ')' || byte == ']' || byte == '}') {
        if (--depth == 0) return finished(text.substr(at + 1));
      } else if (byte == '\n') {
        ++line_;
      } else if (depth == 1 && byte == ',') {
        inside_ = false;
      } else if (byte != ' ' && byte != '\t' && byte != '\r') {
        if (depth == 1 && is_computed(text, at)) return std::nullopt;
        begin_element();
        if (byte == '(' || byte == '[' || byte == '{') ++depth;
      }
      ++at;
    }
    return std::nullopt;
  }

 private:
  /// Spread, arithmetic and comprehensions make as many elements as they like.
  static bool is_computed(std::string_view text, std::size_t at) {
    if (text[at] == '*' || text[at] == '+') return true;
    const bool begins_word = at == 0 || !in_name(text[at - 1]);
    return begins_word && text.substr(at, 3) == "for" && (at + 3 >= text.size() || !in_name(text[at + 3]));
  }

  void begin_element() {
    if (inside_) return;
    inside_ = true;
    ++elements_;
    ++on_line_[line_];
  }

  std::optional<CountedList> finished(std::string_view rest) const {
    const std::size_t next = skip_blanks(rest, 0);
    if (next < rest.size() && (rest[next] == '*' || rest[next] == '+')) return std::nullopt;
    CountedList counted{.elements = elements_};
    const auto full =
        std::count_if(on_line_.begin(), on_line_.end(), [](const auto& each) { return each.second == 8; });
    for (const auto& [line, count] : on_line_) {
      if (count == 8 || counted.odd_line != 0 || full * 2 < static_cast<std::ptrdiff_t>(on_line_.size()))
        continue;
      counted.odd_line = line;
      counted.on_odd_line = count;
    }
    return counted;
  }

  int line_;
  bool inside_ = false;
  std::size_t elements_ = 0;
  std::map<int, std::size_t> on_line_;
};

/// Where the name at the start of `line` is given a list: just after the opening bracket.
std::optional<std::size_t> list_given_to(std::string_view name, std::string_view line) {
  std::size_t at = skip_blanks(line, 0);
  if (line.substr(at, name.size()) != name) return std::nullopt;
  at = skip_blanks(line, at + name.size());
  if (line.substr(at, 1) != "=") return std::nullopt;
  at = skip_blanks(line, at + 1);
  if (line.substr(at, 1) != "[" && line.substr(at, 1) != "(") return std::nullopt;
  return at + 1;
}

}  // namespace

std::optional<CountedList> count_pixels(std::string_view source, int line) {
  constexpr std::string_view kCall = "set_pixels(";
  const std::string_view here = line_of(source, line);
  const std::size_t call = here.find(kCall);
  if (call == std::string_view::npos) return std::nullopt;
  const std::size_t argument = skip_blanks(here, call + kCall.size());
  const auto rest_of_source = [&](std::string_view from) {
    return source.substr(static_cast<std::size_t>(from.data() - source.data()));
  };
  if (here.substr(argument, 1) == "[")
    return ElementCounter(line).count(rest_of_source(here.substr(argument + 1)));
  std::size_t end = argument;
  while (end < here.size() && in_name(here[end])) ++end;
  const std::string_view name = here.substr(argument, end - argument);
  if (name.empty() || here.substr(skip_blanks(here, end), 1) != ")") return std::nullopt;
  std::optional<CountedList> last;
  std::string_view rest = source;
  for (int number = 1; number < line && !rest.empty(); ++number) {
    const std::string_view text = rest.substr(0, rest.find('\n'));
    if (const auto list = list_given_to(name, text)) last = ElementCounter(number).count(rest.substr(*list));
    rest.remove_prefix(std::min(text.size() + 1, rest.size()));
  }
  return last;
}

}  // namespace cupola::ui
