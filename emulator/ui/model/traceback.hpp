#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cupola::ui {

/// What Python 3.11 and newer write to stderr when a program ends by an exception.
struct Traceback {
  std::string type;        ///< without its module: "NameError"
  std::string message;     ///< first line, without the suggestion at its end
  std::string suggestion;  ///< the name of "Did you mean: '…'?"; may be empty
  int line = 0;            ///< the last place in the program's own file; 0 if there is none
  std::string called;      ///< the function that was called there, if the error is inside it: "set_pixels"
};

/// The last traceback in `err`, which may hold other text. `program`: the path or name of the program's own
/// file.
std::optional<Traceback> read_traceback(std::string_view err, std::string_view program);

/// Line `number` (1 is the first) of `text`, without its end; empty beyond it.
std::string_view line_of(std::string_view text, int number);

}  // namespace cupola::ui
