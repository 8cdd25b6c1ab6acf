#include "runner/mission/checks.hpp"

#include "hat_driver/base/whole_file.hpp"
#include "runner/mission/json_fields.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cupola::mission {
namespace {

std::filesystem::path checks_path(const Mission& mission) { return mission.folder / "checks.jsonl"; }

CheckResult result_from_line(std::string_view line, const std::string& where) {
  const nlohmann::json object = parse_object(line, where);
  const JsonFields fields{object, where};
  CheckResult result;
  result.entry = fields.text("entry");
  result.flight = fields.flag("flight");
  result.program_sha256 = fields.optional_text("program_sha256");
  result.rules = fields.optional_text("rules");
  const auto findings = object.find("findings");
  if (findings == object.end() || !findings->is_array()) return result;
  for (const nlohmann::json& finding : *findings) {
    if (!finding.is_object()) continue;
    const JsonFields parts{finding, where + ": findings"};
    if (parts.optional_text("severity") == "refuse") result.refusals.push_back(parts.optional_text("text"));
  }
  return result;
}

}  // namespace

void write_checks(const Mission& mission, std::span<const std::string> lines) {
  std::string content;
  for (const std::string& line : lines) {
    content += line;
    if (!line.ends_with('\n')) content += '\n';
  }
  base::write_whole_file(checks_path(mission), content);
}

std::vector<std::string> read_check_lines(const Mission& mission) {
  std::vector<std::string> lines;
  if (!std::filesystem::exists(checks_path(mission))) return lines;
  const std::string content = base::read_whole_file(checks_path(mission));
  for (std::size_t begin = 0; begin < content.size();) {
    const std::size_t end = std::min(content.find('\n', begin), content.size());
    lines.push_back(content.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::map<std::string, CheckResult> read_checks(const Mission& mission) {
  std::map<std::string, CheckResult> results;
  std::size_t line_number = 0;
  for (const std::string& line : read_check_lines(mission)) {
    const std::string where = checks_path(mission).native() + ":" + std::to_string(++line_number);
    CheckResult result = result_from_line(line, where);
    results.insert_or_assign(result.entry, std::move(result));
  }
  return results;
}

bool is_current(const CheckResult& result, const Mission& mission, const Entry& entry) {
  return result.program_sha256 == entry.program_sha256 &&
         (result.rules.empty() || result.rules == mission.rules);
}

}  // namespace cupola::mission
