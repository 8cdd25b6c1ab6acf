#pragma once

#include "emulator/picture/python_tokens.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace cupola::picture {

/// What a part of a program is worth, as far as that can be known without running it.
struct PythonValue {
  enum class Kind { Unknown, Number, Text, List, Function };
  Kind kind = Kind::Unknown;
  double number = 0;
  std::string text;                           ///< of Unknown the reason, of the others what it says
  std::vector<PythonValue> items;             ///< of a list or tuple
  const PythonStatement* function = nullptr;  ///< of a function its definition, borrowed
  int line = 0;                               ///< where it was written
  std::size_t weight = 1;                     ///< it and all that is in it

  static PythonValue unknown(std::string reason, int line);
  static PythonValue of_number(double number, int line);
  static PythonValue of_list(std::vector<PythonValue> items, int line);
};

struct PythonArgument {
  std::string name;  ///< of a keyword argument
  PythonValue value;
};

/// What an expression asks of the program around it.
class PythonNames {
 public:
  virtual ~PythonNames() = default;
  virtual PythonValue look_up(const std::string& name, int line) = 0;
  virtual void bind(const std::string& name, PythonValue value) = 0;
  /// `path`: "sense", "set_pixels".
  virtual PythonValue call(std::span<const std::string> path, std::span<const PythonArgument> arguments,
                           int line) = 0;
  virtual PythonValue call_function(const PythonValue& function, int line) = 0;
  /// Throws std::invalid_argument when a program costs more than anybody would write.
  virtual void spend(std::size_t weight, int line) = 0;
};

/// The value of `tokens` from `from` on, up to an end or a comma outside of brackets; what cannot be known is
/// Unknown with the reason. `from` moves on to where it ends. Throws std::invalid_argument "line 3: …" for an
/// index that a list does not have and for lists too long to be meant.
PythonValue python_value(std::span<const PythonToken> tokens, std::size_t& from, PythonNames& names);

/// The value of all of `tokens`: with commas in them a list.
PythonValue python_value(std::span<const PythonToken> tokens, PythonNames& names);

}  // namespace cupola::picture
