#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::picture {

/// A word of a Python program.
struct PythonToken {
  enum class Kind { Name, Number, Text, Symbol };
  Kind kind = Kind::Symbol;
  std::string text;  ///< of a Text what stands between the quotes
  double number = 0;
  int line = 0;  ///< 1 is the first
};

/// A statement with the indented ones under it.
struct PythonStatement {
  std::vector<PythonToken> tokens;  ///< without the colon that opens the body
  std::vector<PythonStatement> body;
  int line = 0;
};

/// A Python program as a tree of statements: comments gone, lines in brackets joined, `;` split. Understands
/// every indentation Python does. Throws std::invalid_argument "line 3: …" for a text or bracket that never
/// ends, and for more than 1 MiB or 50 levels of depth.
std::vector<PythonStatement> python_statements(std::string_view program);

}  // namespace cupola::picture
