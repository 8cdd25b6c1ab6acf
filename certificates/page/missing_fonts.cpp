#include "certificates/page/missing_fonts.hpp"

#include <fmt/format.h>

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <map>
#include <string_view>

namespace cupola::page {
namespace {

/// Han, kana and hangul are one family of fonts, emoji another; Debian's fonts-noto-core has the rest.
std::string_view package_of(UScriptCode script, std::uint32_t letter) {
  switch (script) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
      return "fonts-noto-cjk";
    default:
      break;
  }
  const bool emoji = u_hasBinaryProperty(static_cast<UChar32>(letter), UCHAR_EMOJI_PRESENTATION) != 0;
  return emoji ? "fonts-noto-color-emoji" : "fonts-noto-core";
}

}  // namespace

std::vector<std::string> missing_fonts(const std::vector<std::uint32_t>& letters) {
  std::map<UScriptCode, std::string> lines;
  for (const std::uint32_t letter : letters) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(letter), &status);
    std::string shown;
    icu::UnicodeString(static_cast<UChar32>(letter)).toUTF8String(shown);
    lines.try_emplace(script, fmt::format("no font has {} letters such as {}; install the Debian package {}",
                                          uscript_getName(script), shown, package_of(script, letter)));
  }
  std::vector<std::string> result;
  result.reserve(lines.size());
  for (auto& [script, line] : lines) result.push_back(std::move(line));
  return result;
}

}  // namespace cupola::page
