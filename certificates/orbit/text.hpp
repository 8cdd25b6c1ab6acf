#pragma once

#include "certificates/orbit/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::orbit {

/// One line of a text without its end.
struct TextLine {
  std::string_view text;
  int number = 0;  ///< from 1
};

/// All lines. CR, LF and CR LF end one (old Macs wrote CR); a byte order mark at the beginning is left out.
std::vector<TextLine> lines_of(std::string_view text);

/// Without blanks, tabs and line ends around it.
std::string_view trimmed(std::string_view text);

/// The parts between separators, trimmed; a blank as the separator stands for any run of blanks and tabs.
std::vector<std::string_view> split(std::string_view text, char separator);

/// A decimal number with or without exponent ("5.2197E-05", "-.5", "+1"), whole text, whatever the locale.
/// Right to the last place of a double for up to 15 digits; nothing for anything else.
std::optional<double> parse_number(std::string_view text);

/// A moment as CCSDS 502.0 writes it: "2018-02-01T22:18:16.430976", or with the day of the year
/// ("2018-032T…"); with or without 'Z', a blank for the 'T', up to nine decimals that count. Years 1900 to
/// 2200.
std::optional<Time> parse_time(std::string_view text);

}  // namespace cupola::orbit
