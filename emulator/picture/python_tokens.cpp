#include "emulator/picture/python_tokens.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace cupola::picture {
namespace {

using Kind = PythonToken::Kind;

constexpr std::size_t kMostBytes = std::size_t{1} << 20;
constexpr std::size_t kMostDepth = 50;

[[noreturn]] void refuse(int line, const std::string& what) {
  throw std::invalid_argument("line " + std::to_string(line) + ": " + what);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Letters of other alphabets are bytes above 127 in UTF-8.
bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) > 127;
}
bool continues_name(char c) { return begins_name(c) || is_digit(c); }

int digit_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 16;
}

/// One line as the interpreter sees it: its tokens and how far it is indented.
struct Line {
  std::size_t indent = 0;
  std::vector<PythonToken> tokens;
};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {
    if (text_.starts_with("\xef\xbb\xbf")) text_.remove_prefix(3);
  }

  std::vector<Line> lines() {
    while (at_ < text_.size()) {
      Line line{.indent = take_indent(), .tokens = {}};
      take_line(line.tokens);
      if (!line.tokens.empty()) lines_.push_back(std::move(line));
    }
    return std::move(lines_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  std::size_t take_indent() {
    std::size_t columns = 0;
    for (; peek() == ' ' || peek() == '\t' || peek() == '\f'; ++at_)
      columns = peek() == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
    return columns;
  }

  void take_line(std::vector<PythonToken>& tokens) {
    std::vector<int> open;
    while (at_ < text_.size()) {
      const char c = peek();
      if (c == '\n' || (c == '\r' && peek(1) != '\n')) {
        ++at_;
        ++line_;
        if (open.empty()) return;
      } else if (c == '#') {
        while (at_ < text_.size() && peek() != '\n' && peek() != '\r') ++at_;
      } else if (c == '\\' && (peek(1) == '\n' || peek(1) == '\r')) {
        at_ += std::size_t{2} + (peek(1) == '\r' && peek(2) == '\n' ? 1 : 0);
        ++line_;
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
        ++at_;
      } else {
        take_token(tokens, open);
      }
    }
    if (!open.empty()) refuse(open.back(), "this bracket is never closed");
  }

  void take_token(std::vector<PythonToken>& tokens, std::vector<int>& open) {
    const char c = peek();
    if (c == '"' || c == '\'') return tokens.push_back(take_text());
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return tokens.push_back(take_number());
    if (begins_name(c)) return take_name(tokens);
    if (c == '(' || c == '[' || c == '{') open.push_back(line_);
    if ((c == ')' || c == ']' || c == '}') && !open.empty()) open.pop_back();
    if (open.size() > kMostDepth) refuse(line_, "too many brackets in each other");
    // Two-letter signs matter only where their halves would be misread.
    const bool pair = peek(1) == '=' && std::string_view("=!<>+-*/%|&^").find(c) != std::string_view::npos;
    const bool twin = peek(1) == c && (c == '*' || c == '/');
    const std::size_t size = pair || twin ? 2 : 1;
    tokens.push_back({Kind::Symbol, std::string{text_.substr(at_, size)}, 0, line_});
    at_ += size;
  }

  void take_name(std::vector<PythonToken>& tokens) {
    const std::size_t first = at_;
    while (continues_name(peek())) ++at_;
    const std::string_view name = text_.substr(first, at_ - first);
    // r"…", f"…" and their like: the letters belong to the text.
    if (name.size() <= 2 && (peek() == '"' || peek() == '\'')) return tokens.push_back(take_text());
    tokens.push_back({Kind::Name, std::string{name}, 0, line_});
  }

  PythonToken take_text() {
    const char quote = peek();
    const bool triple = peek(1) == quote && peek(2) == quote;
    PythonToken token{Kind::Text, {}, 0, line_};
    at_ += triple ? 3 : 1;
    for (;; ++at_) {
      if (at_ >= text_.size() || (!triple && peek() == '\n'))
        refuse(token.line, "this text has no closing quotation mark");
      const bool ends = peek() == quote && (!triple || (peek(1) == quote && peek(2) == quote));
      if (ends) break;
      if (peek() == '\\' && at_ + 1 < text_.size()) token.text += text_[at_++];
      if (peek() == '\n') ++line_;
      token.text += peek();
    }
    at_ += triple ? 3 : 1;
    return token;
  }

  PythonToken take_number() {
    PythonToken token{Kind::Number, {}, 0, line_};
    const char kind = static_cast<char>(peek(1) | 0x20);
    const int base = peek() != '0' ? 10 : kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
    if (base != 10) at_ += 2;
    for (; peek() == '_' || digit_value(peek()) < base; ++at_)
      if (peek() != '_') token.number = token.number * base + digit_value(peek());
    if (base == 10) take_fraction(token.number);
    // Letters that follow (1e3, 5j) make it a number this reader need not know.
    if (continues_name(peek()) || !std::isfinite(token.number)) {
      while (continues_name(peek())) ++at_;
      token.kind = Kind::Symbol;
      token.text = "number";
    }
    return token;
  }

  void take_fraction(double& number) {
    if (peek() != '.') return;
    ++at_;
    double digits = number;
    double scale = 1;
    for (; peek() == '_' || is_digit(peek()); ++at_) {
      if (peek() == '_' || scale > 1e12) continue;
      digits = digits * 10 + digit_value(peek());
      scale *= 10;
    }
    number = digits / scale;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<Line> lines_;
};

bool opens_body(const PythonToken& first) {
  constexpr std::string_view kWords[]{"while", "for", "if",   "elif",  "else",   "def",
                                      "class", "try", "with", "async", "except", "finally"};
  return first.kind == Kind::Name &&
         std::find(std::begin(kWords), std::end(kWords), first.text) != std::end(kWords);
}

bool is(const PythonToken& token, std::string_view symbol) {
  return token.kind == Kind::Symbol && token.text == symbol;
}

/// The first token outside of brackets that is `symbol`; the end if there is none.
std::size_t find_outside(const std::vector<PythonToken>& tokens, std::size_t from, std::string_view symbol) {
  std::size_t depth = 0;
  for (std::size_t i = from; i < tokens.size(); ++i) {
    if (depth == 0 && is(tokens[i], symbol)) return i;
    if (is(tokens[i], "(") || is(tokens[i], "[") || is(tokens[i], "{")) ++depth;
    if (depth > 0 && (is(tokens[i], ")") || is(tokens[i], "]") || is(tokens[i], "}"))) --depth;
  }
  return tokens.size();
}

/// The simple statements of a line, split at `;`.
void add_simple(const std::vector<PythonToken>& tokens, std::size_t from,
                std::vector<PythonStatement>& into) {
  while (from < tokens.size()) {
    const std::size_t end = find_outside(tokens, from, ";");
    const auto first = tokens.begin() + static_cast<std::ptrdiff_t>(from);
    if (end > from)
      into.push_back({{first, tokens.begin() + static_cast<std::ptrdiff_t>(end)}, {}, tokens[from].line});
    from = end + 1;
  }
}

std::vector<PythonStatement> block(const std::vector<Line>& lines, std::size_t& at, std::size_t indent,
                                   std::size_t depth) {
  if (depth > kMostDepth) refuse(lines[at].tokens.front().line, "this is indented too deep");
  std::vector<PythonStatement> statements;
  while (at < lines.size() && lines[at].indent >= indent) {
    const Line& line = lines[at++];
    if (!opens_body(line.tokens.front())) {
      add_simple(line.tokens, 0, statements);
      continue;
    }
    const std::size_t colon = find_outside(line.tokens, 0, ":");
    const auto end = line.tokens.begin() + static_cast<std::ptrdiff_t>(colon);
    PythonStatement statement{{line.tokens.begin(), end}, {}, line.tokens.front().line};
    add_simple(line.tokens, colon + 1, statement.body);
    if (at < lines.size() && lines[at].indent > line.indent)
      statement.body = block(lines, at, lines[at].indent, depth + 1);
    statements.push_back(std::move(statement));
  }
  return statements;
}

}  // namespace

std::vector<PythonStatement> python_statements(std::string_view program) {
  if (program.size() > kMostBytes) throw std::invalid_argument("line 1: the program is larger than 1 MiB");
  const std::vector<Line> lines = Scanner{program}.lines();
  std::size_t at = 0;
  std::vector<PythonStatement> statements;
  // A first line that is indented more than a later one is Python's error, not a reason to lose the rest.
  while (at < lines.size())
    for (PythonStatement& each : block(lines, at, 0, 0)) statements.push_back(std::move(each));
  return statements;
}

}  // namespace cupola::picture
