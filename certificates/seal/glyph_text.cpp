#include "certificates/seal/glyph_text.hpp"

#include <qpdf/QUtil.hh>

#include <algorithm>
#include <vector>

namespace cupola::seal {
namespace {

constexpr std::size_t kMostCodes = 65536;
constexpr std::string_view kUnknown = "\xef\xbf\xbd";

/// The parts of a map between "beginKIND" and "endKIND".
template <class Take>
void for_each_section(std::string_view cmap, const std::string& kind, const Take& take) {
  const std::string begin = "begin" + kind;
  const std::string end = "end" + kind;
  for (std::size_t at = cmap.find(begin); at != std::string_view::npos; at = cmap.find(begin, at)) {
    at += begin.size();
    take(cmap.substr(at, cmap.find(end, at) - at));
  }
}

/// What stands in the next <…> of a section, as bytes; false at its end.
bool next_string(std::string_view& section, std::string& bytes) {
  const std::size_t open = section.find('<');
  const std::size_t close = section.find('>', open == std::string_view::npos ? 0 : open);
  if (open == std::string_view::npos || close == std::string_view::npos) return false;
  const std::string digits(section.substr(open + 1, close - open - 1));
  section.remove_prefix(close + 1);
  bytes = QUtil::hex_decode(digits);
  return true;
}

std::uint32_t number(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char byte : bytes) value = (value << 8U) | static_cast<unsigned char>(byte);
  return value;
}

std::string utf8_of(const std::string& utf16) { return QUtil::utf16_to_utf8("\xfe\xff" + utf16); }

/// The text `step` codes further on: its last unit counts up.
std::string counted_up(std::string utf16, std::uint32_t step) {
  if (utf16.size() < 2) return utf16;
  const std::uint32_t last = number(std::string_view(utf16).substr(utf16.size() - 2)) + step;
  utf16[utf16.size() - 2] = static_cast<char>((last >> 8U) & 0xffU);
  utf16[utf16.size() - 1] = static_cast<char>(last & 0xffU);
  return utf16;
}

}  // namespace

GlyphText::GlyphText(std::string_view cmap) {
  for_each_section(cmap, "codespacerange", [this](std::string_view section) { read_code_space(section); });
  for_each_section(cmap, "bfchar", [this](std::string_view section) { read_characters(section); });
  for_each_section(cmap, "bfrange", [this](std::string_view section) { read_ranges(section); });
}

void GlyphText::read_code_space(std::string_view section) {
  std::string first;
  if (next_string(section, first)) code_bytes_ = std::clamp<std::size_t>(first.size(), 1, 4);
}

void GlyphText::read_characters(std::string_view section) {
  std::string code;
  std::string text;
  while (texts_.size() < kMostCodes && next_string(section, code) && next_string(section, text))
    texts_[number(code)] = utf8_of(text);
}

void GlyphText::read_ranges(std::string_view section) {
  std::string low;
  std::string high;
  std::string text;
  while (next_string(section, low) && next_string(section, high)) {
    const std::uint32_t first = number(low);
    const std::uint32_t last = std::min<std::uint32_t>(number(high), first + 0xffffU);
    const std::size_t list = section.find_first_not_of(" \t\r\n");
    const bool listed = list != std::string_view::npos && section[list] == '[';
    for (std::uint32_t code = first; code <= last && texts_.size() < kMostCodes; ++code) {
      if ((listed || code == first) && !next_string(section, text)) return;
      texts_[code] = utf8_of(listed ? text : counted_up(text, code - first));
    }
  }
}

std::string GlyphText::text(std::string_view shown) const {
  std::string result;
  for (std::size_t at = 0; at < shown.size(); at += code_bytes_) {
    const auto found = texts_.find(number(shown.substr(at, code_bytes_)));
    result += found == texts_.end() ? kUnknown : std::string_view(found->second);
  }
  return result;
}

}  // namespace cupola::seal
