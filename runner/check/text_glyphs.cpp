#include "runner/check/text_glyphs.hpp"

namespace cupola::check {
namespace {

/// The flight font: printable ASCII and the line break, but for four.
constexpr std::string_view kMissingAscii = "^`{}";

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  if (lead >= 0xf0 && lead < 0xf5) return 4;
  return 0;
}

bool has_glyph(std::string_view character) {
  if (character.size() > 1) return false;
  const char c = character.front();
  return c == '\n' || (c >= ' ' && c <= '~' && kMissingAscii.find(c) == std::string_view::npos);
}

}  // namespace

std::vector<std::string> characters_without_glyph(std::string_view text) {
  std::vector<std::string> missing;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(static_cast<unsigned char>(text[at]));
    if (length == 0 || at + length > text.size()) {
      ++at;
      continue;
    }
    const std::string_view character = text.substr(at, length);
    if (!has_glyph(character)) missing.emplace_back(character);
    at += length;
  }
  return missing;
}

}  // namespace cupola::check
