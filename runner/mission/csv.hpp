#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cupola::mission {

/// One thing wrong with a line of a form, in words: "what is wrong; what would be right".
struct FormProblem {
  std::size_t line = 0;
  std::string field;  ///< a column's name, or "row", "file"
  std::string text;
};

struct CsvRow {
  std::size_t line = 0;  ///< on which it begins, from 1
  std::vector<std::string> cells;
};

/// A CSV file as RFC 4180 describes it, with `,` or `;` (whichever the header line holds more of), with or
/// without a byte order mark, with any kind of line break. Empty lines are left out.
struct Csv {
  CsvRow header;
  std::vector<CsvRow> rows;           ///< each with as many cells as the header
  std::vector<FormProblem> problems;  ///< of rows that are therefore not in `rows`
};

/// Reads the bytes of a CSV. Bytes that are not UTF-8 refuse the whole file: one problem with line and byte.
Csv parse_csv(std::string_view bytes);

/// The offset of the first byte that is not UTF-8 (overlong forms, surrogates and values past U+10FFFF
/// included).
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// Whether valid UTF-8 holds a control character (C0, DEL, C1) or a line or paragraph separator.
bool has_control_character(std::string_view text);

/// `text` in double quotes, fit for a message: cut after 80 bytes, control characters and broken UTF-8 as
/// `?`.
std::string in_quotes(std::string_view text);

}  // namespace cupola::mission
