#include "certificates/mail/encoded_text.hpp"

#include "certificates/mail/mime.hpp"
#include "runner/mission/csv.hpp"

#include <fmt/format.h>
#include <sodium/utils.h>

#include <algorithm>

namespace cupola::mail {
namespace {

constexpr std::size_t kLine = 76;
constexpr std::string_view kWordBegin = "=?UTF-8?B?";
constexpr std::string_view kWordEnd = "?=";

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// U+FFFD for every byte that is no UTF-8.
std::string mended(std::string_view text) {
  std::string result;
  while (const auto bad = mission::first_invalid_utf8(text)) {
    result += text.substr(0, *bad);
    result += "\xef\xbf\xbd";
    text.remove_prefix(*bad + 1);
  }
  return result += text;
}

/// U+0080–U+009F, U+2028 and U+2029 as well as those of ASCII.
bool is_control(std::string_view letter) { return mission::has_control_character(letter); }

/// Encoded words, each on a line of its own but the first.
std::string encoded_words(std::string_view text, std::size_t column) {
  std::string result;
  while (!text.empty()) {
    const std::size_t room = kLine - std::min(kLine - 20, column) - kWordBegin.size() - kWordEnd.size();
    const std::size_t most = room / 4 * 3;
    std::size_t bytes = 0;
    while (bytes < text.size() && bytes + letter_bytes(text.substr(bytes)) <= most)
      bytes += letter_bytes(text.substr(bytes));
    bytes = std::max(bytes, letter_bytes(text));
    if (!result.empty()) result += "\r\n ";
    result += fmt::format("{}{}{}", kWordBegin, base64(text.substr(0, bytes)), kWordEnd);
    text.remove_prefix(bytes);
    column = 1;
  }
  return result;
}

/// ASCII words on lines that are not too long, if every word fits one; else empty.
std::string folded(std::string_view text, std::size_t column) {
  std::string result;
  while (!text.empty()) {
    const std::size_t next = text.find(' ', 1);
    const std::string_view word = text.substr(0, next);
    if (word.size() > kLine - 2) return {};
    if (column + word.size() > kLine && !result.empty()) {
      result += "\r\n";
      column = 0;
    }
    result += word;
    column += word.size();
    text.remove_prefix(word.size());
  }
  return result;
}

/// RFC 2231 section 7, attribute-char.
bool is_attribute_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$&+-.^_`{|}~").find(c) != std::string_view::npos;
}

std::string percent_encoded(std::string_view letter) {
  std::string result;
  for (const char c : letter) {
    if (is_attribute_character(c)) {
      result += c;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return result;
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

}  // namespace

std::size_t letter_bytes(std::string_view text) {
  std::size_t bytes = 1;
  while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xc0U) == 0x80U) ++bytes;
  return bytes;
}

std::string one_line(std::string_view text) {
  const std::string valid = mended(text);
  std::string result;
  for (std::string_view rest = valid; !rest.empty();) {
    const std::string_view letter = rest.substr(0, letter_bytes(rest));
    if (is_control(letter)) {
      result += ' ';
    } else {
      result += letter;
    }
    rest.remove_prefix(letter.size());
  }
  result.erase(0, std::min(result.find_first_not_of(' '), result.size()));
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string with_crlf(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool second_half = text[i] == '\n' && i > 0 && text[i - 1] == '\r';
    if (second_half) continue;
    if (text[i] == '\r' || text[i] == '\n') {
      result += "\r\n";
    } else {
      result += text[i];
    }
  }
  if (!result.ends_with("\r\n")) result += "\r\n";
  return result;
}

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  ::sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

std::string base64_lines(std::string_view bytes) {
  const std::string text = base64(bytes);
  std::string lines;
  lines.reserve(text.size() + text.size() / kLine * 2 + 2);
  for (std::size_t at = 0; at < text.size(); at += kLine) {
    lines += std::string_view(text).substr(at, kLine);
    lines += "\r\n";
  }
  return lines;
}

std::string encode_header(std::string_view text, std::size_t column) {
  const bool plain = is_visible_ascii(text) && text.find("=?") == std::string_view::npos;
  if (plain && text.empty()) return {};
  const std::string lines = plain ? folded(text, column) : std::string();
  return lines.empty() ? encoded_words(text, column) : lines;
}

std::string encode_phrase(std::string_view text, std::size_t column) {
  const bool plain = is_visible_ascii(text) && text.find("=?") == std::string_view::npos;
  if (plain && text.size() + column + 2 <= kLine) return quoted(text);
  return encoded_words(text, column);
}

std::string encode_parameter(std::string_view name, std::string_view value) {
  if (is_visible_ascii(value) && value.size() + name.size() + 5 <= kLine)
    return fmt::format(" {}={}", name, quoted(value));
  const std::size_t room = kLine - name.size() - 8;
  std::vector<std::string> pieces{"UTF-8''"};
  while (!value.empty()) {
    const std::string letter = percent_encoded(value.substr(0, letter_bytes(value)));
    if (pieces.back().size() + letter.size() > room) pieces.emplace_back();
    pieces.back() += letter;
    value.remove_prefix(letter_bytes(value));
  }
  if (pieces.size() == 1) return fmt::format(" {}*={}", name, pieces.front());
  std::string result;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    result += fmt::format("{} {}*{}*={}", i == 0 ? "" : ";\r\n", name, i, pieces[i]);
  return result;
}

}  // namespace cupola::mail
