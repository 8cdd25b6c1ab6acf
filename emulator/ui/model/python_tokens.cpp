// Reads the tokens of one line of Python 3.11.

#include "emulator/ui/model/python_highlighter.hpp"
#include "emulator/ui/model/python_names.hpp"

#include <algorithm>

namespace cupola::ui {
namespace {

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

bool begins_name(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return ((value | 0x20) >= 'a' && (value | 0x20) <= 'z') || byte == '_' || value >= 0x80;
}

bool in_name(char byte) { return begins_name(byte) || is_digit(byte); }

/// Whether `word` before a quote says what kind of string follows: r, b, u, f and their pairs.
bool is_string_prefix(std::string_view word) {
  return !word.empty() && word.size() <= 2 && word.find_first_not_of("rRbBuUfF") == std::string_view::npos;
}

class LineReader {
 public:
  LineReader(std::string_view line, LineState& state) : line_(line), state_(state) {}

  std::vector<Token> read() {
    while (at_ < line_.size()) {
      if (state_.quote != 0 && state_.braces == 0) {
        read_string();
      } else {
        read_code();
      }
    }
    leave_line();
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < line_.size() ? line_[at_ + ahead] : '\0'; }

  void add(std::size_t begin, TokenKind kind) {
    if (begin == at_) return;
    if (!tokens_.empty() && tokens_.back().end == begin && tokens_.back().kind == kind) {
      tokens_.back().end = at_;
    } else {
      tokens_.push_back({.begin = begin, .end = at_, .kind = kind});
    }
  }

  bool at_closing_quote() const {
    if (peek() != state_.quote) return false;
    return !state_.triple || (peek(1) == state_.quote && peek(2) == state_.quote);
  }

  void close_string() {
    at_ += state_.triple ? 3 : 1;
    state_ = {};
  }

  /// Inside a string, up to its end, the end of the line, or code in braces.
  void read_string() {
    const std::size_t begin = at_;
    while (at_ < line_.size()) {
      if (line_[at_] == '\\') {
        at_ = std::min(at_ + 2, line_.size());
      } else if (at_closing_quote()) {
        close_string();
        break;
      } else if (state_.formatted && line_[at_] == '{') {
        if (peek(1) != '{') {
          ++at_;
          state_.braces = 1;
          break;
        }
        at_ += 2;
      } else {
        ++at_;
      }
    }
    add(begin, TokenKind::String);
  }

  void read_code() {
    const char byte = peek();
    if (state_.braces > 0 && read_brace()) return;
    if (byte == '#' && state_.braces == 0) {
      const std::size_t begin = at_;
      at_ = line_.size();
      add(begin, TokenKind::Comment);
    } else if (byte == '"' || byte == '\'') {
      open_string({});
    } else if (is_digit(byte) || (byte == '.' && is_digit(peek(1)))) {
      read_number();
    } else if (begins_name(byte)) {
      read_name();
    } else if (byte == '@' && line_.find_first_not_of(" \t") == at_) {
      const std::size_t begin = at_++;
      while (in_name(peek()) || peek() == '.') ++at_;
      add(begin, TokenKind::Decorator);
    } else if (at_ < line_.size()) {
      after_dot_ = byte == '.';
      if (byte != ' ' && byte != '\t') after_definition_ = false;
      ++at_;
    }
  }

  /// The braces and the quote that end code inside an f-string.
  bool read_brace() {
    const std::size_t begin = at_;
    if (at_closing_quote()) {
      close_string();
      add(begin, TokenKind::String);
      return true;
    }
    const char byte = peek();
    if (byte == '{') {
      ++state_.braces;
    } else if (byte == '}') {
      --state_.braces;
    } else {
      return false;
    }
    ++at_;
    if (state_.braces == 0) add(begin, TokenKind::String);
    return true;
  }

  /// At the first quote of a string. Strings in the code of an f-string end with the line at the latest.
  void open_string(std::string_view prefix) {
    const std::size_t begin = at_ - prefix.size();
    const char quote = peek();
    if (state_.braces > 0) {
      const std::size_t end = line_.find(quote, at_ + 1);
      at_ = end == std::string_view::npos ? line_.size() : end + 1;
      add(begin, TokenKind::String);
      return;
    }
    const bool triple = peek(1) == quote && peek(2) == quote;
    const bool raw = prefix.find_first_of("rR") != std::string_view::npos;
    const bool formatted = prefix.find_first_of("fF") != std::string_view::npos;
    state_ = {.quote = quote, .triple = triple, .raw = raw, .formatted = formatted};
    at_ += triple ? 3 : 1;
    add(begin, TokenKind::String);
  }

  void read_number() {
    const std::size_t begin = at_;
    const bool hexadecimal = peek() == '0' && (peek(1) | 0x20) == 'x';
    while (in_name(peek()) || peek() == '.') {
      const bool exponent = !hexadecimal && (peek() | 0x20) == 'e' && (peek(1) == '+' || peek(1) == '-');
      at_ += exponent ? 2 : 1;
    }
    add(begin, TokenKind::Number);
    after_dot_ = false;
  }

  void read_name() {
    const std::size_t begin = at_;
    while (in_name(peek())) ++at_;
    const std::string_view word = line_.substr(begin, at_ - begin);
    if ((peek() == '"' || peek() == '\'') && is_string_prefix(word)) {
      open_string(word);
      return;
    }
    if (after_definition_) {
      add(begin, TokenKind::Definition);
    } else if (after_dot_) {
      if (contains(sense_hat_members(), word)) add(begin, TokenKind::SenseHat);
    } else if (contains(python_keywords(), word)) {
      add(begin, TokenKind::Keyword);
    } else if (contains(sense_hat_module_names(), word)) {
      add(begin, TokenKind::SenseHat);
    } else if (contains(python_builtins(), word)) {
      add(begin, TokenKind::Builtin);
    }
    after_definition_ = word == "def" || word == "class";
    after_dot_ = false;
  }

  /// A string in single quotes goes on only after a backslash at the end of its line.
  void leave_line() {
    if (state_.quote == 0 || state_.triple) return;
    std::size_t backslashes = 0;
    while (backslashes < line_.size() && line_[line_.size() - 1 - backslashes] == '\\') ++backslashes;
    if (backslashes % 2 == 0) state_ = {};
  }

  std::string_view line_;
  LineState& state_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool after_dot_ = false;
  bool after_definition_ = false;
};

}  // namespace

std::vector<Token> highlight_line(std::string_view line, LineState& state) {
  return LineReader(line, state).read();
}

}  // namespace cupola::ui
