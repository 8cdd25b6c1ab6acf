#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cupola::check {

/// Refuse: no flight status. Warn: flies, but somebody should look. Note: good to know.
enum class Severity { Refuse, Warn, Note };
std::string_view severity_name(Severity severity);

/// One thing the check has to say about a program.
struct Finding {
  std::string id;  ///< stable and short, for scripts: "error", "too-long", "no-leds", …
  Severity severity = Severity::Note;
  int line = 0;      ///< of the program, 1 is the first; 0 if the finding has no place
  std::string text;  ///< a plain sentence for the child
};

/// Whether nothing in `findings` refuses.
bool has_flight_status(const std::vector<Finding>& findings);

}  // namespace cupola::check
