#include "hat_driver/board/text.hpp"

#include <algorithm>
#include <cstring>

namespace cupola::board {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

bool is_continuation(unsigned byte) { return (byte & 0xc0) == 0x80; }

/// The length of the character that starts at `i`, 0 if there is none (RFC 3629 §4).
std::size_t character_length(std::string_view text, std::size_t i) {
  const unsigned first = byte_at(text, i);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || i + length > text.size()) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if (!is_continuation(byte_at(text, i + k))) return 0;
  }
  // The second byte rules out overlong forms, surrogates and what lies past U+10FFFF.
  const unsigned second = byte_at(text, i + 1);
  if (first == 0xe0 && second < 0xa0) return 0;
  if (first == 0xed && second > 0x9f) return 0;
  if (first == 0xf0 && second < 0x90) return 0;
  if (first == 0xf4 && second > 0x8f) return 0;
  return length;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string_view cut_utf8(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  while (end > 0 && is_continuation(byte_at(text, end))) --end;
  return text.substr(0, end);
}

TextRing::Record text_to_words(std::string_view text) {
  const std::string_view kept = cut_utf8(text, kTextBytes);
  TextRing::Record words{};
  words[0] = kept.size();
  if (!kept.empty()) std::memcpy(&words[1], kept.data(), kept.size());
  return words;
}

std::optional<std::string> text_from(const TextRing::Record& words) {
  if (words[0] > kTextBytes) return std::nullopt;
  std::string text(static_cast<std::size_t>(words[0]), '\0');
  if (!text.empty()) std::memcpy(text.data(), &words[1], text.size());
  if (!is_utf8(text)) return std::nullopt;
  return text;
}

}  // namespace cupola::board
