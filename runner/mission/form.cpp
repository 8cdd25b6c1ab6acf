#include "runner/mission/form.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace cupola::mission {
namespace {

std::string lower(std::string_view text) {
  std::string result{text};
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

std::string column_name(std::string_view cell) {
  const std::size_t begin = std::min(cell.find_first_not_of(" \t"), cell.size());
  const std::size_t end = cell.find_last_not_of(" \t");
  return end == std::string_view::npos ? "" : lower(cell.substr(begin, end - begin + 1));
}

std::string known_columns() {
  std::string list;
  for (const std::string_view column : form_columns())
    list += (list.empty() ? "" : ", ") + std::string{column};
  return list;
}

/// The names of the header's columns, empty where a column is to be ignored.
std::vector<std::string> read_header(const CsvRow& header, UnknownColumns unknown,
                                     std::vector<FormProblem>& problems) {
  const std::vector<std::string_view> known = form_columns();
  std::vector<std::string> columns;
  std::set<std::string> seen;
  for (const std::string& cell : header.cells) {
    std::string name = column_name(cell);
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      if (unknown == UnknownColumns::Refuse) {
        problems.push_back(
            {header.line, name.empty() ? "(no name)" : in_quotes(name),
             "unknown column; known are " + known_columns() + " (--ignore-unknown leaves others out)"});
      }
      name.clear();
    } else if (!seen.insert(name).second) {
      problems.push_back({header.line, name, "the column is there twice; keep one"});
    }
    columns.push_back(std::move(name));
  }
  if (!seen.contains("program")) {
    problems.push_back({header.line, "program", "the column is missing; it names each entry's file"});
  }
  return columns;
}

}  // namespace

Form read_form(std::string_view bytes, UnknownColumns unknown) {
  const Csv csv = parse_csv(bytes);
  Form form{{}, csv.problems};
  if (csv.header.cells.empty()) return form;
  const std::size_t before = form.problems.size();
  const std::vector<std::string> columns = read_header(csv.header, unknown, form.problems);
  if (form.problems.size() > before) return form;
  if (csv.rows.empty() && form.problems.empty()) {
    form.problems.push_back(
        {csv.header.line, "file", "has a header but no rows; one row an entry is needed"});
  }
  std::map<std::string, std::size_t> line_of_id;
  for (const CsvRow& row : csv.rows) {
    FormRow result{row.line, {}};
    bool right = true;
    const auto refuse = [&](const std::string& column, std::string text) {
      form.problems.push_back({row.line, column, std::move(text)});
      right = false;
    };
    for (std::size_t index = 0; index < columns.size(); ++index) {
      if (columns[index].empty()) continue;
      std::string problem = set_field(result.entry, columns[index], row.cells[index]);
      if (!problem.empty()) refuse(columns[index], std::move(problem));
    }
    const std::string& id = result.entry.id;
    if (!id.empty()) {
      const auto [place, is_new] = line_of_id.emplace(id, row.line);
      if (!is_new) {
        refuse("id", in_quotes(id) + " was used on line " + std::to_string(place->second) +
                         " before; every entry needs its own");
      }
    }
    if (right) form.rows.push_back(std::move(result));
  }
  return form;
}

}  // namespace cupola::mission
