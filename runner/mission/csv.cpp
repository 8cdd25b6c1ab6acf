#include "runner/mission/csv.hpp"

#include <algorithm>

namespace cupola::mission {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Reads one record after the other; knows the line it is on.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  bool at_end() const { return at_ >= text_.size(); }

  /// The next record; a broken one has a problem and its cells do not count.
  std::optional<FormProblem> read(CsvRow& row) {
    row = {line_, {}};
    problem_.reset();
    do {
      row.cells.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted_cell() : plain_cell());
    } while (take_separator());
    take_line_break();
    return problem_;
  }

 private:
  bool at_line_break() const { return at_end() || text_[at_] == '\n' || text_[at_] == '\r'; }

  bool take_separator() {
    if (at_end() || text_[at_] != separator_) return false;
    ++at_;
    return true;
  }

  void take_line_break() {
    if (at_end()) return;
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
  }

  std::string plain_cell() {
    const std::size_t begin = at_;
    while (!at_line_break() && text_[at_] != separator_) ++at_;
    return std::string{text_.substr(begin, at_ - begin)};
  }

  std::string quoted_cell() {
    const std::size_t first_line = line_;
    std::string cell;
    ++at_;
    while (!at_end()) {
      if (text_[at_] == '"') {
        ++at_;
        if (at_end() || text_[at_] != '"') return end_quoted(std::move(cell));
        cell += '"';
        ++at_;
      } else if (at_line_break()) {
        // Whatever kind of line break it is, the cell keeps a plain one.
        take_line_break();
        cell += '\n';
      } else {
        cell += text_[at_++];
      }
    }
    problem_ = {first_line, "row", "a quoted cell that begins here never ends; close it with \""};
    return cell;
  }

  std::string end_quoted(std::string cell) {
    if (!at_line_break() && text_[at_] != separator_) {
      problem_ = {line_, "row", "text after the closing quote of a cell; write quotes inside a cell twice"};
      plain_cell();
    }
    return cell;
  }

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::optional<FormProblem> problem_;
};

bool is_blank(const CsvRow& row) {
  return row.cells.size() == 1 && row.cells[0].find_first_not_of(" \t") == std::string::npos;
}

char separator_of(std::string_view text) {
  const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
  return std::count(first.begin(), first.end(), ';') > std::count(first.begin(), first.end(), ',') ? ';'
                                                                                                   : ',';
}

FormProblem encoding_problem(std::string_view bytes, std::size_t offset) {
  const std::string_view before = bytes.substr(0, offset);
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const std::size_t line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {line, "file",
          "byte " + std::to_string(offset - line_begin + 1) +
              " of this line is not UTF-8; save the table as \"CSV UTF-8\""};
}

/// How many bytes the UTF-8 character at the front takes; 0 if there is none.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = byte(1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool impossible = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || impossible ? 0 : length;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

bool has_control_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == 0x7F) return true;
    if (byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0) return true;
    if (text.substr(at).starts_with("\u2028") || text.substr(at).starts_with("\u2029")) return true;
  }
  return false;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  std::string result = "\"";
  while (!text.empty() && result.size() <= kLongest) {
    const std::size_t length = std::max<std::size_t>(character_length(text), 1);
    const std::string_view character = text.substr(0, length);
    const bool plain = !first_invalid_utf8(character) && !has_control_character(character);
    result += plain ? character : "?";
    text.remove_prefix(length);
  }
  return result + (text.empty() ? "\"" : "…\"");
}

Csv parse_csv(std::string_view bytes) {
  Csv csv;
  if (const auto invalid = first_invalid_utf8(bytes)) {
    csv.problems.push_back(encoding_problem(bytes, *invalid));
    return csv;
  }
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  CsvReader reader{bytes, separator_of(bytes)};
  while (!reader.at_end()) {
    CsvRow row;
    const std::optional<FormProblem> problem = reader.read(row);
    if (problem) {
      csv.problems.push_back(*problem);
    } else if (is_blank(row)) {
      continue;
    } else if (csv.header.cells.empty()) {
      csv.header = std::move(row);
    } else if (row.cells.size() != csv.header.cells.size()) {
      csv.problems.push_back({row.line, "row",
                              "has " + std::to_string(row.cells.size()) + " cells where the header has " +
                                  std::to_string(csv.header.cells.size()) +
                                  "; put a cell that holds the separator in double quotes"});
    } else {
      csv.rows.push_back(std::move(row));
    }
  }
  if (csv.header.cells.empty() && csv.problems.empty()) {
    csv.problems.push_back({1, "file", "is empty; a header line with at least \"program\" is needed"});
  }
  return csv;
}

}  // namespace cupola::mission
