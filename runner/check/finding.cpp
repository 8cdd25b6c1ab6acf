#include "runner/check/finding.hpp"

#include <algorithm>

namespace cupola::check {

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::Refuse:
      return "refuse";
    case Severity::Warn:
      return "warn";
    case Severity::Note:
      return "note";
  }
  return "note";
}

bool has_flight_status(const std::vector<Finding>& findings) {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& finding) { return finding.severity == Severity::Refuse; });
}

}  // namespace cupola::check
