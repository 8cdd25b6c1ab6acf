// The two forms of an OMM that go by lines: CSV with a header line (RFC 4180), and KEY = VALUE (CCSDS 502.0).
#include "certificates/orbit/omm.hpp"
#include "certificates/orbit/text.hpp"

#include <utility>

namespace cupola::orbit {
namespace {

/// The cells of one line; a quoted cell may hold separators and doubled quotes, no line ends.
std::vector<std::string> cells_of(std::string_view line, char separator) {
  std::vector<std::string> cells(1);
  bool quoted_cell = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted_cell && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += c;
      ++i;
    } else if (c == '"') {
      quoted_cell = !quoted_cell;
    } else if (c == separator && !quoted_cell) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  for (std::string& cell : cells) cell = std::string{trimmed(cell)};
  return cells;
}

}  // namespace

OmmRecords read_csv_records(std::string_view text) {
  OmmRecords result;
  std::vector<std::string> header;
  char separator = ',';
  for (const TextLine& line : lines_of(text)) {
    const std::string_view said = trimmed(line.text);
    if (said.empty() || said.front() == '#') continue;
    if (header.empty()) {
      if (said.find(',') == std::string_view::npos) separator = ';';
      header = cells_of(said, separator);
      continue;
    }
    const std::vector<std::string> cells = cells_of(said, separator);
    if (cells.size() != header.size()) {
      result.problems.push_back({line.number, "CSV: the line has " + std::to_string(cells.size()) +
                                                  " cells, its header " + std::to_string(header.size())});
      continue;
    }
    OmmRecord record;
    for (std::size_t i = 0; i < cells.size(); ++i) record.push_back({header[i], cells[i], line.number});
    result.records.push_back(std::move(record));
  }
  return result;
}

OmmRecords read_key_value_records(std::string_view text) {
  OmmRecords result;
  for (const TextLine& line : lines_of(text)) {
    const std::size_t equals = line.text.find('=');
    if (equals == std::string_view::npos) continue;  // COMMENT, or empty
    const std::string_view keyword = trimmed(line.text.substr(0, equals));
    std::string_view value = trimmed(line.text.substr(equals + 1));
    if (keyword.substr(0, 7) == "COMMENT") continue;
    if (!value.empty() && value.back() == ']')
      value = trimmed(value.substr(0, value.rfind('[')));  // its unit
    if (keyword == "CCSDS_OMM_VERS" || result.records.empty()) result.records.emplace_back();
    result.records.back().push_back({std::string{keyword}, std::string{value}, line.number});
  }
  return result;
}

}  // namespace cupola::orbit
