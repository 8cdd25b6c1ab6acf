#pragma once

#include "emulator/ui/model/phrase.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace cupola::ui {

/// What went wrong in a program, for the child who wrote it.
struct PlainError {
  int line = 0;          ///< in the program's own file, 1 is the first; 0 if the error has no place in it
  std::string type;      ///< as Python names it, without a module: "NameError"
  std::string message;   ///< what Python said
  Phrase meaning = {};   ///< what it means
  Phrase advice = {};    ///< what to try; may be empty
  bool stopped = false;  ///< no error: the program was stopped (KeyboardInterrupt)
};

/// Reads the last traceback in what a program wrote to stderr. `program` is the file's name as tracebacks
/// show it, or its path; `source` is its text, which makes some advice more exact and may be empty. Without a
/// traceback: none. What no rule knows gets a general sentence.
std::optional<PlainError> explain_error(std::string_view err, std::string_view program,
                                        std::string_view source);

}  // namespace cupola::ui
