#include "runner/check/text_glyphs.hpp"

#include "runner/check/code_only.hpp"

#include <algorithm>
#include <optional>

namespace cupola::check {
namespace {

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  if (lead >= 0xf0 && lead < 0xf5) return 4;
  return 0;
}

/// What is assigned to the attribute whose name ends where `rest` begins: the text up to the end of the
/// statement. Nothing if it is not assigned to but read, compared, or the beginning of a longer name.
std::optional<std::string_view> assigned(std::string_view rest) {
  constexpr std::string_view kBlank = " \t";
  rest.remove_prefix(std::min(rest.find_first_not_of(kBlank), rest.size()));
  if (rest.empty() || rest.front() != '=' || rest.substr(0, 2) == "==") return std::nullopt;
  rest.remove_prefix(1);
  rest = rest.substr(0, rest.find_first_of("\r\n;"));
  rest.remove_prefix(std::min(rest.find_first_not_of(kBlank), rest.size()));
  return rest.substr(0, rest.find_last_not_of(kBlank) + 1);
}

}  // namespace

std::vector<std::string> characters_without_glyph(std::string_view text, hat::Font font) {
  std::vector<std::string> missing;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(static_cast<unsigned char>(text[at]));
    const std::string_view character = text.substr(at, length);
    const std::u32string decoded = hat::decode_utf8(character);
    if (decoded.size() != 1 || character.size() != length) {
      ++at;
      continue;
    }
    if (!hat::has_glyph(decoded.front(), font)) missing.emplace_back(character);
    at += length;
  }
  return missing;
}

bool uses_extended_font(std::string_view source) {
  constexpr std::string_view kAttribute = ".extended_font";
  const std::string code = code_only(source);
  bool on = false;
  for (std::size_t at = code.find(kAttribute); at != std::string::npos; at = code.find(kAttribute, at + 1)) {
    const auto value = assigned(std::string_view(code).substr(at + kAttribute.size()));
    if (value && *value != "True") return false;
    on = on || value;
  }
  return on;
}

}  // namespace cupola::check
