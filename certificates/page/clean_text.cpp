#include "certificates/page/clean_text.hpp"

#include <cstdint>
#include <utility>

namespace cupola::page {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

/// The code point at the start of `text` and how many bytes it takes; broken bytes are U+FFFD, one at a time.
std::pair<std::uint32_t, std::size_t> first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {kReplacement, 1};
  std::uint32_t value = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) return {kReplacement, 1};
    value = value << 6 | (byte(i) & 0x3Fu);
  }
  const bool too_long = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (too_long || surrogate || value > 0x10FFFF) return {kReplacement, 1};
  return {value, length};
}

bool is_space(std::uint32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool is_control(std::uint32_t c) {
  const bool c0_or_c1 = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F);
  const bool nothing = c == 0x200B || c == 0xFEFF || (c >= 0xFFF0 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE;
  return c0_or_c1 || direction || nothing;
}

bool is_kana(std::uint32_t c) { return (c >= 0x3040 && c <= 0x30FF) || (c >= 0xFF66 && c <= 0xFF9D); }
bool is_hangul(std::uint32_t c) { return (c >= 0xAC00 && c <= 0xD7FF) || (c >= 0x1100 && c <= 0x11FF); }
bool is_han(std::uint32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

template <class Is>
bool holds(std::string_view text, Is is) {
  while (!text.empty()) {
    const auto [code, length] = first_code_point(text);
    if (is(code)) return true;
    text.remove_prefix(length);
  }
  return false;
}

}  // namespace

std::string clean_text(std::string_view text) {
  std::string result;
  bool space_due = false;
  while (!text.empty()) {
    const auto [code, length] = first_code_point(text);
    if (is_space(code)) {
      space_due = !result.empty();
    } else if (!is_control(code)) {
      if (space_due) result += ' ';
      space_due = false;
      result += code == kReplacement ? std::string_view("\uFFFD") : text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return result;
}

std::string_view east_asian_language(std::string_view text) {
  bool han = false;
  bool hangul = false;
  bool bopomofo = false;
  while (!text.empty()) {
    const auto [code, length] = first_code_point(text);
    if (is_kana(code)) return "ja";
    hangul = hangul || is_hangul(code);
    bopomofo = bopomofo || (code >= 0x3100 && code <= 0x312F);
    han = han || is_han(code);
    text.remove_prefix(length);
  }
  if (hangul) return "ko";
  if (bopomofo) return "zh-Hant";
  return han ? "zh-Hans" : "";
}

bool needs_spelling_out(std::string_view text) {
  return holds(text, [](std::uint32_t c) {
    return (c >= 0x0900 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x0300 && c <= 0x036F);
  });
}

bool is_arabic(std::string_view text) {
  return holds(text, [](std::uint32_t c) {
    return (c >= 0x0600 && c <= 0x06FF) || (c >= 0x0750 && c <= 0x077F) || (c >= 0x08A0 && c <= 0x08FF) ||
           (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
  });
}

}  // namespace cupola::page
