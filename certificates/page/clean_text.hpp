#pragma once

#include <string>
#include <string_view>

namespace cupola::page {

/// What may be drawn of a text from a form: valid UTF-8 (broken bytes become U+FFFD), no control characters,
/// no directional overrides (a stray one would turn the rest of the page's line round), every run of white
/// space one space, none at the ends. Joiners stay: Persian, Indic scripts and emoji are spelt with them.
std::string clean_text(std::string_view text);

/// The language whose letter shapes a text asks for: "ja" if it holds kana, "ko" hangul, "zh-Hant" bopomofo,
/// "zh-Hans" for other Han, "" if none of these occur.
std::string_view east_asian_language(std::string_view text);

/// Whether readers of a PDF need the text beside its glyphs: letters that change places or stack (Thai,
/// Indic, combining accents) cannot be put together again from glyphs alone.
bool needs_spelling_out(std::string_view text);

/// Whether any of it is in Arabic letters.
bool is_arabic(std::string_view text);

}  // namespace cupola::page
