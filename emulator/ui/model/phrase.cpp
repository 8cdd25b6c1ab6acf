#include "emulator/ui/model/phrase.hpp"

namespace cupola::ui {

std::string fill(std::string_view text, const std::vector<std::string>& values) {
  std::string filled;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool gap = text[at] == '{' && at + 2 < text.size() && text[at + 2] == '}' && text[at + 1] >= '0' &&
                     text[at + 1] <= '9';
    const std::size_t index = gap ? static_cast<std::size_t>(text[at + 1] - '0') : values.size();
    if (index < values.size()) {
      filled += values[index];
      at += 2;
    } else {
      filled += text[at];
    }
  }
  return filled;
}

}  // namespace cupola::ui
