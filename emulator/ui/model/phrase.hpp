#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::ui {

/// A sentence with gaps: "Python does not know \"{0}\"." Its English text is the key of the catalogue; the
/// values are filled in after translation, and {0} may stand anywhere or twice.
struct Phrase {
  const char* text = "";  ///< lives for ever: a literal
  std::vector<std::string> values = {};
  bool empty() const { return *text == 0; }
};

/// `text` with {0} … {9} replaced; a gap without a value stays as it is.
std::string fill(std::string_view text, const std::vector<std::string>& values);
inline std::string in_english(const Phrase& phrase) { return fill(phrase.text, phrase.values); }

}  // namespace cupola::ui
