#pragma once

#include "emulator/ui/model/text_buffer.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cupola::ui {

enum class TokenKind : std::uint8_t {
  Keyword,
  Builtin,
  SenseHat,  ///< the names of the sense_hat module and of what a SenseHat can do
  Number,
  String,
  Comment,
  Decorator,
  Definition,  ///< the name after def or class
};

/// A coloured part of a line, in bytes; what lies between tokens is plain.
struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
  TokenKind kind = TokenKind::Keyword;
  friend bool operator==(const Token&, const Token&) = default;
};

/// What the start of a line has to know of the lines before it: the string it lies in, if any.
struct LineState {
  char quote = 0;  ///< '\'', '"', or 0 outside strings
  bool triple = false;
  bool raw = false;
  bool formatted = false;    ///< an f-string: {…} in it is code
  std::uint16_t braces = 0;  ///< open ones of such code
  friend bool operator==(const LineState&, const LineState&) = default;
};

/// The tokens of one line; `state` is that of its start and becomes that of the next line. Never fails: text
/// that is not Python has some tokens too.
std::vector<Token> highlight_line(std::string_view line, LineState& state);

/// Keeps the tokens of a buffer's lines and reads again only what a change can have touched, and only up to
/// the line that is asked for.
class PythonHighlighter {
 public:
  /// Takes over what changed in the buffer since the last call. Serves one buffer: call `reset` for another.
  void update(TextBuffer& buffer);
  void reset() { lines_.clear(), fresh_ = 0; }
  /// `buffer` as at the last update.
  const std::vector<Token>& tokens(const TextBuffer& buffer, std::size_t line);
  /// How many lines were read, since ever.
  std::uint64_t lines_read() const { return lines_read_; }

 private:
  struct Line {
    LineState before;
    LineState after;
    bool known = false;
    std::vector<Token> tokens;
  };
  std::vector<Line> lines_;
  std::size_t fresh_ = 0;  ///< lines before it are right
  std::uint64_t lines_read_ = 0;
};

}  // namespace cupola::ui
