#include "runner/check/code_only.hpp"

namespace cupola::check {

std::string code_only(std::string_view source) {
  std::string code{source};
  std::string quote;  // the quotes that end the string we are in; empty outside
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (quote.empty()) {
      if (c == '#') {
        while (at < code.size() && code[at] != '\n') code[at++] = ' ';
      } else if (c == '"' || c == '\'') {
        const std::string triple(3, c);
        quote = source.compare(at, 3, triple) == 0 ? triple : std::string(1, c);
        at += quote.size() - 1;
      }
    } else if (c == '\\' && at + 1 < code.size()) {
      code[at] = ' ';
      if (code[++at] != '\n') code[at] = ' ';
    } else if (source.compare(at, quote.size(), quote) == 0) {
      at += quote.size() - 1;
      quote.clear();
    } else if (c == '\n') {
      if (quote.size() == 1) quote.clear();  // an unfinished string ends with its line
    } else {
      code[at] = ' ';
    }
  }
  return code;
}

}  // namespace cupola::check
